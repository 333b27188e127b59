"""Which scenarios change their verdict from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.model.exit_codes import WRONG_USE
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import Verdict
from proof import stability
from proof.__main__ import main
from proof.stability import wavering

if TYPE_CHECKING:
    from pathlib import Path


def result(verdict: Verdict, scenario: str = "One") -> ScenarioResult:
    return ScenarioResult("LOCK-1", "The block", scenario, "chromium", verdict)


def test_what_has_one_verdict_in_every_run_does_not_waver() -> None:
    run = [result(Verdict.PASSED), result(Verdict.FAILED, "Two")]
    assert wavering([run, run[::-1]]) == []


def test_a_verdict_that_changed_is_told_with_its_runs() -> None:
    found = wavering([[result(Verdict.PASSED)], [result(Verdict.SET_UP_FAILED)], [result(Verdict.PASSED)]])
    assert [str(one) for one in found] == ["LOCK-1 One (chromium): passed in 1, 3; set-up failed in 2"]


def test_a_scenario_that_is_not_in_every_run_wavers() -> None:
    found = wavering([[result(Verdict.PASSED)], []])
    assert [str(one) for one in found] == ["LOCK-1 One (chromium): passed in 1; not played in 2"]


@pytest.mark.parametrize("times", ["0", "-1", "many"])
def test_an_impossible_number_of_runs_is_wrong_use(times: str) -> None:
    assert main(["stability", f"-n{times}"]) == WRONG_USE


def test_a_run_that_comes_to_nothing_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stability, "_play", lambda _: 4)
    (tmp_path / "run-1").mkdir()
    (tmp_path / "run-1" / "results.json").write_text("of an earlier time")
    assert main(["stability", "--report", str(tmp_path)]) == 4
    assert capsys.readouterr().out == "run 1 of 20 came to nothing (exit code 4)\n"
