"""Follows each scenario through pytest: which step it is in, what broke it, and the evidence from that moment.

It runs where the scenario runs: in the only process, or in an xdist worker. What it finds goes to the controller as a
property of pytest's reports, from which `collecting` makes the report.
"""

import hashlib
import re
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import pytest
from pytest_bdd.parser import ScenarioTemplate, Step
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

from e2e.browser.evidence import EvidenceRecorder
from e2e.checks.machine_faults import PAGE_CRASHED
from e2e.checks.reasons import reason_of
from e2e.contract import CannotDo
from e2e.model.compatibility import PLAIN_NAME
from e2e.model.diagnosis import Observations
from e2e.model.reason import Reason
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import NOT_TESTED_PREFIX, Verdict
from e2e.run.judging import StepType, judge
from e2e.run.stash import CATALOGUE, EVIDENCE, OBSERVATIONS, REPORT_FOLDER

SCENARIO_STARTED = "scenario-started"
SCENARIO_ENDED = "scenario"

_CRASHED = "the process that ran it went away before it was done"


@dataclass
class Progress:
    """How far a scenario has come. A step's body begins once all the fixtures that it asks for are ready."""

    step: Step | None = None
    in_body: bool = False
    verdict: Verdict = Verdict.PASSED
    broken_step: str = ""
    reason: Reason = field(default_factory=Reason)
    seconds: float = 0.0
    evidence: list[Path] = field(default_factory=list)


_PROGRESS = pytest.StashKey[Progress]()


def template_of(item: pytest.Item) -> ScenarioTemplate | None:
    """The scenario that an item runs; None if it is another kind of test."""
    return template_of_function(getattr(item, "function", None))


def template_of_function(function: object) -> ScenarioTemplate | None:
    return cast("ScenarioTemplate | None", registry_get_safe(scenario_wrapper_template_registry, function))


def clauses_of(item: pytest.Item) -> list[str]:
    known = item.config.stash[CATALOGUE].clause_ids
    return sorted({marker.name for marker in item.iter_markers() if marker.name in known})


def evidence_folder(item: pytest.Item) -> Path:
    """The scenario's own folder, named after its clause and never after anything that the scenario types."""
    template = template_of(item)
    named = template.name if template else item.name.partition("[")[0]
    where = [name for name in [environment_of(item)] if name != PLAIN_NAME]
    words = [*clauses_of(item), browser_of(item), *where, named]
    name = re.sub(r"[^A-Za-z0-9]+", "-", " ".join(words)).strip("-")[:80]
    return Path(item.config.getoption("--output")).absolute() / f"{name}-{_fingerprint(item)}"


def recorder_for(request: pytest.FixtureRequest) -> EvidenceRecorder:
    """A scenario's recorder, as the options on the command line ask; the fixture `evidence` returns it."""
    option = request.config.getoption
    recorder = EvidenceRecorder(
        evidence_folder(request.node),
        tracing=option("--tracing"),
        screenshot=option("--screenshot"),
        full_page=option("--full-page-screenshot"),
    )
    request.node.stash[EVIDENCE] = recorder
    return recorder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, Any, Any]:
    """Skip a scenario if the target lacks the means for it, which is not the portal's fault."""
    try:
        return (yield)
    except CannotDo as error:
        pytest.skip(f"{NOT_TESTED_PREFIX} {error}")


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    progress = _progress(request.node)
    progress.step, progress.in_body = step, False


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    pytest_bdd_before_step(request, step)


def pytest_bdd_before_step_call(request: pytest.FixtureRequest, step: Step) -> None:
    _progress(request.node).in_body = True
    if recorder := _recorder(request.node):
        recorder.before_step(_sentence(step))


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    if recorder := _recorder(request.node):
        recorder.after_step()


def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    if recorder := _recorder(request.node):
        recorder.after_step()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if template_of(item) is None:
        return report
    progress = _progress(item)
    progress.seconds += call.duration
    if call.excinfo is not None:
        _note(progress, call.excinfo.value, in_call=call.when == "call", page_crashed=_page_crashed(item))
        _collect(item, progress)
    if call.when == "setup":
        crashed = replace(result_of(item), verdict=Verdict.HARNESS_ERROR, reason=_CRASHED)
        report.user_properties.append((SCENARIO_STARTED, crashed.to_json()))
    if call.when == "teardown":
        _finish(item, progress)
        report.user_properties.append((SCENARIO_ENDED, result_of(item).to_json()))
    return report


