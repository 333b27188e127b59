"""What a run says about its environment: the clauses that it breaks, told from those that the portal does. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from e2e.report.verdict import PASSED_IN_PART, Verdict, verdict_named

Clauses = Sequence[Mapping[str, Any]]
"""As `results.json` has them."""

# From the home address to the lesson materials: where one of these does not hold, nobody logs in.
LOGGING_IN = frozenset({"ENTRY-1", "ENTRY-2", "CODE-1", "PICK-1", "SECRET-1", "MATERIAL-1"})
NOT_JUDGED = "not judged: nothing that holds in the plain browser was tested here"
_GOOD: set[str | None] = {Verdict.PASSED.words, PASSED_IN_PART}


@dataclass(frozen=True)
class Findings:
    """Clauses. `held` hold in the plain browser and here, `broken` only there, `portals` not even there.

    Of the broken `unrecorded` are not known of the environment; `kept` are known to break and did not. What was not
    tested is in none of them.
    """

    held: tuple[str, ...]
    broken: tuple[str, ...]
    unrecorded: tuple[str, ...]
    kept: tuple[str, ...]
    portals: tuple[str, ...]

    @property
    def verdict(self) -> str:
        if not self.held and not self.broken:
            return NOT_JUDGED
        if LOGGING_IN & set(self.broken):
            return "not compatible"
        return "compatible with limits" if self.broken else "compatible"

    @property
    def as_recorded(self) -> bool:
        return self.verdict != NOT_JUDGED and not self.unrecorded and not self.kept


def compared(plain: Clauses, here: Clauses, known: Mapping[str, str]) -> Findings:
    """`plain` is the same portal in the plain browser, `known` what the environment is known to break."""
    plain_words, words = ({clause["id"]: clause["verdict"] for clause in clauses} for clauses in (plain, here))
    bad = [clause for clause, verdict in words.items() if _is_bad(verdict)]
    broken = tuple(clause for clause in bad if plain_words.get(clause) in _GOOD)
    return Findings(
        held=tuple(clause for clause, verdict in words.items() if {verdict, plain_words.get(clause)} <= _GOOD),
        broken=broken,
        unrecorded=tuple(clause for clause in broken if clause not in known),
        kept=tuple(clause for clause in known if words.get(clause) in _GOOD),
        portals=tuple(clause for clause in bad if clause not in broken),
    )


def _is_bad(words: str) -> bool:
    try:
        return verdict_named(words).bad
    except KeyError:
        return False
