"""What a run says about its environment: the clauses that it breaks, told from those that the portal does. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from e2e.model.verdict import PASSED_IN_PART, Verdict

PLAIN_NAME = "plain"
"""Of the environment that the others are compared with: the browser as it comes."""

WITHOUT_TOUCH = frozenset({"firefox"})
"""Browsers that cannot be given a touch screen here; a device that has one is played without it."""

Verdicts = Mapping[str, str]
"""In words, by clause."""

# From the home address to the lesson materials: where one of these does not hold, nobody logs in.
LOGGING_IN = frozenset({"ENTRY-1", "ENTRY-2", "CODE-1", "PICK-1", "SECRET-1", "MATERIAL-1"})
COMPATIBLE = "compatible"
WITH_LIMITS = "compatible with limits"
NOT_COMPATIBLE = "not compatible"
NOT_JUDGED = "not judged"
# Where the suite itself breaks, nothing is said of the environment.
_BAD = {Verdict.SET_UP_FAILED.words, Verdict.FAILED.words}
_GOOD: set[str | None] = {Verdict.PASSED.words, PASSED_IN_PART}


@dataclass(frozen=True)
class Compatibility:
    """Clauses. `held` hold in the plain browser and here, `broken` only there, `portals` not even there.

    `kept` are known to break and did not. What was not tested is in none of them, nor what could not be set up in the
    plain browser. `unset` are those of the broken whose scene could not even be set here.
    """

    held: tuple[str, ...]
    broken: tuple[str, ...]
    kept: tuple[str, ...]
    portals: tuple[str, ...]
    unset: tuple[str, ...]

    @property
    def verdict(self) -> str:
        if not self.held and not self.broken:
            return NOT_JUDGED
        if LOGGING_IN & set(self.broken):
            return NOT_COMPATIBLE
        # A scene begins with somebody who logs in: of a choice of clauses nothing else may tell that nobody can.
        if self.unset and not LOGGING_IN & set(self.held):
            return NOT_COMPATIBLE
        return WITH_LIMITS if self.broken else COMPATIBLE


def compared(plain: Verdicts, here: Verdicts, known: Collection[str]) -> Compatibility:
    """`plain` is the same portal in the plain browser; `known` is what this one breaks."""
    bad = [clause for clause, verdict in here.items() if verdict in _BAD]
    broken = tuple(clause for clause in bad if plain.get(clause) in _GOOD)
    return Compatibility(
        held=tuple(clause for clause, verdict in here.items() if {verdict, plain.get(clause)} <= _GOOD),
        broken=broken,
        kept=tuple(clause for clause in known if here.get(clause) in _GOOD),
        portals=tuple(clause for clause in bad if plain.get(clause) == Verdict.FAILED.words),
        unset=tuple(clause for clause in broken if here[clause] == Verdict.SET_UP_FAILED.words),
    )
