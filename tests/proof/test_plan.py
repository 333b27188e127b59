"""Which scenarios are played on which wrong portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from proof.plan import SOUND, Effort, Scenario, plan

SCENARIOS = [
    Scenario("front", "ENTRY-1", "getting-there"),
    Scenario("tenth", "LOCK-1", "the-block"),
    Scenario("tenth again", "LOCK-1", "the-block"),
    Scenario("ninth", "LOCK-2", "the-block"),
    *(Scenario(f"block {number}", "LOCK-3", "the-block") for number in range(20)),
    *(Scenario(f"sibling {number}", "SIBLING-1", "siblings") for number in range(20)),
]


@dataclass(frozen=True)
class Wrong:
    name: str
    breaks: str = "LOCK-1"
    sentence: str = "It is wrong."
    also: Mapping[str, str] = field(default_factory=dict)


def played(*defects: Wrong, others: int = 1, also: bool = False) -> dict[str, tuple[str, ...]]:
    return plan(SCENARIOS, defects, Effort(others, also, None))


def others(ids: Sequence[str]) -> Sequence[str]:
    """The scenarios after the two of the clause itself."""
    return ids[2:]


def test_a_defect_meets_every_scenario_of_what_it_breaks() -> None:
    assert played(Wrong("late"))["late"][:2] == ("tenth", "tenth again")


@pytest.mark.parametrize("number", [0, 1, 15])
def test_a_sample_has_the_size_that_is_asked_for(number: int) -> None:
    assert len(others(played(Wrong("late"), others=number)["late"])) == number


def test_a_sample_is_of_the_same_chapter_first() -> None:
    chapter = {one.id for one in SCENARIOS if one.chapter == "the-block"}
    sample = others(played(Wrong("late"), others=25)["late"])
    assert (set(sample[:21]) < chapter, set(sample[21:]) & chapter) == (True, set())


def test_a_sample_differs_by_defect() -> None:
    portals = played(Wrong("late"), Wrong("early"), others=10)
    assert set(portals["late"]) != set(portals["early"])


def test_what_a_defect_meets_does_not_depend_on_the_others() -> None:
    assert played(Wrong("late"))["late"] == played(Wrong("early"), Wrong("late"))["late"]


def test_what_a_defect_breaks_besides_is_not_among_the_others() -> None:
    sample = others(played(Wrong("late", also={"LOCK-3": "one count"}), others=40)["late"])
    assert not any(one.startswith("block") for one in sample)


def test_with_more_effort_what_it_breaks_besides_is_played_too() -> None:
    ids = played(Wrong("late", also={"LOCK-2": "one count"}), also=True)["late"]
    assert ids[:3] == ("tenth", "tenth again", "ninth")


def test_the_sound_portal_comes_first_and_meets_all_that_is_played() -> None:
    portals = played(Wrong("late"), Wrong("no-front", breaks="ENTRY-1"))
    assert next(iter(portals)) == SOUND
    assert set(portals[SOUND]) == {*portals["late"], *portals["no-front"]}
    assert len(portals[SOUND]) == len(set(portals[SOUND]))
