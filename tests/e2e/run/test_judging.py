"""Who is to blame for an exception: the portal, the scene or the suite."""

import pytest
from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from e2e.contract import ControlError, SceneNotSet
from e2e.model.verdict import Verdict
from e2e.run.judging import StepType, judge


@pytest.mark.parametrize("step_type", ["when", "then"])
@pytest.mark.parametrize("error", [AssertionError("no"), Error("closed"), PlaywrightTimeoutError("slow")])
def test_what_the_portal_does_wrong_in_a_when_or_then_fails(step_type: StepType, error: Exception) -> None:
    assert judge(step_type, error) == Verdict.FAILED


@pytest.mark.parametrize("error", [AssertionError("no"), Error("closed"), PlaywrightTimeoutError("slow")])
def test_what_goes_wrong_in_a_given_is_no_failure_of_the_clause(error: Exception) -> None:
    assert judge("given", error) == Verdict.SET_UP_FAILED


@pytest.mark.parametrize("step_type", [None, "given", "when", "then"])
@pytest.mark.parametrize("error", [ControlError("500"), SceneNotSet("no teacher")])
def test_a_scene_that_cannot_be_set_is_no_failure_of_the_clause_in_or_outside_of_any_step(
    step_type: StepType | None, error: Exception
) -> None:
    assert judge(step_type, error) == Verdict.SET_UP_FAILED


@pytest.mark.parametrize("step_type", [None, "given", "when", "then"])
def test_a_skip_that_says_so_is_not_tested(step_type: StepType | None) -> None:
    assert judge(step_type, pytest.skip.Exception("not tested: it needs a clock")) == Verdict.NOT_TESTED


@pytest.mark.parametrize("step_type", [None, "given", "when", "then"])
@pytest.mark.parametrize(
    "error",
    [pytest.skip.Exception("later"), pytest.fail.Exception("no"), KeyError("x"), OSError("disk"), SystemExit(1)],
)
def test_all_else_is_an_error_of_the_harness(step_type: StepType | None, error: BaseException) -> None:
    assert judge(step_type, error) == Verdict.HARNESS_ERROR


@pytest.mark.parametrize("error", [AssertionError("no"), Error("closed")])
def test_outside_of_every_step_what_a_page_shows_is_of_the_harness(error: Exception) -> None:
    assert judge(None, error) == Verdict.HARNESS_ERROR


@pytest.mark.parametrize("step_type", [None, "given", "when", "then"])
def test_no_error_passes(step_type: StepType | None) -> None:
    assert judge(step_type, None) == Verdict.PASSED


def test_of_several_errors_at_once_the_worst_counts() -> None:
    both = ExceptionGroup("soft", [AssertionError("no"), ControlError("500")])
    assert judge("then", both) == Verdict.SET_UP_FAILED
