"""What comes of a run: gathers the scenarios' results in the controller, writes the report, sets the exit code."""

import platform
import shlex
import time
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from e2e.model.clauses import tags_in
from e2e.model.exit_codes import A_CLAUSE_FAILED, ALL_PASSED, HARNESS_ERROR, NOTHING_RAN, exit_code
from e2e.model.scenario_result import ScenarioResult, result_from_json
from e2e.report.environment_matrix import Described, EnvironmentResult, in_the_plain_browser, matrix
from e2e.report.page import to_html
from e2e.report.results import Run, by_clause, to_json
from e2e.report.summary import summary_lines
from e2e.run.recording import SCENARIO_ENDED, SCENARIO_STARTED
from e2e.run.stash import CATALOGUE, ENVIRONMENTS, FOUND_BROWSERS, REPORT_FOLDER, TARGET_NAME

_VERSIONS_OF = ("pytest", "pytest-bdd", "playwright", "pytest-playwright", "pytest-xdist")


class ResultCollector:
    """A plugin of the controller only: what it hears in pytest's hooks, and what it makes of that at the end."""

    def __init__(self, config: pytest.Config, started: datetime, features: Path) -> None:
        self._config = config
        self._started = started
        self._clock = time.monotonic()
        self._features = features
        self._unfinished: dict[str, ScenarioResult] = {}
        self._results: list[ScenarioResult] = []
        self._troubles: list[str] = []
        self._other_tests_failed = False
        self._stopped_by_hand = False
        self._run: Run | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = dict(report.user_properties)
        if SCENARIO_STARTED in told:
            self._unfinished[report.nodeid] = result_from_json(str(told[SCENARIO_STARTED]))
        if report.failed and report.nodeid not in self._unfinished:
            self._other_tests_failed = True
        if SCENARIO_ENDED in told:
            self._unfinished.pop(report.nodeid, None)
            self._results.append(result_from_json(str(told[SCENARIO_ENDED])))
        if report.when not in {"setup", "call", "teardown"}:
            self._worker_crashed(report)

    def _worker_crashed(self, report: pytest.TestReport) -> None:
        """The report that xdist writes in the name of a worker that is gone."""
        if report.nodeid in self._unfinished:
            self._results.append(self._unfinished.pop(report.nodeid))
        else:
            self._troubles.append(str(report.longrepr))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._troubles.append(_last_line(str(report.longrepr)))

    def pytest_internalerror(self, excrepr: object) -> None:
        self._troubles.append(_last_line(str(excrepr)))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._stopped_by_hand = not isinstance(excinfo.value, pytest.Session.Interrupted)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        rows = self._rows()
        verdicts = [result.verdict for result in in_the_plain_browser(self._results)]
        code = exit_code(
            self._status(int(exitstatus), rows),
            [*verdicts, *(verdict for row in rows for verdict in row.verdicts)],
            suite_broken=bool(self._troubles),
            stopped_by_hand=self._stopped_by_hand,
            complete=self._config.option.complete,
        )
        self._run = self._told(code, rows)
        try:
            self._write(self._run)
        except OSError as error:
            self._troubles.append(f"the report could not be written: {error}")
            self._run = self._told(HARNESS_ERROR, rows)
        session.exitstatus = self._run.exit_code

    def _rows(self) -> tuple[EnvironmentResult, ...]:
        environments = self._config.stash[ENVIRONMENTS].items()
        described = {
            name: Described(one.sentence, one.known, one.sometimes, one.device.touch) for name, one in environments
        }
        return matrix(self._results, described)

    def _status(self, pytest_status: int, rows: tuple[EnvironmentResult, ...]) -> int:
        """What pytest would have said but for the scenarios that environments break, which their records judge."""
        only_scenarios = rows and pytest_status == A_CLAUSE_FAILED and not self._other_tests_failed
        return ALL_PASSED if only_scenarios else pytest_status

    def _told(self, code: int, rows: tuple[EnvironmentResult, ...]) -> Run:
        found = self._config.stash[FOUND_BROWSERS].values()
        return Run(
            started=self._started,
            seconds=time.monotonic() - self._clock,
            target=self._config.stash[TARGET_NAME],
            browsers=tuple(str(browser) for browser in found),
            versions={"python": platform.python_version(), **{name: version(name) for name in _VERSIONS_OF}},
            command=shlex.join(["pytest", *self._config.invocation_params.args]),
            exit_code=code,
            chapters=by_clause(
                self._config.stash[CATALOGUE], in_the_plain_browser(self._results), tags_in(self._features)
            ),
            troubles=tuple(self._troubles),
            stopped_by_hand=self._stopped_by_hand,
            environments=rows,
        )

    def _write(self, run: Run) -> None:
        folder = self._config.stash[REPORT_FOLDER]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.json").write_text(to_json(run), encoding="utf-8")
        (folder / "index.html").write_text(to_html(run), encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._run is None:
            return
        terminalreporter.section("clauses")
        for text, markup in summary_lines(self._run):
            terminalreporter.write_line(text, **dict.fromkeys(markup, True))
        if self._run.exit_code == NOTHING_RAN:
            terminalreporter.write_line(f"Nothing ran: {self._why_nothing_ran()}", yellow=True)
        terminalreporter.write_line(f"Report: {self._config.stash[REPORT_FOLDER] / 'index.html'}")

    def _why_nothing_ran(self) -> str:
        option = self._config.option
        asked = [
            f"-m {option.markexpr!r}" if option.markexpr else "",
            f"-k {option.keyword!r}" if option.keyword else "",
        ]
        chosen = " ".join(part for part in asked if part)
        if self._results:
            return "this portal offers none of what the scenarios need"
        return f"no scenario is selected by {chosen}" if chosen else "there is no scenario there"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
