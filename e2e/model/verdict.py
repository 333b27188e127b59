"""What a scenario says about its clause: one of five verdicts; and what they come to for the clause."""

from collections.abc import Sequence
from enum import IntEnum

NOT_TESTED_PREFIX = "not tested:"
"""What the message of a skip begins with that a scenario means; any other skip is an error of the suite's."""

PASSED_IN_PART = "passed in part"
NO_SCENARIO_YET = "no scenario yet"
NOT_SELECTED = "not selected"


class Verdict(IntEnum):
    """On one scenario; the worst first, so that `min` finds the worst."""

    HARNESS_ERROR = 1
    SET_UP_FAILED = 2
    FAILED = 3
    PASSED = 4
    NOT_TESTED = 5

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong: the scenario passed, or was not tested."""
        return self >= Verdict.PASSED


_WORDS = {
    Verdict.HARNESS_ERROR: "harness error",
    Verdict.SET_UP_FAILED: "set-up failed",
    Verdict.FAILED: "failed",
    Verdict.PASSED: "passed",
    Verdict.NOT_TESTED: "not tested",
}
_BY_WORDS = {words: verdict for verdict, words in _WORDS.items()}


def verdict_named(words: str) -> Verdict:
    """The verdict that these words stand for; raises KeyError where they stand for none."""
    return _BY_WORDS[words]


def clause_verdict(verdicts: Sequence[Verdict]) -> str:
    """The worst verdict of a clause's scenarios, in words; "passed in part" where the rest was not tested.

    Without any scenario the clause was not selected.
    """
    found = set(verdicts)
    if found == {Verdict.PASSED, Verdict.NOT_TESTED}:
        return PASSED_IN_PART
    return min(found).words if found else NOT_SELECTED
