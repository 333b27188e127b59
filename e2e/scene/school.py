"""The school that a scenario plays in: it has everyone whom the scenario names, and is removed afterwards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from e2e.contract import Control, Mail, NewGroup, NewPupil, NewSchool, NewTeacher, Pupil, SceneNotSet, School, Teacher

Person = TypeVar("Person")

NOORS_GROUP = "Groep 5"
DAANS_GROUP = "Groep 3"
MOST_TIMES_MADE = 60
SURNAME = "van den Heuvel"


@dataclass(frozen=True)
class _Role:
    """Somebody whom scenarios name: a pupil or a teacher of a group, in the first school or in the other one."""

    name: str
    group: str
    teaches: bool = False
    other_school: bool = False
    uses_picture: bool = False


CAST = (
    _Role("Noor", NOORS_GROUP),
    _Role("Sem", NOORS_GROUP),
    _Role("Daan", DAANS_GROUP),
    _Role("Jip", DAANS_GROUP, uses_picture=True),
    _Role("Fenna", "Groep 7", other_school=True),
    _Role("juf Anna", NOORS_GROUP, teaches=True),
    _Role("meester Tom", DAANS_GROUP, teaches=True),
    _Role("juf Els", "Groep 7", teaches=True, other_school=True),
)


class Scene:
    """The people of one scenario, with the codes and secrets that the portal gave them.

    It is made as a whole or not at all: if a school cannot be made, those made before it are removed, and the control's
    exception is passed on.
    """

    def __init__(self, control: Control, named: Iterable[str]) -> None:
        self._control = control
        self._with_new_secret: dict[str, Pupil] = {}
        self._named = set(named)
        self._parents = {
            name: f"{_email(f'parent of {name}')}.{uuid4().hex[:12]}@family.example" for name in self._named
        }
        self._schools: list[School] = []
        self._make_schools()

    def _make_schools(self) -> None:
        roles = [role for role in CAST if role.name in self._named]
        try:
            for name, cast in (
                ("De Regenboog", [role for role in roles if not role.other_school]),
                ("De Zevensprong", [role for role in roles if role.other_school]),
            ):
                if cast:
                    self._schools.append(_make(self._control, name, cast, self._parents))
        except BaseException as error:
            self._clear_away_after(error)
            raise

    def _clear_away_after(self, error: BaseException) -> None:
        try:
            self.remove()
        except Exception as second:  # noqa: BLE001 - whatever a target's own control raises, the first error says more
            error.add_note(f"what was made before could not be removed either: {second}")

    @property
    def school(self) -> School:
        return self._schools[0]

    @property
    def school_login_url(self) -> str:
        return _given(self.school.school_login_url, "the portal gives no link for logging in at school")

    @property
    def pupils(self) -> list[Pupil]:
        return [pupil for school in self._schools for group in school.groups for pupil in group.pupils]

    def pupil(self, first_name: str) -> Pupil:
        return self._with_new_secret.get(first_name) or self.pupil_before(first_name)

    def pupil_before(self, first_name: str) -> Pupil:
        """The pupil as they were made, before the school changed the password."""
        return _named(first_name, (pupil for pupil in self.pupils if pupil.first_name == first_name))

    @property
    def teachers(self) -> list[Teacher]:
        return [teacher for school in self._schools for group in school.groups for teacher in group.teachers]

    def teacher(self, name: str) -> Teacher:
        """The teacher whom the target calls so or, if it gives no name, whose address begins as asked for."""
        email = _email(name)
        return _named(
            name, (one for one in self.teachers if one.name == name or (not one.name and one.email.startswith(email)))
        )

    def mails_to_parent(self, first_name: str) -> Sequence[Mail]:
        """The mails to an address that is this parent's alone, and is used in this scenario only."""
        return self._control.mails(self._parents[first_name])

    def group_of(self, name: str) -> str:
        return next(role.group for role in CAST if role.name == name)

    def forbid_home_login(self) -> None:
        self._control.change_school(self.school.id, {"home_login": False})

    def use_network_environment(self, name: str) -> None:
        self._control.change_school(self.school.id, {"network_environment": name})

    def give_another_secret(self, first_name: str) -> None:
        pupil = self._control.change_secret(self.pupil(first_name).id)
        self._with_new_secret[first_name] = pupil

    def remade_until(self, as_wanted: Callable[[], bool]) -> bool:
        """Make the schools anew until they are as wanted; returns False if they never are."""
        for _ in range(MOST_TIMES_MADE):
            if as_wanted():
                return True
            self.remove()
            self._make_schools()
        return as_wanted()

    def remove(self) -> None:
        """Remove every school, even if one of them cannot be removed; that error is raised at the end."""
        schools, self._schools = self._schools, []
        with ExitStack() as removing:
            for school in schools:
                removing.callback(self._control.remove_school, school.id)


def names_in(sentences: Iterable[str]) -> set[str]:
    """The members of the cast whom the sentences of a scenario name."""
    text = "\n".join(sentences)
    return {role.name for role in CAST if role.name in text}


def teachers_of(names: set[str]) -> set[str]:
    """The teachers who could lift a block of one of these pupils."""
    groups = {role.group for role in CAST if role.name in names}
    return {role.name for role in CAST if role.teaches and role.group in groups}


def home_code(pupil: Pupil) -> str:
    return _given(pupil.home_code, f"the portal gives no home code for {pupil.first_name}")


def wrong_home_code(pupil: Pupil) -> str:
    return _given(pupil.wrong_home_code, f"the portal gives no wrong home code that counts for {pupil.first_name}")


def password(pupil: Pupil) -> str:
    return _given(pupil.password, f"the portal gives no password for {pupil.first_name}")


def password_picture(pupil: Pupil) -> str:
    return _given(pupil.password_picture, f"the portal gives no password picture for {pupil.first_name}")


def _make(control: Control, school: str, cast: list[_Role], parents: Mapping[str, str]) -> School:
    groups = []
    for name in dict.fromkeys(role.group for role in cast):
        members = [role for role in cast if role.group == name]
        groups.append(
            NewGroup(
                name,
                tuple(
                    NewTeacher(role.name, f"{_email(role.name)}.{uuid4().hex[:12]}@school.example")
                    for role in members
                    if role.teaches
                ),
                tuple(
                    NewPupil(role.name, SURNAME, parents[role.name], "picture" if role.uses_picture else "password")
                    for role in members
                    if not role.teaches
                ),
            )
        )
    return control.make_school(NewSchool(school, tuple(groups)))


def _email(name: str) -> str:
    return name.lower().replace(" ", "-")


def _named(name: str, found: Iterable[Person]) -> Person:
    person = next(iter(found), None)
    if person is None:
        raise SceneNotSet(f"the portal did not give {name} back")
    return person


def _given(value: str | None, otherwise: str) -> str:
    if value is None:
        raise SceneNotSet(otherwise)
    return value
