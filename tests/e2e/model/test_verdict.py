import pytest

from e2e.model.verdict import Verdict, clause_verdict


def test_verdicts_run_from_the_worst_to_the_least_telling() -> None:
    words = [verdict.words for verdict in sorted(Verdict)]
    assert words == ["harness error", "set-up failed", "failed", "passed", "not tested"]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.PASSED, Verdict.PASSED], "passed"),
        ([Verdict.PASSED, Verdict.NOT_TESTED], "passed in part"),
        ([Verdict.NOT_TESTED], "not tested"),
        ([Verdict.PASSED, Verdict.FAILED, Verdict.NOT_TESTED], "failed"),
        ([Verdict.FAILED, Verdict.SET_UP_FAILED], "failed"),
        ([Verdict.FAILED, Verdict.HARNESS_ERROR], "failed"),
        ([Verdict.PASSED, Verdict.SET_UP_FAILED], "set-up failed"),
        ([Verdict.SET_UP_FAILED, Verdict.HARNESS_ERROR, Verdict.NOT_TESTED], "harness error"),
        ([], "not selected"),
    ],
)
def test_a_clause_fails_by_one_scenario_and_is_else_as_good_as_its_worst(
    verdicts: list[Verdict], expected: str
) -> None:
    assert clause_verdict(verdicts) == expected


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.PASSED, Verdict.PASSED], "passed in part"),
        ([Verdict.NOT_TESTED], "not tested"),
        ([Verdict.FAILED], "failed"),
        ([Verdict.SET_UP_FAILED, Verdict.PASSED], "set-up failed"),
        ([], "not selected"),
    ],
)
def test_a_clause_of_which_not_all_was_played_passes_only_in_part(verdicts: list[Verdict], expected: str) -> None:
    assert clause_verdict(verdicts, not_played=1) == expected


def test_nothing_went_wrong_in_what_passed_and_in_what_was_not_tested() -> None:
    assert [verdict for verdict in Verdict if verdict.ok] == [Verdict.PASSED, Verdict.NOT_TESTED]
