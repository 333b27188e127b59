"""Where the scenarios are, and what is read there."""

from pathlib import Path

from e2e.model.clauses import Catalogue, load_clauses

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
ENVIRONMENTS = SCENARIOS / "environments"


def catalogue() -> Catalogue:
    return load_clauses(SCENARIOS / "clauses.toml")
