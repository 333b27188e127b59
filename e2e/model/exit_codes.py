"""The exit codes, by which scripts learn how a run ended. This is the only place that gives them their meaning.

If more than one applies, the worst counts: harness error before set-up failed before failed.
"""

from collections.abc import Collection

from e2e.model.verdict import Verdict

ALL_PASSED = 0
A_CLAUSE_FAILED = NOT_PROVED = A_VERDICT_CHANGED = 1
INTERRUPTED = 2
WRONG_USE = 4
NOTHING_RAN = 5
SET_UP_FAILED = 6
HARNESS_ERROR = 7
VOID = 8

_PYTEST_INTERNAL_ERROR = 3

_BY_VERDICT = {
    Verdict.HARNESS_ERROR: HARNESS_ERROR,
    Verdict.SET_UP_FAILED: SET_UP_FAILED,
    Verdict.FAILED: A_CLAUSE_FAILED,
}


def exit_code(
    pytest_status: int,
    verdicts: Collection[Verdict],
    *,
    suite_broken: bool,
    stopped_by_hand: bool,
    complete: bool = False,
) -> int:
    """The exit code of a run of scenarios.

    `pytest_status` is what pytest itself would have exited with. It counts if no scenario is worse, so that other tests
    in the same run count too. `verdicts` are those on the scenarios. `suite_broken` says whether an error occurred
    outside any scenario, such as while collecting them. `complete` says whether everything has to be tested.
    """
    if pytest_status == WRONG_USE or stopped_by_hand:
        return pytest_status
    if suite_broken or pytest_status == _PYTEST_INTERNAL_ERROR:
        return HARNESS_ERROR
    if verdicts and (worst := min(verdicts)) in _BY_VERDICT:
        return _BY_VERDICT[worst]
    if complete and Verdict.NOT_TESTED in verdicts:
        return A_CLAUSE_FAILED
    if pytest_status == ALL_PASSED and Verdict.PASSED not in verdicts:
        return NOTHING_RAN
    return pytest_status


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
