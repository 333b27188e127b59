"""The scenarios that a plan can choose from, read from the feature files."""

from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import ScenarioTemplate

from e2e.model.clauses import Catalogue
from proof.plan import Scenario


def scenarios_in(features: Path, catalogue: Catalogue) -> list[Scenario]:
    """In the order of the catalogue."""
    chapters = {clause.id: chapter.id for chapter in catalogue.chapters for clause in chapter.clauses}
    places = {clause: place for place, clause in enumerate(chapters)}
    found = [
        Scenario(scenario_id(template), clause, chapters[clause])
        for feature in get_features([str(features)])
        for template in feature.scenarios.values()
        for clause in template.tags & chapters.keys()
    ]
    return sorted(found, key=lambda scenario: (places[scenario.clause], scenario.id))


def scenario_id(template: ScenarioTemplate) -> str:
    return f"{Path(template.feature.filename).name}: {template.name}"
