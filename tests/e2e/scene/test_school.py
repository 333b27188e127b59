"""A scene is made as a whole or not at all, and removed as far as possible: on a made-up portal."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from e2e.contract import ControlError, NewSchool, School
from e2e.scene.school import Scene

IN_BOTH_SCHOOLS = {"Noor", "Fenna"}


@dataclass
class MadeUpPortal:
    """Makes schools until the one at `fails_at`, and cannot remove those in `stuck`."""

    fails_at: int = 0
    stuck: frozenset[str] = frozenset()
    made: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)

    def make_school(self, new: NewSchool) -> School:
        self.made.append(new.name)
        if len(self.made) == self.fails_at:
            raise ControlError(f"{new.name} cannot be made")
        self.there.append(new.name)
        return School(new.name, None, ())

    def remove_school(self, school_id: str) -> None:
        if school_id in self.stuck:
            raise ControlError(f"{school_id} cannot be removed")
        self.there.remove(school_id)


def scene_on(portal: MadeUpPortal) -> Scene:
    control: Any = portal
    return Scene(control, IN_BOTH_SCHOOLS)


def test_of_a_scene_that_could_only_be_half_made_nothing_is_left() -> None:
    portal = MadeUpPortal(fails_at=2)

    with pytest.raises(ControlError, match="De Zevensprong cannot be made"):
        scene_on(portal)

    assert (portal.made, portal.there) == (["De Regenboog", "De Zevensprong"], [])


def test_why_a_scene_could_not_be_made_is_told_even_if_its_half_cannot_be_removed() -> None:
    with pytest.raises(ControlError, match="De Zevensprong cannot be made") as error:
        scene_on(MadeUpPortal(fails_at=2, stuck=frozenset({"De Regenboog"})))

    assert error.value.__notes__ == ["what was made before could not be removed either: De Regenboog cannot be removed"]


def test_of_a_scene_that_could_only_be_half_remade_nothing_is_left() -> None:
    portal = MadeUpPortal(fails_at=4)
    scene = scene_on(portal)

    with pytest.raises(ControlError, match="De Zevensprong cannot be made"):
        scene.remade_until(lambda: False)
    scene.remove()

    assert portal.there == []


@pytest.mark.parametrize("stuck", ["De Regenboog", "De Zevensprong"])
def test_a_school_that_cannot_be_removed_keeps_no_other_and_is_told(stuck: str) -> None:
    portal = MadeUpPortal(stuck=frozenset({stuck}))
    scene = scene_on(portal)

    with pytest.raises(ControlError, match=f"{stuck} cannot be removed"):
        scene.remove()

    assert portal.there == [stuck]
