"""The result of one scenario. xdist's workers send it to the controller as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from e2e.model.diagnosis import Observations, observations_from_row
from e2e.model.verdict import Verdict, verdict_named


@dataclass(frozen=True)
class ScenarioResult:
    """The outcome of one scenario in one browser and one environment.

    `seconds` is how long it took. `step` is the sentence of the step that broke, and `reason` says why, on one line;
    both are empty if the scenario passed. `expected` and `seen` are the two halves of the reason; they are empty if the
    error did not tell them apart. `evidence` has paths relative to the report's folder, or `file:` addresses if the
    evidence is kept elsewhere.
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
    """Filled in only in a run in several environments; empty in any other."""

    def as_row(self) -> dict[str, Any]:
        """The row for results.json, in which the observations are called `signs`."""
        row = asdict(self)
        signs = row.pop("observations")
        return {**row, "verdict": self.verdict.words, "evidence": list(self.evidence), "signs": signs}

    def to_json(self) -> str:
        return json.dumps(self.as_row())


def result_from_json(text: str) -> ScenarioResult:
    return result_from_row(json.loads(text))


def result_from_row(row: Mapping[str, Any]) -> ScenarioResult:
    """Read a row of results.json. Raises KeyError, TypeError or ValueError if it is not one."""
    read = {
        "verdict": verdict_named(row["verdict"]),
        "evidence": tuple(row["evidence"]),
        "observations": observations_from_row(row["signs"]),
    }
    return ScenarioResult(**{name: value for name, value in row.items() if name != "signs"} | read)
