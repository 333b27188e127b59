"""A scenario's result, which crosses from xdist's workers as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from e2e.model.diagnosis import Signs, signs_from_row
from e2e.model.verdict import Verdict, verdict_named


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario in one browser. `step` and `reason` are empty when it passed; `evidence` is relative to the report.

    `expected` and `seen` stand apart where the error told them apart; `reason` always has the whole in one line.
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
    signs: Signs = field(default_factory=Signs)
    """What the browsers saw, in a run in several environments."""

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict.words, "evidence": list(self.evidence)}

    def to_json(self) -> str:
        return json.dumps(self.as_row())


def result_from_json(text: str) -> ScenarioResult:
    return result_from_row(json.loads(text))


def result_from_row(row: Mapping[str, Any]) -> ScenarioResult:
    told = {"verdict": verdict_named(row["verdict"]), "evidence": tuple(row["evidence"])}
    return ScenarioResult(**{**row, **told, "signs": signs_from_row(row["signs"])})
