"""The result of one scenario, which travels from xdist's workers as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from e2e.model.diagnosis import Observations, observations_from_row
from e2e.model.verdict import Verdict, verdict_named


@dataclass(frozen=True)
class ScenarioResult:
    """What came of one scenario in one browser and one environment.

    `seconds` is how long it took. `step` is the sentence of the step that broke, and `reason` says why in one line;
    both are empty where the scenario passed. `expected` and `seen` are the two halves of the reason where the error
    told them apart, and empty where it did not. `evidence` are paths relative to the report's folder, or `file:`
    addresses where the evidence is kept elsewhere.
    """

    clause: str
    feature: str
    scenario: str
    browser: str
    verdict: Verdict
    seconds: float = 0.0
    step: str = ""
    reason: str = ""
    expected: str = ""
    seen: str = ""
    evidence: tuple[str, ...] = ()
    environment: str = "plain"
    observations: Observations = field(default_factory=Observations)
    """Made in a run in several environments only; empty in any other."""

    def as_row(self) -> dict[str, Any]:
        """As results.json has it, where the observations are called `signs`."""
        row = asdict(self)
        signs = row.pop("observations")
        return {**row, "verdict": self.verdict.words, "evidence": list(self.evidence), "signs": signs}

    def to_json(self) -> str:
        return json.dumps(self.as_row())


def result_from_json(text: str) -> ScenarioResult:
    return result_from_row(json.loads(text))


def result_from_row(row: Mapping[str, Any]) -> ScenarioResult:
    """Read a row of results.json; raises KeyError, TypeError or ValueError where it is none."""
    read = {
        "verdict": verdict_named(row["verdict"]),
        "evidence": tuple(row["evidence"]),
        "observations": observations_from_row(row["signs"]),
    }
    return ScenarioResult(**{name: value for name, value in row.items() if name != "signs"} | read)
