"""What the plays add up to: which scenarios caught which defect, and what wrongly turned red. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import Verdict, clause_verdict
from proof.plan import SOUND, Defect


@dataclass(frozen=True)
class Play:
    """A scenario that was played on a portal with a defect, or on the sound one.

    `scenario` is its id in the plan; all examples of an outline share one. `reached` says whether the defect had made
    a difference by the end of the scenario.
    """

    defect: str
    scenario: str
    reached: bool
    result: ScenarioResult


@dataclass(frozen=True)
class Row:
    """One defect. `caught_by` is empty if it was not caught; `problems` holds sentences, none if all is well."""

    defect: Defect
    plays: int
    caught_by: tuple[str, ...]
    red: Mapping[str, str]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """`void` lists what the sound portal did not pass; if it is not empty, the rest of the matrix means nothing.

    `idle` lists the scenarios that catch no defect, or is None unless all were played. `errors` are the suite's own.
    """

    rows: tuple[Row, ...]
    idle: tuple[str, ...] | None = None
    void: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        return not (self.void or self.errors or self.wrong_rows or self.idle)

    @property
    def wrong_rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.problems)


def judged(
    plan: Mapping[str, Sequence[str]],
    defects: Mapping[str, Defect],
    plays: Sequence[Play],
    errors: Sequence[str] = (),
) -> Matrix:
    of = {portal: [play for play in plays if play.defect == portal] for portal in plan}
    rows = tuple(_row(defects[name], of[name]) for name in plan if name != SOUND)
    catching = {
        play.scenario
        for row in rows
        for play in of[row.defect.name]
        if play.result.verdict == Verdict.FAILED and play.result.clause in _broken(row.defect)
    }
    return Matrix(
        rows=rows,
        idle=tuple(one for one in plan[SOUND] if one not in catching) if defects.keys() <= plan.keys() else None,
        void=tuple(_told(play.result) for play in of[SOUND] if play.result.verdict != Verdict.PASSED),
        errors=tuple(errors),
    )


def _row(defect: Defect, plays: Sequence[Play]) -> Row:
    results = [play.result for play in plays]
    verdict = _verdict(defect.breaks, results)
    beside = [result for result in results if not result.verdict.ok and result.clause not in _broken(defect)]
    problems = [f"turns {result.clause} red, which it does not break: {_told(result)}" for result in beside]
    if not any(play.reached for play in plays):
        problems.insert(0, f"was never reached, so it proves nothing{_worse(defect.breaks, results)}")
    elif verdict != Verdict.FAILED.words:
        problems.insert(0, f"not caught: {defect.breaks} {verdict}{_worse(defect.breaks, results)}")
    caught = [one for one in _of(defect.breaks, results) if one.verdict == Verdict.FAILED]
    red = {one.clause: _verdict(one.clause, results) for one in results if not one.verdict.ok}
    return Row(
        defect=defect,
        plays=len(plays),
        caught_by=tuple(one.scenario for one in caught) if verdict == Verdict.FAILED.words else (),
        red={clause: words for clause, words in sorted(red.items()) if clause != defect.breaks},
        problems=tuple(problems),
    )


def _broken(defect: Defect) -> Collection[str]:
    return {defect.breaks, *defect.also}


def _of(clause: str, results: Iterable[ScenarioResult]) -> list[ScenarioResult]:
    return [result for result in results if result.clause == clause]


def _verdict(clause: str, results: Iterable[ScenarioResult]) -> str:
    """As a report would say it; but where the suite itself broke nothing is proved, whatever else failed."""
    verdicts = [result.verdict for result in _of(clause, results)]
    return Verdict.HARNESS_ERROR.words if Verdict.HARNESS_ERROR in verdicts else clause_verdict(verdicts)


def _worse(clause: str, results: Iterable[ScenarioResult]) -> str:
    """Why a clause did not fail as it should have."""
    reasons = [_told(result) for result in _of(clause, results) if result.verdict < Verdict.FAILED]
    return f" ({'; '.join(reasons)})" if reasons else ""


def _told(result: ScenarioResult) -> str:
    return f"{result.scenario}: {result.verdict.words}: {result.step or 'outside of its steps'}: {result.reason}"
