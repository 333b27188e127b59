"""The sentences of a report, the same in every format: the headline, what it leaves out, the counts, the reasons."""

from collections import Counter
from dataclasses import dataclass

from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import NO_SCENARIO_YET, NOT_SELECTED, PASSED_IN_PART, Verdict
from e2e.report.environment_matrix import Broken, EnvironmentResult
from e2e.report.run import Run

CLAUSE_VERDICTS = (
    Verdict.HARNESS_ERROR.words,
    Verdict.SET_UP_FAILED.words,
    Verdict.FAILED.words,
    PASSED_IN_PART,
    Verdict.PASSED.words,
    Verdict.NOT_TESTED.words,
    NOT_SELECTED,
    NO_SCENARIO_YET,
)
"""The possible verdicts on a clause: the worst first, and last those that say nothing about the portal."""

_JUDGED = frozenset({Verdict.FAILED.words, PASSED_IN_PART, Verdict.PASSED.words})


def counts(run: Run) -> dict[str, int]:
    """How many clauses got each verdict, the worst first; verdicts that no clause got are left out."""
    found = Counter(clause.verdict for clause in run.clauses)
    return {verdict: found[verdict] for verdict in CLAUSE_VERDICTS if found[verdict]}


def headline(run: Run) -> str:
    """The run in one sentence: about the environments if it used any, or else about the portal."""
    if run.facts.errors:
        return "The suite itself is broken; this run is no judgement of the portal."
    match run.environments:
        case []:
            return _of_the_portal(run)
        case [row]:
            return f"{row.short_name}: {row.compatibility.verdict}."
    found = Counter(row.compatibility.verdict for row in run.environments)
    return f"Of {len(run.environments)} environments: {', '.join(f'{n} {verdict}' for verdict, n in found.items())}."


def _of_the_portal(run: Run) -> str:
    found = Counter(clause.verdict for clause in run.clauses)
    judged = sum(found[verdict] for verdict in _JUDGED)
    if broken := found[Verdict.HARNESS_ERROR.words]:
        return f"The suite itself broke in {_clauses(broken)}; this run is no judgement of {_them(broken)}."
    if unset := found[Verdict.SET_UP_FAILED.words]:
        return f"The scene could not be set for {_clauses(unset)}; this run is no judgement of {_them(unset)}."
    if failed := found[Verdict.FAILED.words]:
        return f"The portal breaks {_of_all(failed, judged)} tested."
    if judged:
        return f"The portal keeps {_all_clauses(judged)} tested."
    return "Nothing was tested."


def environments(run: Run) -> list[str]:
    """One sentence per environment and browser: what was found there."""
    several = len({row.browser for row in run.environments}) > 1
    return [
        "; ".join([f"{row.name}{f' in {row.browser}' if several else ''}: {row.finding}", *remarks(row)]) + "."
        for row in run.environments
    ]


def remarks(row: EnvironmentResult) -> list[str]:
    """How an environment differs from what its file says, and which broken clauses are the portal's own fault."""
    found = row.compatibility
    which = "" if row.unrecorded == found.broken else f": {', '.join(row.unrecorded)}"
    return [
        *([f"played without its touch screen, which {row.browser} cannot be given here"] if row.without_touch else []),
        *([f"not recorded under [known] in its file{which}"] if row.unrecorded else []),
        *([f"recorded under [known] in its file, and it holds: {', '.join(found.kept)}"] if found.kept else []),
        *([f"broken in the plain browser too, so the portal's: {', '.join(found.portals)}"] if found.portals else []),
    ]


@dataclass(frozen=True)
class Explanation:
    """One explanation, with the `clauses` that do not hold because of it and the scenarios in which it was seen."""

    clauses: tuple[str, ...]
    why: str
    scenarios: tuple[ScenarioResult, ...]


def explained(row: EnvironmentResult) -> list[Explanation]:
    """What an environment breaks: clauses with the same explanation go together, in the order of the clauses."""
    together: dict[str, list[Broken]] = {}
    for broken in row.broken:
        together.setdefault(_why(broken), []).append(broken)
    return [
        Explanation(
            tuple(one.clause for one in those), why, tuple(scenario for one in those for scenario in one.scenarios)
        )
        for why, those in together.items()
    ]


def _why(broken: Broken) -> str:
    told = [broken.cause or "nothing that the browser saw shows the cause; the evidence may"]
    if broken.recorded:
        told.append(f"known: {broken.known}" if broken.known else f"known with another cause: {broken.recorded}")
    return "; ".join(told)


def _clauses(number: int) -> str:
    return f"{number} clause{'' if number == 1 else 's'}"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def caveats(run: Run) -> list[str]:
    """What the headline leaves out, one sentence per thing."""
    found = Counter(clause.verdict for clause in run.clauses)
    not_judged = found[Verdict.HARNESS_ERROR.words] + found[Verdict.SET_UP_FAILED.words]
    failed, in_part = found[Verdict.FAILED.words], found[PASSED_IN_PART]
    portal = _of_the_portal(run)
    return [
        *(
            [f"In the plain browser {portal[0].lower()}{portal[1:]}"]
            if run.environments and not run.facts.errors
            else []
        ),
        *(["The run was stopped by hand before its end."] if run.facts.stopped_by_hand else []),
        *(
            [f"Of the others the portal breaks {_clauses(failed)}."]
            if failed and (not_judged or run.facts.errors)
            else []
        ),
        *([f"{_clauses(in_part)} could be tested only in part."] if in_part else []),
    ]


def _all_clauses(number: int) -> str:
    return "the one clause that was" if number == 1 else f"all {number} clauses that were"


def _of_all(number: int, total: int) -> str:
    return "the one clause that was" if total == 1 else f"{number} of the {total} clauses that were"
