"""What the plays on wrong portals come to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import Verdict
from proof.kill_matrix import Matrix, Play, Row, judged
from proof.plan import SOUND
from proof.rendering import lines, to_json

CLAUSES = {"tenth": "LOCK-1", "ninth": "LOCK-2", "code": "LOCK-3", "front": "ENTRY-1"}
PLAN = {SOUND: ("tenth", "ninth"), "late": ("tenth", "ninth", "code", "front")}


@dataclass(frozen=True)
class Wrong:
    name: str = "late"
    breaks: str = "LOCK-1"
    sentence: str = "It blocks\n    too late."
    also: Mapping[str, str] = field(default_factory=lambda: {"LOCK-3": "one count"})


def play(scenario: str, verdict: Verdict, defect: str = "late", *, reached: bool = True) -> Play:
    result = ScenarioResult(CLAUSES[scenario], "The block", scenario, "chromium", verdict, reason="as it is")
    return Play(defect, scenario, reached, result)


CAUGHT = play("tenth", Verdict.FAILED)
FINE = (CAUGHT, play("ninth", Verdict.PASSED), play("tenth", Verdict.PASSED, SOUND))


def matrix(*plays: Play, plan: Mapping[str, Sequence[str]] = PLAN, troubles: Sequence[str] = ()) -> Matrix:
    return judged(plan, {"late": Wrong()}, plays, troubles)


def row(*plays: Play) -> Row:
    return matrix(*plays).rows[0]


def test_a_defect_is_caught_by_the_scenarios_of_what_it_breaks() -> None:
    assert (row(*FINE).caught_by, row(*FINE).problems) == (("tenth",), ())


@pytest.mark.parametrize("verdict", [Verdict.SET_UP_FAILED, Verdict.HARNESS_ERROR, Verdict.PASSED, Verdict.NOT_TESTED])
def test_only_a_failed_clause_catches(verdict: Verdict) -> None:
    found = row(play("tenth", verdict))
    assert found.caught_by == ()
    assert found.problems[0].startswith(f"not caught: LOCK-1 {verdict.words}")


def test_a_clause_whose_scene_could_not_be_set_is_not_caught_though_another_scenario_failed() -> None:
    found = row(CAUGHT, play("tenth", Verdict.SET_UP_FAILED))
    assert found.caught_by == ()
    assert "set-up failed: outside of its steps: as it is" in found.problems[0]


def test_a_defect_that_never_made_a_difference_proves_nothing() -> None:
    assert row(play("tenth", Verdict.FAILED, reached=False)).problems == ("was never reached, so it proves nothing",)


def test_one_scenario_that_reaches_the_fault_is_enough() -> None:
    assert row(CAUGHT, play("ninth", Verdict.PASSED, reached=False)).problems == ()


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.SET_UP_FAILED, Verdict.HARNESS_ERROR])
def test_a_clause_that_it_does_not_break_may_not_turn_red_in_any_way(verdict: Verdict) -> None:
    found = row(CAUGHT, play("ninth", verdict))
    assert found.problems[0].startswith("turns LOCK-2 red, which it does not break: ninth")
    assert found.red == {"LOCK-2": verdict.words}


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.SET_UP_FAILED, Verdict.PASSED])
def test_what_it_breaks_besides_may_turn_red_and_need_not(verdict: Verdict) -> None:
    assert row(CAUGHT, play("code", verdict)).problems == ()


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.NOT_TESTED, Verdict.SET_UP_FAILED])
def test_a_sound_portal_that_does_not_pass_makes_the_run_void(verdict: Verdict) -> None:
    found = matrix(CAUGHT, play("ninth", verdict, SOUND))
    assert not found.proved
    assert list(lines(found))[1] == "VOID: the sound portal does not pass, so nothing is said about defects:"


def test_a_scenario_that_catches_nothing_is_idle() -> None:
    assert matrix(*FINE).idle == ("ninth",)


def test_one_that_fails_for_what_a_defect_breaks_besides_is_not_idle() -> None:
    plan = {SOUND: ("code",), "late": ("tenth", "code")}
    assert matrix(CAUGHT, play("code", Verdict.FAILED), plan=plan).idle == ()


def test_where_not_all_defects_are_played_nothing_is_said_of_idle_scenarios() -> None:
    found = judged(PLAN, {"late": Wrong(), "early": Wrong("early")}, FINE)
    assert found.idle is None


@pytest.mark.parametrize(
    ("found", "proved"),
    [
        (matrix(CAUGHT, plan={SOUND: ("tenth",), "late": ("tenth",)}), True),
        (matrix(*FINE), False),
        (matrix(CAUGHT, plan={SOUND: ("tenth",), "late": ("tenth",)}, troubles=["a worker crashed"]), False),
        (matrix(plan={SOUND: (), "late": ("tenth",)}), False),
    ],
    ids=["all caught", "an idle scenario", "a crash", "nothing played"],
)
def test_the_suite_is_proved_where_each_defect_is_caught_and_no_scenario_is_idle(found: Matrix, proved: bool) -> None:
    assert found.proved is proved


def test_the_matrix_says_what_a_person_has_to_know() -> None:
    assert list(lines(matrix(*FINE, play("code", Verdict.FAILED)))) == [
        "caught  LOCK-1  late",
        "    It blocks too late.",
        "    caught by: tenth",
        "    also red: LOCK-3 (failed)",
        "",
        "Scenarios that catch no defect:",
        "    ninth",
        "Defects caught as they should be: 1 of 1.",
    ]


def test_a_program_reads_the_same() -> None:
    document = json.loads(to_json(matrix(*FINE)))
    assert document["defects"][0]["caught_by"] == ["tenth"]
    assert (document["idle"], document["void"]) == (["ninth"], [])
