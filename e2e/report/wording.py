"""The sentences of a report, the same in every format: the headline, what it leaves out, the counts, the reasons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from e2e.model.clauses import Level
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import NO_SCENARIO_YET, NOT_SELECTED, PASSED_IN_PART, Verdict
from e2e.report.environment_matrix import Broken, EnvironmentResult
from e2e.report.run import ClauseResult, Run

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
_MOST_IDS = 6


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
    """What the clauses say about the portal, with those of the guide (must) apart from the others (should)."""
    musts, shoulds = (_judged(run, level) for level in ("must", "should"))
    if not musts and not shoulds:
        return _of_the_unjudged(run) or "Nothing was tested."
    recommendations = f"{_kept(shoulds, 'recommendation')}{_but_not(shoulds)}" if shoulds else ""
    if not musts:
        return f"The portal keeps {recommendations}."
    broken = any(clause.verdict == Verdict.FAILED.words for clause in musts)
    whole = len(musts) == sum(clause.clause.level == "must" for clause in run.clauses)
    guide = "the guide" if whole or broken else "what was tested of the guide"
    clauses = f"{_kept(musts, 'clause')}{' kept' if broken else ''}{_but_not(musts)}"
    return (
        f"The portal {'breaks' if broken else 'keeps'} {guide}: {'; '.join(filter(None, [clauses, recommendations]))}."
    )


def _judged(run: Run, level: Level) -> list[ClauseResult]:
    return [clause for clause in run.clauses if clause.clause.level == level and clause.verdict in _JUDGED]


def _kept(clauses: Sequence[ClauseResult], what: str) -> str:
    """Such as "40 of 41 clauses". What passed only in part is kept as far as it was tested; `caveats` tells of it."""
    kept = sum(clause.verdict != Verdict.FAILED.words for clause in clauses)
    return f"{kept} of {len(clauses)} {what}{'' if len(clauses) == 1 else 's'}"


def _but_not(clauses: Sequence[ClauseResult]) -> str:
    failed = [clause.clause.id for clause in clauses if clause.verdict == Verdict.FAILED.words]
    more = f" and {len(failed) - _MOST_IDS} more" if len(failed) > _MOST_IDS else ""
    return f", not {', '.join(failed[:_MOST_IDS])}{more}" if failed else ""


def _of_the_unjudged(run: Run) -> str:
    """One sentence on the clauses that say nothing about the portal because something else went wrong."""
    found = Counter(clause.verdict for clause in run.clauses)
    broken, unset = found[Verdict.HARNESS_ERROR.words], found[Verdict.SET_UP_FAILED.words]
    told = [
        *([f"the suite itself broke in {_clauses(broken)}"] if broken else []),
        *([f"the scene could not be set for {_clauses(unset)}"] if unset else []),
    ]
    if not told:
        return ""
    said = " and ".join(told)
    return f"{said[0].upper()}{said[1:]}; this run is no judgement of {_them(broken + unset)}."


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
    in_part = [clause for clause in run.clauses if clause.verdict == PASSED_IN_PART]
    portal, unjudged = _of_the_portal(run), _of_the_unjudged(run)
    # An error outside any scenario leaves the headline nothing to say about the portal.
    about_the_portal = [portal] if run.facts.errors and any(_judged(run, level) for level in ("must", "should")) else []
    in_the_plain = [f"In the plain browser {portal[0].lower()}{portal[1:]}"] if run.environments else []
    return [
        *(about_the_portal if run.facts.errors else in_the_plain),
        *([unjudged] if unjudged and (unjudged != portal or run.facts.errors) else []),
        *(["The run was stopped by hand before its end."] if run.facts.stopped_by_hand else []),
        *([f"{_clauses(len(in_part))} passed only in part: {_why_in_part(in_part)}."] if in_part else []),
    ]


def _why_in_part(clauses: Sequence[ClauseResult]) -> str:
    reasons = [
        *(["some of their scenarios were not played"] if any(clause.not_played for clause in clauses) else []),
        *(["some could not be tested"] if any(clause.untested for clause in clauses) else []),
    ]
    return ", and ".join(reasons)


def played_of(clause: ClauseResult) -> str:
    """How much of a clause was played where not all of it was; empty otherwise."""
    if not clause.not_played or not clause.scenarios:
        return ""
    played = len(clause.scenarios)
    return f"{played} of {played + clause.not_played} scenarios played; the others were not selected or not reached"
