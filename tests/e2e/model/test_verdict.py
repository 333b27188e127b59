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
        ([Verdict.FAILED, Verdict.SET_UP_FAILED], "set-up failed"),
        ([Verdict.FAILED, Verdict.HARNESS_ERROR], "harness error"),
        ([], "not selected"),
    ],
)
def test_a_clause_is_as_good_as_its_worst_scenario(verdicts: list[Verdict], expected: str) -> None:
    assert clause_verdict(verdicts) == expected


def test_nothing_went_wrong_in_what_passed_and_in_what_was_not_tested() -> None:
    assert [verdict for verdict in Verdict if verdict.ok] == [Verdict.PASSED, Verdict.NOT_TESTED]
