"""What a scenario says about its clause: one of five verdicts. Pure; who broke it, and with what, is all it needs."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Literal

import pytest
from playwright.sync_api import Error as PlaywrightError

from e2e.contract import ControlError, SceneNotSet

StepType = Literal["given", "when", "then"]

NOT_TESTED_PREFIX = "not tested:"
PASSED_IN_PART = "passed in part"
NO_SCENARIO_YET = "no scenario yet"
NOT_SELECTED = "not selected"


class Verdict(IntEnum):
    """Worst first, so that `min` finds the worst."""

    HARNESS_ERROR = 1
    SET_UP_FAILED = 2
    FAILED = 3
    PASSED = 4
    NOT_TESTED = 5

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def bad(self) -> bool:
        return self < Verdict.PASSED


_WORDS = {
    Verdict.HARNESS_ERROR: "harness error",
    Verdict.SET_UP_FAILED: "set-up failed",
    Verdict.FAILED: "failed",
    Verdict.PASSED: "passed",
    Verdict.NOT_TESTED: "not tested",
}
_BY_WORDS = {words: verdict for verdict, words in _WORDS.items()}


def verdict_named(words: str) -> Verdict:
    return _BY_WORDS[words]


def judge(step_type: StepType | None, error: BaseException | None) -> Verdict:
    """The verdict on a scenario that ended with `error` in a step of this type; None is outside of every step.

    A scene that cannot be set is never the suite's fault, nor is one that cannot be cleared away.
    Several errors at once (an exception group, as soft assertions make) are as bad as the worst of them.
    """
    match error:
        case None:
            return Verdict.PASSED
        case BaseExceptionGroup():
            return min(judge(step_type, one) for one in error.exceptions)
        case pytest.skip.Exception() if str(error.msg).startswith(NOT_TESTED_PREFIX):
            return Verdict.NOT_TESTED
        case ControlError() | SceneNotSet():
            return Verdict.SET_UP_FAILED
        case AssertionError() | PlaywrightError() if step_type:
            return Verdict.SET_UP_FAILED if step_type == "given" else Verdict.FAILED
        case _:
            return Verdict.HARNESS_ERROR


def clause_verdict(verdicts: Sequence[Verdict]) -> str:
    """The worst of a clause's scenarios, in words; "passed in part" when only some of them could be tested."""
    found = set(verdicts)
    if found == {Verdict.PASSED, Verdict.NOT_TESTED}:
        return PASSED_IN_PART
    return min(found).words if found else NOT_SELECTED
