"""The catalogue of defects goes with the catalogue of clauses."""

from pathlib import Path

import pytest

from e2e.defects.features import scenarios_in
from e2e.defects.plan import FULL, QUICK, SOUND, Effort, plan
from e2e.harness.catalogue import Catalogue, load
from e2e.targets.reference import DEFECTS

FEATURES = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(FEATURES / "clauses.toml")


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


@pytest.mark.parametrize(("effort", "plays"), [(QUICK, 750), (FULL, 2600)], ids=["quick", "full"])
def test_a_run_of_all_defects_fits_in_its_time(catalogue: Catalogue, effort: Effort, plays: int) -> None:
    planned = plan(scenarios_in(FEATURES, catalogue), DEFECTS.values(), effort)

    assert sum(map(len, planned.values())) <= plays


def test_in_a_full_run_a_scenario_meets_many_defects(catalogue: Catalogue) -> None:
    planned = plan(scenarios_in(FEATURES, catalogue), DEFECTS.values(), FULL)
    met = {one: sum(one in ids for ids in planned.values()) for one in planned[SOUND]}

    assert {one: number for one, number in met.items() if number < 5} == {}
