"""One thing that was checked, and how it is reported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from e2e.model.exit_codes import ALL_PASSED, SET_UP_FAILED

Say = Callable[[str], None]


@dataclass(frozen=True)
class Finding:
    """`mend` says what to write or do if it is wrong."""

    is_right: bool
    what: str
    seen: str = ""
    mend: str = ""


def right(what: str, seen: str = "") -> Finding:
    return Finding(is_right=True, what=what, seen=seen)


def wrong(what: str, seen: str, mend: str = "") -> Finding:
    return Finding(is_right=False, what=what, seen=seen, mend=mend)


def told(title: str, findings: Iterable[Finding], next_step: str, say: Say) -> int:
    """Report each finding on a line of its own, as soon as it is made; returns an exit code."""
    faults = 0
    say(f"{title}\n")
    for finding in findings:
        faults += not finding.is_right
        say(f"{'right' if finding.is_right else 'WRONG'}   {finding.what}{f': {finding.seen}' if finding.seen else ''}")
        if finding.mend:
            say("        " + finding.mend.replace("\n", "\n        "))
    say(f"\n{faults} wrong." if faults else f"\nAll right. Next: {next_step}")
    return SET_UP_FAILED if faults else ALL_PASSED
