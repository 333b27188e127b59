"""Which verdict an exception gives a scenario: its type, and where it arises, decide who is to blame."""

from typing import Literal

import pytest
from playwright.sync_api import Error as PlaywrightError

from e2e.checks.machine_faults import machine_fault
from e2e.contract import ControlError, SceneNotSet
from e2e.model.verdict import NOT_TESTED_PREFIX, Verdict

StepType = Literal["given", "when", "then"]


def judge(step_type: StepType | None, error: BaseException | None) -> Verdict:
    """The verdict on a scenario that ended with `error` in a step of this type, which is None outside any step.

    A scene that cannot be set, or cannot be cleared away, is never the suite's fault. A browser that goes away, or a
    machine without room for one, is never the portal's, whatever the step expected of a page.
    Several errors at once (an exception group, as soft assertions make) are as bad as the worst of them.
    """
    if isinstance(error, BaseExceptionGroup):
        return min(judge(step_type, one) for one in error.exceptions)
    match error:
        case None:
            return Verdict.PASSED
        case pytest.skip.Exception() if str(error.msg).startswith(NOT_TESTED_PREFIX):
            return Verdict.NOT_TESTED
        case ControlError() | SceneNotSet() if not machine_fault(error):
            return Verdict.SET_UP_FAILED
        case AssertionError() | PlaywrightError() if step_type and not machine_fault(error):
            return Verdict.SET_UP_FAILED if step_type == "given" else Verdict.FAILED
        case _:
            return Verdict.HARNESS_ERROR
