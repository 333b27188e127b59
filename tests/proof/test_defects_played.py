"""A plan played in one session, on a project in miniature: without a browser, and with a word for a portal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.model.verdict import Verdict
from proof.__main__ import main
from proof.collecting import PlayCollector
from proof.plan import SOUND

if TYPE_CHECKING:
    from tests.conftest import Project

PORTAL = """
from dataclasses import dataclass

@dataclass
class Portal:
    defect: str

    def reached(self):
        return self.defect != "unreached"

@pytest.fixture(scope="session")
def defect(request):
    return request.param

@pytest.fixture(scope="session")
def testbed_change(defect):
    return Portal(defect)

@pytest.fixture(scope="session")
def target(testbed_change):
    with open("begun.txt", "a") as begun:
        print(testbed_change.defect or "sound", file=begun)
    return testbed_change

@then("Noor can log in on a right portal")
def _(target): assert target.defect != "wrong"
"""
FEATURE = """
@the-block
Feature: The block

  @LOCK-1
  Scenario: One
    Then Noor can log in on a right portal

  @LOCK-2
  Scenario: Two
    Then Noor can log in

  @LOCK-10
  Scenario: Three
    Then Noor is blocked
"""
ONE, TWO, THREE = (f"block.feature: {name}" for name in ("One", "Two", "Three"))


class Played:
    """What was collected of a plan, and what was said meanwhile."""

    def __init__(self, project: Project, plan: dict[str, list[str]], *arguments: str) -> None:
        project.write("e2e/test_scenarios.py", project.steps + PORTAL)
        project.write("scenarios/block.feature", FEATURE)
        project.write("plan.json", json.dumps(plan))
        self.said: list[str] = []
        self.collector = PlayCollector(len(plan) - 1, self.said.append)
        self.ran = project.pytester.runpytest_inprocess(
            *("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:hypothesispytest", "-qq", "--no-summary"),
            *("-p", "proof.plan_plugin", "--plan", "plan.json", "e2e", *arguments),
            plugins=[self.collector],
        )

    @property
    def verdicts(self) -> list[tuple[str, str, Verdict]]:
        return [(play.defect, play.scenario, play.result.verdict) for play in self.collector.plays]


def test_each_portal_meets_what_is_planned_for_it_the_sound_one_first(project: Project) -> None:
    played = Played(project, {SOUND: [ONE, TWO], "wrong": [ONE, TWO], "other": [TWO]})
    assert played.verdicts == [
        (SOUND, ONE, Verdict.PASSED),
        (SOUND, TWO, Verdict.PASSED),
        ("wrong", ONE, Verdict.FAILED),
        ("wrong", TWO, Verdict.PASSED),
        ("other", TWO, Verdict.PASSED),
    ]


def test_a_portal_is_started_once(project: Project) -> None:
    Played(project, {SOUND: [ONE, TWO], "wrong": [ONE, TWO], "other": [ONE, TWO]})
    assert (project.root / "begun.txt").read_text().split() == ["sound", "wrong", "other"]


def test_with_workers_as_much_is_played(project: Project) -> None:
    plan = {SOUND: [ONE, TWO], "wrong": [ONE, TWO], "other": [TWO]}
    assert sorted(Played(project, plan, "-n", "2").verdicts) == sorted(Played(project, plan).verdicts)


def test_whether_a_fault_was_reached_comes_along(project: Project) -> None:
    plays = Played(project, {SOUND: [TWO], "wrong": [TWO], "unreached": [TWO]}).collector.plays
    assert {play.defect: play.reached for play in plays if play.defect} == {"wrong": True, "unreached": False}


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_run_stops_where_the_sound_portal_does_not_pass(project: Project, workers: str) -> None:
    played = Played(project, {SOUND: [THREE, TWO], **{f"wrong-{n}": [THREE, TWO] for n in range(9)}}, "-n", workers)
    assert (SOUND, THREE, Verdict.FAILED) in played.verdicts
    assert len(played.verdicts) < 20


def test_it_says_how_far_it_is(project: Project) -> None:
    played = Played(project, {SOUND: [TWO], "wrong": [TWO], "other": [TWO]})
    assert played.said == ["the sound portal", "defect 1 of 2: wrong", "defect 2 of 2: other"]


def test_nothing_is_kept_of_what_fails(project: Project) -> None:
    project.steps += """
from e2e.run.recording import recorder_for
from e2e.run.stash import EVIDENCE

@pytest.fixture(autouse=True)
def evidence(request):
    yield recorder_for(request)
    assert EVIDENCE not in request.node.stash
"""
    assert Played(project, {SOUND: [ONE], "wrong": [ONE]}).verdicts[1] == ("wrong", ONE, Verdict.FAILED)


def test_no_report_of_one_portal_is_written(project: Project) -> None:
    Played(project, {SOUND: [TWO], "wrong": [TWO]})
    assert not list(Path(project.root).glob("report/*"))


def test_what_cannot_be_collected_is_trouble(project: Project) -> None:
    project.write("e2e/test_more.py", "import nothing_like_it\n")
    errors = Played(project, {SOUND: [TWO]}).collector.errors
    assert "nothing_like_it" in errors[0]


def test_an_unknown_defect_is_wrong_use_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["defects", "any-teacher-unlock"]) == 4
    assert capsys.readouterr().err.endswith("no such defect; did you mean any-teacher-unlocks?\n")


def test_a_file_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")
    assert main(["defects", "--json", str(tmp_path / "taken" / "defects.json")]) == 4
    assert "--json" in capsys.readouterr().err
