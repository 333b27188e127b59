"""The exit codes, by which scripts learn how a run ended. This is the only place that gives them their meaning.

If more than one applies, the first of these counts: a must failed, harness error, set-up failed, a should failed.
"""

from collections.abc import Collection

from e2e.model.clauses import Level
from e2e.model.verdict import Verdict

ALL_PASSED = 0
A_CLAUSE_FAILED = NOT_PROVED = A_VERDICT_CHANGED = 1
INTERRUPTED = 2
ONLY_SHOULDS_FAILED = 3
WRONG_USE = 4
NOTHING_RAN = 5
SET_UP_FAILED = 6
HARNESS_ERROR = 7
VOID = 8

_PYTEST_INTERNAL_ERROR = 3

_BY_VERDICT = {
    Verdict.HARNESS_ERROR: HARNESS_ERROR,
    Verdict.SET_UP_FAILED: SET_UP_FAILED,
    Verdict.FAILED: ONLY_SHOULDS_FAILED,
}

Outcome = tuple[Level, Verdict]
"""The verdict on a scenario, with the level of the clause that it is about."""


def exit_code(
    pytest_status: int,
    outcomes: Collection[Outcome],
    *,
    suite_broken: bool,
    stopped_by_hand: bool,
    complete: bool = False,
) -> int:
    """The exit code of a run of scenarios.

    `pytest_status` is what pytest itself would have exited with. It counts if no scenario is worse, so that other tests
    in the same run count too. `outcomes` are those of the scenarios. `suite_broken` says whether an error occurred
    outside any scenario, such as while collecting them. `complete` says whether everything has to be tested.
    """
    if pytest_status == WRONG_USE or stopped_by_hand:
        return pytest_status
    if suite_broken or pytest_status == _PYTEST_INTERNAL_ERROR:
        return HARNESS_ERROR
    if (code := _of_outcomes(outcomes, complete=complete)) is not None:
        return code
    if pytest_status == ALL_PASSED and Verdict.PASSED not in {verdict for _, verdict in outcomes}:
        return NOTHING_RAN
    return pytest_status


def _of_outcomes(outcomes: Collection[Outcome], *, complete: bool) -> int | None:
    """None if the scenarios leave the exit code to pytest."""
    if ("must", Verdict.FAILED) in outcomes:
        return A_CLAUSE_FAILED
    verdicts = {verdict for _, verdict in outcomes}
    if verdicts and (worst := min(verdicts)) in _BY_VERDICT:
        return _BY_VERDICT[worst]
    return A_CLAUSE_FAILED if complete and Verdict.NOT_TESTED in verdicts else None


def exit_code_of_defects(pytest_status: int, *, void: bool, suite_broken: bool, proved: bool) -> int:
    """The exit code of a run of defects, which says whether the suite is proved.

    `void` says that the portal without any defect did not pass; then nothing else counts.
    """
    if void:
        return VOID
    if pytest_status in {INTERRUPTED, WRONG_USE}:
        return pytest_status
    if suite_broken or pytest_status in {_PYTEST_INTERNAL_ERROR, NOTHING_RAN}:
        return HARNESS_ERROR
    return ALL_PASSED if proved else NOT_PROVED
