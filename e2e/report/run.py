"""A finished run: the facts about it, each clause with its verdict, and what each environment does to the portal.

Runs are made here, wherever the results come from: pytest at the end of a run (`run/collecting.py`), the reports of
several machines (`merge.py`) or results.json (`encoders/results_json.py`). Encoders only put a run into another form.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from e2e.model.clauses import Catalogue, Chapter, Clause
from e2e.model.exit_codes import Outcome
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import NO_SCENARIO_YET, Verdict, clause_verdict
from e2e.report.environment_matrix import Described, EnvironmentResult, in_the_plain_browser, matrix


@dataclass(frozen=True)
class ClauseResult:
    """A clause, its verdict in words, and the scenarios in the plain browser on which that verdict is based.

    `has` is how many scenarios the features hold for it, per browser; 0 if that is not known. `not_played` is how many
    of them were left out, in all browsers together: not selected, or not reached before the run ended.
    """

    clause: Clause
    verdict: str
    scenarios: tuple[ScenarioResult, ...] = ()
    has: int = 0
    not_played: int = 0

    @property
    def problems(self) -> tuple[ScenarioResult, ...]:
        """The scenarios that failed, could not be set up, or in which the suite itself broke."""
        return tuple(scenario for scenario in self.scenarios if not scenario.verdict.ok)

    @property
    def untested(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for scenario in self.scenarios if scenario.verdict == Verdict.NOT_TESTED)

    @property
    def passed(self) -> tuple[ScenarioResult, ...]:
        return tuple(scenario for scenario in self.scenarios if scenario.verdict == Verdict.PASSED)


@dataclass(frozen=True)
class ChapterResult:
    chapter: Chapter
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True)
class RunFacts:
    """What is known about a run besides the results of its scenarios.

    `started` is in UTC. `browsers` are described for people, each with its version; `versions` are those of Python and
    of the packages that matter, by name. `command` is the command line. `errors` occurred outside any scenario, such as
    a feature file that cannot be read; each is one line.
    """

    started: datetime
    seconds: float
    target: str
    browsers: tuple[str, ...]
    versions: Mapping[str, str]
    command: str
    errors: tuple[str, ...] = ()
    stopped_by_hand: bool = False


@dataclass(frozen=True)
class Run:
    """A finished run: `chapters` are about the plain browser, `environments` about what others do to the portal."""

    facts: RunFacts
    exit_code: int
    chapters: tuple[ChapterResult, ...]
    environments: tuple[EnvironmentResult, ...] = ()

    @property
    def clauses(self) -> tuple[ClauseResult, ...]:
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)

    @property
    def clauses_with_problems(self) -> tuple[ClauseResult, ...]:
        return tuple(clause for clause in self.clauses if clause.problems)

    @property
    def scenarios(self) -> tuple[ScenarioResult, ...]:
        """The scenarios that were run in the plain browser, in the order of the clauses."""
        return tuple(scenario for clause in self.clauses for scenario in clause.scenarios)

    @property
    def all_scenarios(self) -> tuple[ScenarioResult, ...]:
        """All scenarios, including those that were run in other environments."""
        return (*self.scenarios, *(scenario for row in self.environments for scenario in row.scenarios))

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong in the plain browser or outside any scenario."""
        return not self.facts.errors and not self.clauses_with_problems


def finished_run(
    facts: RunFacts,
    results: Iterable[ScenarioResult],
    catalogue: Catalogue,
    scenario_counts: Mapping[str, int],
    environments: Mapping[str, Described],
    exits_with: Callable[[Collection[Outcome]], int],
) -> Run:
    """Make a run from the results of its scenarios, in whatever order they come.

    `scenario_counts` says how many scenarios the feature files hold, selected or not, for each clause that has any; 0
    if the number is not known. `environments` are those in which the scenarios were run, by name. `exits_with` gives
    the exit code for the outcomes of the scenarios in the plain browser and of the environments.
    """
    # A report must not depend on the order in which the scenarios happened to run.
    ordered = sorted(results, key=lambda result: (result.feature, result.scenario, result.browser))
    plain = in_the_plain_browser(ordered)
    rows = matrix(ordered, environments)
    levels = {clause.id: clause.level for clause in catalogue.clauses}
    outcomes: list[Outcome] = [(levels.get(result.clause, "must"), result.verdict) for result in plain]
    outcomes += [("must", verdict) for row in rows for verdict in row.verdicts]
    return Run(_as_written(facts), exits_with(outcomes), _by_clause(catalogue, plain, scenario_counts), rows)


def _as_written(facts: RunFacts) -> RunFacts:
    """Round to what a report writes, so that a run that is read back equals the one that was written."""
    return replace(facts, started=facts.started.replace(microsecond=0), seconds=round(facts.seconds, 1))


def _by_clause(
    catalogue: Catalogue, results: Sequence[ScenarioResult], scenario_counts: Mapping[str, int]
) -> tuple[ChapterResult, ...]:
    browsers = {result.browser for result in results}

    def judged(clause: Clause) -> ClauseResult:
        scenarios = tuple(result for result in results if result.clause == clause.id)
        if not scenarios and clause.id not in scenario_counts:
            return ClauseResult(clause, NO_SCENARIO_YET)
        has = scenario_counts.get(clause.id, 0)
        played = {(result.feature, result.scenario, result.browser) for result in scenarios}
        not_played = max(0, has * len(browsers) - len(played))
        verdict = clause_verdict([scenario.verdict for scenario in scenarios], not_played=not_played)
        return ClauseResult(clause, verdict, scenarios, has, not_played)

    return tuple(
        ChapterResult(chapter, tuple(judged(clause) for clause in chapter.clauses)) for chapter in catalogue.chapters
    )
