"""Collects the scenarios' results in the controller, writes the report and sets the exit code."""

import platform
import shlex
import signal
import time
from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
from pytest_bdd.exceptions import GherkinParseError

from e2e.model.exit_codes import A_CLAUSE_FAILED, ALL_PASSED, HARNESS_ERROR, NOTHING_RAN, exit_code
from e2e.model.scenario_result import ScenarioResult, result_from_json
from e2e.report.encoders.terminal import summary_lines
from e2e.report.environment_matrix import Described
from e2e.report.folder import write_report
from e2e.report.run import Run, RunFacts, finished_run
from e2e.run.features import scenario_counts
from e2e.run.recording import SCENARIO_ENDED, SCENARIO_STARTED
from e2e.run.stash import CATALOGUE, ENVIRONMENTS, FOUND_BROWSERS, REPORT_FOLDER, TARGET_NAME

_VERSIONS_OF = ("pytest", "pytest-bdd", "playwright", "pytest-playwright", "pytest-xdist")


class ResultCollector:
    """A plugin for the controller only: it gathers results in pytest's hooks, and writes the report at the end."""

    def __init__(self, config: pytest.Config, started: datetime, features: Path) -> None:
        self._config = config
        self._started = started
        self._clock = time.monotonic()
        self._features = features
        self._unfinished: dict[str, ScenarioResult] = {}
        self._results: list[ScenarioResult] = []
        self._errors: list[str] = []
        self._other_tests_failed = False
        self._stopped_by_hand = False
        self._run: Run | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """A CI server ends a job that takes too long by SIGTERM: what was found by then is worth a report too."""
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            return (yield)
        finally:
            signal.signal(signal.SIGTERM, before)

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
        """Handle the report that xdist writes on behalf of a worker that crashed."""
        if report.nodeid in self._unfinished:
            self._results.append(self._unfinished.pop(report.nodeid))
        else:
            self._errors.append(str(report.longrepr))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._errors.append(_last_line(str(report.longrepr)))

    def pytest_internalerror(self, excrepr: object) -> None:
        self._errors.append(_last_line(str(excrepr)))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        # Pytest and xdist have exceptions of their own, derived from this one, for a run that its options end early.
        self._stopped_by_hand = type(excinfo.value) is KeyboardInterrupt

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self._run = self._finished(int(exitstatus))
        try:
            write_report(self._run, self._config.stash[REPORT_FOLDER])
        except OSError as error:
            errors = (*self._run.facts.errors, f"the report could not be written: {error}")
            self._run = replace(self._run, facts=replace(self._run.facts, errors=errors), exit_code=HARNESS_ERROR)
        session.exitstatus = self._run.exit_code

    def _finished(self, pytest_status: int) -> Run:
        exits_with = partial(
            exit_code,
            self._status(pytest_status),
            suite_broken=bool(self._errors),
            stopped_by_hand=self._stopped_by_hand,
            complete=self._config.option.complete,
        )
        environments = {
            name: Described(one.sentence, one.known, one.sometimes, one.device.touch)
            for name, one in self._config.stash[ENVIRONMENTS].items()
        }
        catalogue = self._config.stash[CATALOGUE]
        return finished_run(self._facts(), self._results, catalogue, self._counts(), environments, exits_with)

    def _counts(self) -> Mapping[str, int]:
        try:
            return scenario_counts(self._features, self._config.stash[CATALOGUE])
        except GherkinParseError:
            # It was told when the scenarios were collected: then nothing is said about the portal anyway.
            return {}

    def _status(self, pytest_status: int) -> int:
        """Pytest's exit status without the scenarios that environments break: those are judged by what is recorded."""
        in_several = len(self._config.stash[ENVIRONMENTS]) > 1 and bool(self._results)
        only_scenarios = in_several and pytest_status == A_CLAUSE_FAILED and not self._other_tests_failed
        return ALL_PASSED if only_scenarios else pytest_status

    def _facts(self) -> RunFacts:
        return RunFacts(
            started=self._started,
            seconds=time.monotonic() - self._clock,
            target=self._config.stash[TARGET_NAME],
            browsers=tuple(str(browser) for browser in self._config.stash[FOUND_BROWSERS].values()),
            versions={"python": platform.python_version(), **{name: version(name) for name in _VERSIONS_OF}},
            command=shlex.join(["pytest", *self._config.invocation_params.args]),
            errors=tuple(self._errors),
            stopped_by_hand=self._stopped_by_hand,
        )

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
