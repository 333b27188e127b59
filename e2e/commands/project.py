"""Where the scenarios, the environments and the catalogue of clauses are."""

from pathlib import Path

from e2e.model.clauses import Catalogue, load_clauses

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
ENVIRONMENTS = SCENARIOS / "environments"


def catalogue() -> Catalogue:
    return load_clauses(SCENARIOS / "clauses.toml")
