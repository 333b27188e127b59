"""What a run has to tell: a scenario's result, which crosses from xdist's workers as JSON, and results.json.

The page (`page`) and the terminal (`summary`) only say in other words what stands here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from e2e.harness.catalogue import Catalogue, Chapter, Clause
from e2e.report.verdict import NO_SCENARIO_YET, Verdict, clause_verdict, verdict_named

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario in one browser. `step` and `reason` are empty when it passed; `evidence` is relative to the report.

    `expected` and `seen` stand apart where the error told them apart; `reason` always has the whole in one line.
    """

    clause: str
    feature: str
    scenario: str
    browser: str
    verdict: Verdict
    seconds: float = 0.0
    step: str = ""
    reason: str = ""
    expected: str = ""
    seen: str = ""
    evidence: tuple[str, ...] = ()

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict.words, "evidence": list(self.evidence)}

    def to_json(self) -> str:
        return json.dumps(self.as_row())


def result_from_json(text: str) -> ScenarioResult:
    return result_from_row(json.loads(text))


def result_from_row(row: Mapping[str, Any]) -> ScenarioResult:
    return ScenarioResult(**{**row, "verdict": verdict_named(row["verdict"]), "evidence": tuple(row["evidence"])})


@dataclass(frozen=True)
class ClauseResult:
    """A row of the report: the clause, its verdict in words, and the scenarios that it comes from."""

    clause: Clause
    verdict: str
    scenarios: tuple[ScenarioResult, ...] = ()

    @property
    def bad_scenarios(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for scenario in self.scenarios if scenario.verdict.bad)

    @property
    def untested_scenarios(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for scenario in self.scenarios if scenario.verdict == Verdict.NOT_TESTED)

    @property
    def passed_scenarios(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for scenario in self.scenarios if scenario.verdict == Verdict.PASSED)


@dataclass(frozen=True)
class ChapterResult:
    chapter: Chapter
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True)
class Run:
    """A whole run. `troubles` are errors outside of every scenario, one line each, such as a feature that is wrong."""

    started: datetime
    seconds: float
    target: str
    browsers: tuple[str, ...]
    versions: Mapping[str, str]
    command: str
    exit_code: int
    chapters: tuple[ChapterResult, ...]
    troubles: tuple[str, ...] = ()
    stopped_by_hand: bool = False

    @property
    def clauses(self) -> tuple[ClauseResult, ...]:
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)

    @property
    def bad_clauses(self) -> tuple[ClauseResult, ...]:
        return tuple(clause for clause in self.clauses if clause.bad_scenarios)

    @property
    def scenarios(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for clause in self.clauses for scenario in clause.scenarios)


def by_clause(
    catalogue: Catalogue, results: Iterable[ScenarioResult], with_scenario: frozenset[str]
) -> tuple[ChapterResult, ...]:
    """The catalogue with the verdict on each clause; `with_scenario` are the clauses that some feature covers."""
    ordered = sorted(results, key=lambda result: (result.feature, result.scenario, result.browser))

    def judged(clause: Clause) -> ClauseResult:
        scenarios = tuple(result for result in ordered if result.clause == clause.id)
        if not scenarios and clause.id not in with_scenario:
            return ClauseResult(clause, NO_SCENARIO_YET)
        return ClauseResult(clause, clause_verdict([scenario.verdict for scenario in scenarios]), scenarios)

    return tuple(
        ChapterResult(chapter, tuple(judged(clause) for clause in chapter.clauses)) for chapter in catalogue.chapters
    )


def to_json(run: Run) -> str:
    document = {
        "schema": SCHEMA_VERSION,
        "started": run.started.isoformat(timespec="seconds"),
        "seconds": round(run.seconds, 1),
        "target": run.target,
        "browsers": list(run.browsers),
        "versions": dict(run.versions),
        "command": run.command,
        "exit_code": run.exit_code,
        "stopped_by_hand": run.stopped_by_hand,
        "troubles": list(run.troubles),
        "clauses": [_clause_row(chapter.chapter, clause) for chapter in run.chapters for clause in chapter.clauses],
        "scenarios": [scenario.as_row() for scenario in run.scenarios],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


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
    }
