"""Merges several runs into one: the parts of a run that was split over machines, or runs in different browsers."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from e2e.model.clauses import Catalogue
from e2e.model.exit_codes import ALL_PASSED, NOTHING_RAN, exit_code
from e2e.model.scenario_result import ScenarioResult
from e2e.report.encoders.results_json import NotAReport, from_json
from e2e.report.folder import write_report
from e2e.report.run import Run, RunFacts, finished_run


class CannotMerge(Exception):
    """The reports cannot be merged; the message says on one line which, and why."""


def merged(reports: Sequence[Path], catalogue: Catalogue, scenario_counts: Mapping[str, int], into: Path) -> Run:
    """Join the runs in the folders `reports`, and write the whole, with their evidence, into the folder `into`.

    `scenario_counts` says how many scenarios the feature files hold for each clause that has any. Raises CannotMerge.
    """
    runs = [_read(folder, catalogue) for folder in reports]
    if into.resolve() in {folder.resolve() for folder in reports}:
        raise CannotMerge(f"--report {into} is one of the reports to join; choose another folder")
    if len(targets := {run.facts.target for run in runs}) > 1:
        raise CannotMerge(f"the reports are about different portals: {', '.join(sorted(targets))}")
    if twice := _first_twice(scenario for run in runs for scenario in run.all_scenarios):
        raise CannotMerge(f"{twice} is in two of the reports; join each run once")
    try:
        scenarios = [
            _with_evidence(scenario, folder, into)
            for folder, run in zip(reports, runs, strict=True)
            for scenario in run.all_scenarios
        ]
        whole = _joined(runs, scenarios, catalogue, scenario_counts)
        write_report(whole, into)
    except OSError as error:
        raise CannotMerge(f"--report {into}: the report cannot be written there ({error.strerror})") from None
    return whole


def _read(folder: Path, catalogue: Catalogue) -> Run:
    file = folder / "results.json"
    try:
        return from_json(file.read_text(encoding="utf-8"), catalogue)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotMerge(f"no report in {folder}: {error}") from None
    except NotAReport as error:
        raise CannotMerge(f"{file} {error}") from None


def _joined(
    runs: Sequence[Run], scenarios: Sequence[ScenarioResult], catalogue: Catalogue, scenario_counts: Mapping[str, int]
) -> Run:
    facts = _joined_facts([run.facts for run in runs])
    status = ALL_PASSED if scenarios else NOTHING_RAN
    return finished_run(
        facts,
        scenarios,
        catalogue,
        scenario_counts,
        {row.name: row.described for run in runs for row in run.environments},
        partial(exit_code, status, suite_broken=bool(facts.errors), stopped_by_hand=False),
    )


def _joined_facts(parts: Sequence[RunFacts]) -> RunFacts:
    return RunFacts(
        started=min(part.started for part in parts),
        seconds=sum(part.seconds for part in parts),
        target=parts[0].target,
        browsers=tuple(dict.fromkeys(browser for part in parts for browser in part.browsers)),
        versions=parts[0].versions,
        command="; ".join(dict.fromkeys(part.command for part in parts)),
        errors=tuple(dict.fromkeys(error for part in parts for error in part.errors)),
        stopped_by_hand=any(part.stopped_by_hand for part in parts),
    )


def _with_evidence(scenario: ScenarioResult, folder: Path, into: Path) -> ScenarioResult:
    """Copy the scenario's evidence, and leave out files that no longer exist."""
    for file in scenario.evidence:
        if (folder / file).is_file():
            (into / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / file, into / file)
    return replace(scenario, evidence=tuple(file for file in scenario.evidence if (into / file).is_file()))


def _first_twice(scenarios: Iterable[ScenarioResult]) -> str:
    seen = set()
    for scenario in scenarios:
        played = (scenario.feature, scenario.scenario, scenario.browser, scenario.environment)
        if played in seen:
            return f"the scenario {scenario.scenario!r} in {scenario.browser}"
        seen.add(played)
    return ""
