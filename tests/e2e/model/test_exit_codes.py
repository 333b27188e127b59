from collections.abc import Sequence

import pytest

from e2e.model.exit_codes import Outcome, exit_code, exit_code_of_defects
from e2e.model.verdict import Verdict


def ended(status: int, *verdicts: Verdict, broken: bool = False, by_hand: bool = False) -> int:
    """Of a run about clauses of the guide alone."""
    outcomes: list[Outcome] = [("must", verdict) for verdict in verdicts]
    return exit_code(status, outcomes, suite_broken=broken, stopped_by_hand=by_hand)


@pytest.mark.parametrize(
    ("status", "verdicts", "expected"),
    [
        (0, [Verdict.PASSED], 0),
        (0, [Verdict.PASSED, Verdict.NOT_TESTED], 0),
        (0, [Verdict.NOT_TESTED], 5),
        (1, [Verdict.FAILED, Verdict.PASSED], 1),
        (1, [Verdict.FAILED, Verdict.SET_UP_FAILED, Verdict.HARNESS_ERROR], 1),
        (1, [Verdict.PASSED, Verdict.SET_UP_FAILED], 6),
        (1, [Verdict.SET_UP_FAILED, Verdict.HARNESS_ERROR], 7),
        (2, [Verdict.FAILED], 1),
        (3, [Verdict.PASSED], 7),
        (4, [], 4),
        (5, [], 5),
    ],
)
def test_a_clause_that_failed_ends_the_run_and_else_the_worst_verdict(
    status: int, verdicts: Sequence[Verdict], expected: int
) -> None:
    assert ended(status, *verdicts) == expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([("should", Verdict.FAILED), ("must", Verdict.PASSED)], 3),
        ([("should", Verdict.FAILED), ("must", Verdict.FAILED)], 1),
        ([("should", Verdict.FAILED), ("must", Verdict.SET_UP_FAILED)], 6),
        ([("should", Verdict.FAILED), ("should", Verdict.HARNESS_ERROR)], 7),
        ([("should", Verdict.SET_UP_FAILED)], 6),
    ],
)
def test_a_recommendation_that_failed_alone_has_a_code_of_its_own(outcomes: list[Outcome], expected: int) -> None:
    assert exit_code(1, outcomes, suite_broken=False, stopped_by_hand=False) == expected


@pytest.mark.parametrize(("complete", "expected"), [(True, 1), (False, 0)])
def test_what_is_not_tested_fails_a_run_that_has_to_be_complete(complete: bool, expected: int) -> None:
    outcomes: list[Outcome] = [("must", Verdict.PASSED), ("should", Verdict.NOT_TESTED)]

    assert exit_code(0, outcomes, suite_broken=False, stopped_by_hand=False, complete=complete) == expected


def test_a_skipped_scenario_that_is_no_judgement_ends_in_a_harness_error_though_pytest_is_content() -> None:
    assert ended(0, Verdict.PASSED, Verdict.HARNESS_ERROR) == 7


def test_a_failing_test_of_our_own_in_the_same_run_still_fails_it() -> None:
    assert ended(1, Verdict.PASSED) == 1


def test_scenarios_that_cannot_be_collected_are_a_harness_error() -> None:
    assert ended(2, broken=True) == 7


def test_a_run_stopped_by_hand_is_said_to_be_interrupted() -> None:
    assert ended(2, Verdict.FAILED, by_hand=True) == 2


@pytest.mark.parametrize(
    ("status", "void", "broken", "proved", "expected"),
    [
        (1, False, False, True, 0),
        (1, False, False, False, 1),
        (2, False, False, False, 2),
        (2, True, False, False, 8),
        (4, False, False, False, 4),
        (5, False, False, True, 7),
        (1, False, True, True, 7),
    ],
)
def test_a_run_of_defects_ends_in_whether_the_suite_is_proved(
    status: int,
    void: bool,
    broken: bool,
    proved: bool,
    expected: int,
) -> None:
    assert exit_code_of_defects(status, void=void, suite_broken=broken, proved=proved) == expected
