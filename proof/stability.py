"""`python -m proof stability`: plays the suite repeatedly, each time in another order; says which verdicts change.

A scenario whose verdict depends on its neighbours or on the moment says nothing about a portal.
"""

import json
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from e2e.model.exit_codes import A_VERDICT_CHANGED, ALL_PASSED
from e2e.model.scenario_result import ScenarioResult, result_from_row

_SUITE = Path(__file__).resolve().parent.parent / "e2e"
_MOST_SEEDS = 2**31
_NOT_PLAYED = "not played"


@dataclass(frozen=True)
class Wavering:
    """A scenario with more than one verdict. `runs` maps each verdict, in words, to the numbers of its runs, from 1."""

    clause: str
    scenario: str
    browser: str
    runs: Mapping[str, tuple[int, ...]]

    def __str__(self) -> str:
        verdicts = [f"{verdict} in {', '.join(map(str, numbers))}" for verdict, numbers in self.runs.items()]
        return f"{self.clause} {self.scenario} ({self.browser}): {'; '.join(verdicts)}"


def wavering(runs: Sequence[Sequence[ScenarioResult]]) -> list[Wavering]:
    """The scenarios that did not have the same verdict in every run; pure."""
    verdicts = [{_who(result): result.verdict.words for result in results} for results in runs]
    found = []
    for who in sorted({who for run in verdicts for who in run}):
        numbers: dict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, run in enumerate(verdicts, 1):
            numbers[run.get(who, _NOT_PLAYED)] += (number,)
        if len(numbers) > 1:
            clause, _, scenario, browser = who
            found.append(Wavering(clause, scenario, browser, dict(numbers)))
    return found


def repeat(times: int, arguments: Sequence[str], folder: Path, say: Callable[[str], None]) -> int:
    """Play the suite; returns an exit code, which is pytest's own if a run came to nothing."""
    runs: list[list[ScenarioResult]] = []
    for number in range(1, times + 1):
        report = folder.resolve() / f"run-{number}"
        seed = random.randrange(_MOST_SEEDS)  # noqa: S311 - an order, not a secret
        (report / "results.json").unlink(missing_ok=True)
        status = _play([*arguments, "--randomly-seed", str(seed), "--report", str(report)])
        if not (report / "results.json").exists():
            say(f"run {number} of {times} came to nothing (exit code {status})")
            return status
        runs.append(_results(report))
        say(f"run {number} of {times}, seed {seed}: scenarios: {len(runs[-1])}, exit code {status}")
    found = wavering(runs)
    for line in _lines(found, times):
        say(line)
    return A_VERDICT_CHANGED if found else ALL_PASSED


def _who(result: ScenarioResult) -> tuple[str, str, str, str]:
    return result.clause, result.feature, result.scenario, result.browser


def _play(arguments: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pytest", str(_SUITE), *arguments]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode  # noqa: S603 - our own


def _results(report: Path) -> list[ScenarioResult]:
    document = json.loads((report / "results.json").read_text(encoding="utf-8"))
    return [result_from_row(row) for row in document["scenarios"]]


def _lines(found: Sequence[Wavering], times: int) -> Iterator[str]:
    if not found:
        yield f"Every scenario had one verdict in all of {times} runs."
    for one in found:
        yield str(one)