def result_of(item: pytest.Item) -> ScenarioResult:
    """What can be said about a scenario so far."""
    progress = _progress(item)
    template = cast("ScenarioTemplate", template_of(item))
    return ScenarioResult(
        clause=clauses_of(item)[0],
        feature=template.feature.name or Path(template.feature.filename).stem,
        scenario=_name(item, template),
        browser=browser_of(item),
        verdict=progress.verdict,
        seconds=round(progress.seconds, 2),
        step=progress.broken_step,
        reason=progress.reason.line,
        expected=progress.reason.expected,
        seen=progress.reason.seen,
        evidence=tuple(_from_report(item, path) for path in progress.evidence),
        environment=environment_of(item),
        observations=item.stash.get(OBSERVATIONS, Observations()),
    )


def _note(progress: Progress, error: BaseException, *, in_call: bool, page_crashed: bool) -> None:
    """Judge an error. Of several in one scenario the worst counts, and its reason says what came before it.

    If something went wrong already, it adds nothing that the scene cannot be cleared away either.
    """
    verdict = judge(_step_type(progress) if in_call else None, error)
    if not progress.verdict.ok and verdict == Verdict.SET_UP_FAILED and not in_call:
        return
    if page_crashed and not verdict.ok:
        # Whoever waits in a page that is gone may learn no more than that the time is up.
        verdict, reason = Verdict.HARNESS_ERROR, Reason(PAGE_CRASHED)
    elif verdict == Verdict.NOT_TESTED:
        reason = Reason(str(getattr(error, "msg", "")).removeprefix(NOT_TESTED_PREFIX).strip())
    else:
        reason = reason_of(error)
    if not progress.verdict.ok:
        reason = replace(reason, line=f"{reason.line} (before that, {progress.verdict.words}: {progress.reason.line})")
    if verdict < progress.verdict or progress.verdict.ok:
        progress.verdict, progress.reason = verdict, reason
        progress.broken_step = _sentence(progress.step) if in_call and progress.step else ""


def _step_type(progress: Progress) -> StepType | None:
    """The type of the step whose body is running; None outside one, such as in a fixture that the step asks for."""
    if progress.step is None or not progress.in_body:
        return None
    return cast("StepType", progress.step.type)


def _collect(item: pytest.Item, progress: Progress) -> None:
    recorder = _recorder(item)
    if recorder and not progress.verdict.ok and not progress.evidence:
        progress.evidence = recorder.collect(evidence_folder(item))


def _finish(item: pytest.Item, progress: Progress) -> None:
    if recorder := _recorder(item):
        progress.evidence += recorder.finish(failed=not progress.verdict.ok)


def _progress(item: pytest.Item) -> Progress:
    return item.stash.setdefault(_PROGRESS, Progress())


def _recorder(item: pytest.Item) -> EvidenceRecorder | None:
    return item.stash.get(EVIDENCE, None)


def _page_crashed(item: pytest.Item) -> bool:
    recorder = _recorder(item)
    return recorder is not None and recorder.page_crashed


def _sentence(step: Step) -> str:
    """A step as one sentence; instead of "And" it begins with the keyword of the step that it continues."""
    return f"{step.type.capitalize()} {step.name}"


def _name(item: pytest.Item, template: ScenarioTemplate) -> str:
    """The scenario's name; for an outline, with its example filled in or, failing that, in brackets after it."""
    example: dict[str, Any] = _parameters(item).get("_pytest_bdd_example", {})
    name = template.render(example).name
    if example and name == template.name:
        return f"{name} ({', '.join(map(str, example.values()))})"
    return str(name)


def browser_of(item: pytest.Item) -> str:
    return str(_parameters(item).get("browser_name", "no browser"))


def environment_of(item: pytest.Item) -> str:
    """The name of the environment in which the item runs."""
    return str(_parameters(item).get("environment", PLAIN_NAME))


def _parameters(item: pytest.Item) -> dict[str, Any]:
    callspec = getattr(item, "callspec", None)
    return callspec.params if callspec else {}


def _fingerprint(item: pytest.Item) -> str:
    return hashlib.sha256(item.nodeid.encode()).hexdigest()[:8]


def _from_report(item: pytest.Item, path: Path) -> str:
    folder = item.config.stash[REPORT_FOLDER]
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_uri()
