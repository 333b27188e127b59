"""What the feature files hold: how many scenarios each clause has, selected or not."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import ScenarioTemplate

from e2e.model.clauses import Catalogue


def scenario_counts(features: Path, catalogue: Catalogue) -> Mapping[str, int]:
    """The number of scenarios, in each browser, for each clause that has any; every example of an outline is one.

    Raises what pytest-bdd raises for a feature file that cannot be read.
    """
    counts: Counter[str] = Counter()
    for feature in get_features([str(features)]):
        for template in feature.scenarios.values():
            counts.update(dict.fromkeys(template.tags & catalogue.clause_ids, _plays(template)))
    return counts


def _plays(template: ScenarioTemplate) -> int:
    return sum(1 for examples in template.examples for _ in examples.as_contexts()) or 1
