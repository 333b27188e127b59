"""What a run has to tell: the clauses with their verdicts, the environments, and results.json.

The page (`page`) and the terminal (`summary`) only say in other words what stands here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from e2e.model.clauses import Catalogue, Chapter, Clause
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import NO_SCENARIO_YET, Verdict, clause_verdict
from e2e.report.environment_matrix import EnvironmentResult

SCHEMA_VERSION = 2


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
    environments: tuple[EnvironmentResult, ...] = ()
    """What other environments do to the portal; the clauses are as they hold in the plain browser."""

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
        "environments": [environment.as_row() for environment in run.environments],
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
