"""results.json: writes a run for programs, and reads it back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from e2e.model.clauses import Catalogue, Chapter
from e2e.model.scenario_result import result_from_row
from e2e.model.verdict import NO_SCENARIO_YET
from e2e.report.environment_matrix import Described, EnvironmentResult
from e2e.report.run import ClauseResult, Run, RunFacts, finished_run

SCHEMA_VERSION = 2


class NotAReport(Exception):
    """The text is not a report that can be read. The message says why, and is to follow the name of the file."""


def to_json(run: Run) -> str:
    facts = run.facts
    document = {
        "schema": SCHEMA_VERSION,
        "started": facts.started.isoformat(),
        "seconds": facts.seconds,
        "target": facts.target,
        "browsers": list(facts.browsers),
        "versions": dict(facts.versions),
        "command": facts.command,
        "exit_code": run.exit_code,
        "stopped_by_hand": facts.stopped_by_hand,
        "troubles": list(facts.errors),
        "clauses": [_clause_row(chapter.chapter, clause) for chapter in run.chapters for clause in chapter.clauses],
        "scenarios": [scenario.as_row() for scenario in run.scenarios],
        "environments": [_environment_row(environment) for environment in run.environments],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, catalogue: Catalogue) -> Run:
    """Read what `to_json` wrote; `catalogue` has the clauses, as results.json does not hold everything about them.

    Raises NotAReport.
    """
    document = _document(text)
    try:
        run = finished_run(
            _facts(document),
            [result_from_row(row) for row in _scenario_rows(document)],
            catalogue,
            # Reports of the first versions do not say how many scenarios a clause has.
            {row["id"]: row.get("scenarios", 0) for row in document["clauses"] if row["verdict"] != NO_SCENARIO_YET},
            {row["environment"]: _described(row) for row in document["environments"]},
            lambda _: int(document["exit_code"]),
        )
        unknown = {row["clause"] for row in _scenario_rows(document)} - catalogue.clause_ids
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotAReport(f"is damaged: {type(error).__name__}: {error}") from None
    if unknown:
        raise NotAReport(f"is about clauses that are not in the catalogue here: {', '.join(sorted(unknown))}")
    return run


_KEYS = frozenset(
    {
        "browsers",
        "clauses",
        "command",
        "environments",
        "exit_code",
        "scenarios",
        "seconds",
        "started",
        "stopped_by_hand",
        "target",
        "troubles",
        "versions",
    }
)


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise NotAReport(f"is not JSON: {error}") from None
    if not isinstance(document, dict) or "schema" not in document:
        raise NotAReport("is not a report of this suite")
    if document["schema"] != SCHEMA_VERSION:
        raise NotAReport(f"has another format (schema {document['schema']}, here {SCHEMA_VERSION})")
    if missing := _KEYS - document.keys():
        raise NotAReport(f"is incomplete: it lacks {', '.join(sorted(missing))}")
    return document


def _facts(document: Mapping[str, Any]) -> RunFacts:
    return RunFacts(
        started=datetime.fromisoformat(document["started"]),
        seconds=document["seconds"],
        target=document["target"],
        browsers=tuple(document["browsers"]),
        versions=document["versions"],
        command=document["command"],
        errors=tuple(document["troubles"]),
        stopped_by_hand=document["stopped_by_hand"],
    )


def _scenario_rows(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document["scenarios"]
    for environment in document["environments"]:
        yield from environment["scenarios"]


def _clause_row(chapter: Chapter, result: ClauseResult) -> dict[str, Any]:
    clause = result.clause
    return {
        "id": clause.id,
        "chapter": chapter.id,
        "level": clause.level,
        "demand": asdict(clause.demand),
        "guide": [{"id": sentence.id, **asdict(sentence.words)} for sentence in clause.guide],
        "standard": clause.standard,
        "verdict": result.verdict,
        "scenarios": result.has,
        "not_played": result.not_played,
    }


def _environment_row(row: EnvironmentResult) -> dict[str, Any]:
    return {
        "environment": row.name,
        "browser": row.browser,
        "is": row.described.sentence,
        "known": dict(row.described.known),
        "sometimes": dict(row.described.sometimes),
        "touch": row.described.touch,
        "verdict": row.compatibility.verdict,
        "as_recorded": row.as_recorded,
        "breaks": [{"clause": one.clause, "cause": one.cause, "known": one.known} for one in row.broken],
        "kept": list(row.compatibility.kept),
        "the_portals": list(row.compatibility.portals),
        "scenarios": [scenario.as_row() for scenario in row.scenarios],
    }


def _described(row: Mapping[str, Any]) -> Described:
    # Reports of the first versions say nothing about a touch screen.
    return Described(row["is"], row["known"], row["sometimes"], row.get("touch", False))
