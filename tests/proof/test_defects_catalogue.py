"""The catalogue of defects agrees with the catalogue of clauses."""

from pathlib import Path

import pytest

from e2e.model.clauses import Catalogue, load_clauses
from proof.defects import DEFECTS
from proof.features import scenarios_in
from proof.plan import FULL, QUICK, SOUND, Defect, drawn, plan

FEATURES = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_clauses(FEATURES / "clauses.toml")


def test_every_clause_is_broken_by_a_defect(catalogue: Catalogue) -> None:
    assert sorted(catalogue.clause_ids - {defect.breaks for defect in DEFECTS.values()}) == []


def test_a_defect_breaks_clauses_that_there_are(catalogue: Catalogue) -> None:
    broken = {clause for defect in DEFECTS.values() for clause in (defect.breaks, *defect.also)}

    assert sorted(broken - catalogue.clause_ids) == []


def test_what_a_defect_breaks_besides_is_another_clause_and_has_a_reason() -> None:
    without = [
        (defect.name, clause)
        for defect in DEFECTS.values()
        for clause, reason in defect.also.items()
        if not reason.strip() or clause == defect.breaks
    ]

    assert without == []


def test_every_scenario_can_be_planned_with(catalogue: Catalogue) -> None:
    lines = [line.strip() for path in FEATURES.glob("*.feature") for line in path.read_text("utf-8").splitlines()]
    written = [line for line in lines if line.startswith(("Scenario:", "Scenario Outline:"))]

    assert len({scenario.id for scenario in scenarios_in(FEATURES, catalogue)}) == len(written)


def test_a_full_run_fits_in_half_an_hour(catalogue: Catalogue) -> None:
    planned = plan(scenarios_in(FEATURES, catalogue), DEFECTS.values(), FULL)

    assert sum(map(len, planned.values())) <= 950


@pytest.mark.parametrize("draw", ["2026-01-01", "2026-06-30", "anything"])
def test_a_quick_run_fits_in_four_minutes(catalogue: Catalogue, draw: str) -> None:
    planned = plan(scenarios_in(FEATURES, catalogue), _drawn(draw), QUICK)

    assert sum(map(len, planned.values())) <= 130


def test_what_is_drawn_breaks_a_clause_each_and_comes_again_with_the_same_word() -> None:
    chosen = _drawn("2026-01-01")

    assert len({defect.breaks for defect in chosen}) == len(chosen) == QUICK.drawn
    assert chosen == _drawn("2026-01-01")


def test_every_defect_is_drawn_some_day() -> None:
    chosen = {defect.name for day in range(120) for defect in _drawn(str(day))}

    assert sorted(DEFECTS.keys() - chosen) == []


def test_in_a_full_run_every_scenario_meets_a_defect_and_most_meet_many(catalogue: Catalogue) -> None:
    planned = plan(scenarios_in(FEATURES, catalogue), DEFECTS.values(), FULL)
    met = {one: sum(one in ids for ids in planned.values()) for one in planned[SOUND]}

    assert {one: number for one, number in met.items() if number < 2} == {}
    assert sum(met.values()) > 6 * len(met)


def _drawn(draw: str) -> list[Defect]:
    assert QUICK.drawn is not None
    return drawn(DEFECTS.values(), QUICK.drawn, draw)
