"""One report of several: the shards of a run that was split over machines, or runs in other browsers."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from e2e.model.clauses import Catalogue
from e2e.model.exit_codes import NOTHING_RAN, exit_code
from e2e.model.scenario_result import ScenarioResult, result_from_row
from e2e.report.environment_matrix import Described, in_the_plain_browser, matrix
from e2e.report.page import to_html
from e2e.report.results import SCHEMA_VERSION, Run, by_clause, to_json

_PARTS = {
    "browsers",
    "command",
    "environments",
    "scenarios",
    "seconds",
    "started",
    "stopped_by_hand",
    "target",
    "troubles",
    "versions",
}


class CannotMerge(Exception):
    """The reports do not go together; the message says which, and why."""


def merged(reports: Sequence[Path], catalogue: Catalogue, with_scenario: frozenset[str], into: Path) -> Run:
    """Join the results of the folders `reports`, copy their evidence, and write the whole into a folder."""
    found = [(folder, _read(folder)) for folder in reports]
    if into.resolve() in {folder.resolve() for folder, _ in found}:
        raise CannotMerge(f"--report {into} is one of the reports to join; choose another folder")
    targets = sorted({row["target"] for _, row in found})
    if len(targets) > 1:
        raise CannotMerge(f"the reports are about different portals: {', '.join(targets)}")
    if unknown := {row["clause"] for _, document in found for row in _scenario_rows(document)} - catalogue.clause_ids:
        raise CannotMerge(
            f"the reports are about clauses that are not in the catalogue here: {', '.join(sorted(unknown))}"
        )
    into.mkdir(parents=True, exist_ok=True)
    scenarios = [_result(folder, row, into) for folder, document in found for row in _scenario_rows(document)]
    environments = matrix(scenarios, _described(document for _, document in found))
    if twice := _first_twice(scenarios):
        raise CannotMerge(f"{twice} is in two of the reports; join each run once")
    documents = [document for _, document in found]
    troubles = tuple(dict.fromkeys(trouble for document in documents for trouble in document["troubles"]))
    run = Run(
        started=min(datetime.fromisoformat(document["started"]) for document in documents),
        seconds=sum(document["seconds"] for document in documents),
        target=targets[0],
        browsers=tuple(dict.fromkeys(browser for document in documents for browser in document["browsers"])),
        versions=documents[0]["versions"],
        command="; ".join(dict.fromkeys(document["command"] for document in documents)),
        exit_code=exit_code(
            0 if scenarios else NOTHING_RAN,
            [
                *(scenario.verdict for scenario in in_the_plain_browser(scenarios)),
                *(verdict for environment in environments for verdict in environment.verdicts),
            ],
            suite_broken=bool(troubles),
            stopped_by_hand=False,
        ),
        chapters=by_clause(catalogue, in_the_plain_browser(scenarios), with_scenario),
        environments=environments,
        troubles=troubles,
        stopped_by_hand=any(document["stopped_by_hand"] for document in documents),
    )
    (into / "results.json").write_text(to_json(run), encoding="utf-8")
    (into / "index.html").write_text(to_html(run), encoding="utf-8")
    return run


def _read(folder: Path) -> dict[str, Any]:
    file = folder / "results.json"
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotMerge(f"no report in {folder}: {error}") from None
    if not isinstance(document, dict) or "schema" not in document:
        raise CannotMerge(f"{file} is no report of this suite")
    if document["schema"] != SCHEMA_VERSION:
        raise CannotMerge(f"{file} has another form (schema {document['schema']}, here {SCHEMA_VERSION})")
    if missing := _PARTS - document.keys():
        raise CannotMerge(f"{file} is incomplete: it lacks {', '.join(sorted(missing))}")
    return document


def _scenario_rows(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document["scenarios"]
    for environment in document["environments"]:
        yield from environment["scenarios"]


def _described(documents: Iterable[Mapping[str, Any]]) -> dict[str, Described]:
    rows = [row for document in documents for row in document["environments"]]
    return {
        row["environment"]: Described(row["is"], row["known"], row["sometimes"], row.get("touch", False))
        for row in rows
    }


def _result(folder: Path, row: dict[str, Any], into: Path) -> ScenarioResult:
    """With its evidence beside the joined report."""
    result = result_from_row(row)
    for file in result.evidence:
        if (folder / file).is_file():
            (into / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / file, into / file)
    return replace(result, evidence=tuple(file for file in result.evidence if (into / file).is_file()))


def _first_twice(scenarios: Iterable[ScenarioResult]) -> str:
    seen = set()
    for scenario in scenarios:
        what = (scenario.feature, scenario.scenario, scenario.browser, scenario.environment)
        if what in seen:
            return f"the scenario {scenario.scenario!r} in {scenario.browser}"
        seen.add(what)
    return ""
