"""Collects in the controller what was played on which portal, reports progress, and stops if the sound portal fails."""

from collections.abc import Callable

import pytest

from e2e.model.scenario_result import result_from_json
from e2e.model.verdict import Verdict
from e2e.run.recording import SCENARIO_ENDED
from proof.kill_matrix import Play
from proof.plan import SOUND

DEFECT = "defect"
SCENARIO = "scenario of the plan"
REACHED = "reached"


class PlayCollector:
    """A plugin for one session. `plays` holds its results; `errors` holds the errors of the suite itself, as text."""

    def __init__(self, defects: int, say: Callable[[str], None]) -> None:
        self.plays: list[Play] = []
        self.errors: list[str] = []
        self._defects = defects
        self._begun: set[str] = set()
        self._say = say

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self) -> tuple[str, str, str]:
        """Print no letter per test: most of these are meant to fail."""
        return "", "", ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = dict(report.user_properties)
        if report.when not in {"setup", "call", "teardown"}:
            # xdist reports this on behalf of a worker that has crashed.
            self.errors.append(str(report.longrepr))
        if DEFECT in told:
            self._progress(str(told[DEFECT]))
        if SCENARIO_ENDED in told:
            result = result_from_json(str(told[SCENARIO_ENDED]))
            defect = str(told[DEFECT])
            self.plays.append(Play(defect, str(told[SCENARIO]), bool(told.get(REACHED)), result))
            if defect == SOUND and result.verdict != Verdict.PASSED:
                pytest.exit("the sound portal does not pass")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr))

    def pytest_internalerror(self, excrepr: object) -> None:
        self.errors.append(str(excrepr))

    def _progress(self, portal: str) -> None:
        if portal in self._begun:
            return
        self._begun.add(portal)
        place = len(self._begun - {SOUND})
        self._say(f"defect {place} of {self._defects}: {portal}" if portal else "the sound portal")
