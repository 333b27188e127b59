"""What a run says about an environment: which clauses it breaks, not counting those that the portal itself breaks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from e2e.model.verdict import PASSED_IN_PART, Verdict

PLAIN_NAME = "plain"
"""The name of the environment that all others are compared with: a browser with its default settings."""

WITHOUT_TOUCH = frozenset({"firefox"})
"""Browsers that cannot be given a touch screen. In these, a device that has one is simulated without it."""

Verdicts = Mapping[str, str]
"""The verdict on each clause, in words, keyed by the clause's id."""

# The way from the home address to the lesson materials: if one of these does not hold, nobody can log in.
LOGGING_IN = frozenset({"ENTRY-1", "ENTRY-2", "CODE-1", "PICK-1", "SECRET-1", "MATERIAL-1"})
COMPATIBLE = "compatible"
WITH_LIMITS = "compatible with limits"
NOT_COMPATIBLE = "not compatible"
NOT_JUDGED = "not judged"
# A harness error is in neither set: if the suite itself breaks, that says nothing about the environment.
_NOT_HELD = {Verdict.SET_UP_FAILED.words, Verdict.FAILED.words}
_HELD: set[str | None] = {Verdict.PASSED.words, PASSED_IN_PART}


@dataclass(frozen=True)
class Compatibility:
    """The ids of clauses, grouped by what a run in an environment says about them.

    The clauses in `held` hold both in the plain browser and in the environment, those in `broken` hold in the plain
    browser only, and those in `portals` hold in neither, which is the portal's fault. Those in `kept` are recorded as
    broken by the environment, but hold. `unset` has those of `broken` whose scene could not be set in the environment.
    A clause that was not tested is in none of these, nor is one whose scene could not be set in the plain browser.
    """

    held: tuple[str, ...]
    broken: tuple[str, ...]
    kept: tuple[str, ...]
    portals: tuple[str, ...]
    unset: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """One of "compatible", "compatible with limits", "not compatible" and "not judged"."""
        if not self.held and not self.broken:
            return NOT_JUDGED
        if LOGGING_IN & set(self.broken):
            return NOT_COMPATIBLE
        # Setting a scene starts with a login; in a run of a few clauses, nothing else may show that nobody can log in.
        if self.unset and not LOGGING_IN & set(self.held):
            return NOT_COMPATIBLE
        return WITH_LIMITS if self.broken else COMPATIBLE


def compared(plain: Verdicts, here: Verdicts, known: Collection[str]) -> Compatibility:
    """Compare the verdicts in an environment with those of the same portal in the plain browser.

    `known` are the clauses that the environment is recorded as breaking.
    """
    not_held = [clause for clause, verdict in here.items() if verdict in _NOT_HELD]
    broken = tuple(clause for clause in not_held if plain.get(clause) in _HELD)
    return Compatibility(
        held=tuple(clause for clause, verdict in here.items() if {verdict, plain.get(clause)} <= _HELD),
        broken=broken,
        kept=tuple(clause for clause in known if here.get(clause) in _HELD),
        portals=tuple(clause for clause in not_held if plain.get(clause) == Verdict.FAILED.words),
        unset=tuple(clause for clause in broken if here[clause] == Verdict.SET_UP_FAILED.words),
    )
