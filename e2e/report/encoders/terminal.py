"""The report in the terminal: each clause on a line, in the catalogue's order, and why it did not pass if so."""

from collections.abc import Iterator

from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import PASSED_IN_PART, Verdict
from e2e.report.run import ClauseResult, Run
from e2e.report.wording import caveats, counts, environments, explained, headline, played_of

Line = tuple[str, tuple[str, ...]]
"""A text, and how pytest's terminal shows it: names of colours, and `bold`."""

_COLOURS = {
    Verdict.HARNESS_ERROR.words: ("red", "bold"),
    Verdict.SET_UP_FAILED.words: ("red", "bold"),
    Verdict.FAILED.words: ("red",),
    PASSED_IN_PART: ("yellow",),
    Verdict.PASSED.words: ("green",),
    Verdict.NOT_TESTED.words: ("yellow",),
}
_VERDICT_WIDTH = max(len(words) for words in _COLOURS)


def summary_lines(run: Run) -> Iterator[Line]:
    id_width = max((len(clause.clause.id) for clause in run.clauses), default=0)
    for clause in run.clauses:
        if clause.scenarios:
            yield from _clause_lines(clause, id_width)
    for error in run.facts.errors:
        yield error, ("red", "bold")
    yield "", ()
    yield headline(run), _headline_colour(run)
    for sentence in caveats(run):
        yield sentence, ()
    yield from _environment_lines(run)
    yield _totals(run), ()


def _environment_lines(run: Run) -> Iterator[Line]:
    for row, sentence in zip(run.environments, environments(run), strict=True):
        yield sentence, ("bold",) if row.as_recorded else ("red", "bold")
        for one in explained(row):
            yield f"   {', '.join(one.clauses)}: {one.why}", ()
            yield f"      {_why(one.scenarios[0])}", ()


def _clause_lines(result: ClauseResult, id_width: int) -> Iterator[Line]:
    start = f"{result.clause.id:{id_width}}   {result.verdict:{_VERDICT_WIDTH}}   "
    yield f"{start}{result.clause.demand.en}", _COLOURS[result.verdict]
    for scenario in result.scenarios:
        if scenario.verdict != Verdict.PASSED:
            yield f"{' ' * id_width}   {_why(scenario)}", _COLOURS[scenario.verdict.words]
    if told := played_of(result):
        yield f"{' ' * id_width}   {told}", ("yellow",)


def _why(scenario: ScenarioResult) -> str:
    if scenario.verdict == Verdict.NOT_TESTED:
        return f"{scenario.scenario}: not tested: {scenario.reason}"
    return f"{scenario.step or scenario.scenario}: {scenario.reason}"


def _headline_colour(run: Run) -> tuple[str, ...]:
    return ("bold",) if run.ok else ("red", "bold")


def _totals(run: Run) -> str:
    clauses = ", ".join(f"{number} {verdict}" for verdict, number in counts(run).items())
    scenarios = f"{len(run.scenarios)} scenario{'' if len(run.scenarios) == 1 else 's'}"
    return f"Clauses: {clauses}. {scenarios} in {run.facts.seconds:.1f} s."
