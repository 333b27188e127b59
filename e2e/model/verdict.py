"""The five verdicts that a scenario can give on its clause, and how a clause's verdict follows from them."""

from collections.abc import Sequence
from enum import IntEnum

NOT_TESTED_PREFIX = "not tested:"
"""How the message of an intended skip begins. Any other skip is an error in the suite."""

PASSED_IN_PART = "passed in part"
NO_SCENARIO_YET = "no scenario yet"
NOT_SELECTED = "not selected"


class Verdict(IntEnum):
    """The verdict on one scenario. The worst comes first, so that `min` finds it."""

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
        """Whether nothing went wrong: the scenario passed or was not tested."""
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
    """The verdict that these words stand for. Raises KeyError if they stand for none."""
    return _BY_WORDS[words]


def clause_verdict(verdicts: Sequence[Verdict], *, not_played: int = 0) -> str:
    """The verdict on a clause, in words, from those on its scenarios; `not_played` is how many it has besides.

    A scenario that failed makes the clause fail, whatever kept others from being judged. The clause passed only if all
    of its scenarios were played and passed. A clause without any verdicts was not selected.
    """
    found = set(verdicts)
    if not found:
        return NOT_SELECTED
    if Verdict.FAILED in found:
        return Verdict.FAILED.words
    if min(found) == Verdict.PASSED and (not_played or Verdict.NOT_TESTED in found):
        return PASSED_IN_PART
    return min(found).words
