"""A portal without the control protocol: the accounts that the suite may use exist already, and are listed by hand.

The flow `account_reset` undoes what a scenario changes in them: it resets a count of failures by logging in, and has
the teacher lift a block.
"""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from e2e.contract import (
    CannotDo,
    Capabilities,
    Control,
    Group,
    Mail,
    NewPupil,
    NewSchool,
    NewTeacher,
    Pupil,
    School,
    Teacher,
)

NOT_SHOWN_BY_A_ROSTER = frozenset({"clock", "mail", "network-environments", "own-school"})
"""Capabilities that a portal may have, but that cannot be used with accounts listed by hand."""
NOTHING_CHANGES = "the accounts of a roster are not changed"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ListedPupil(_Row):
    home_code: str
    wrong_home_code: str | None = None
    password: str | None = None
    password_picture: str | None = None


class ListedTeacher(_Row):
    email: str
    password: str


class Roster(_Row):
    """Accounts by the names that the scenarios use, which are also the names that the portal shows."""

    school_login_url: str | None = None
    pupils: dict[str, ListedPupil] = {}
    teachers: dict[str, ListedTeacher] = {}


class RosterControl(Control):
    """Implements the protocol `Control`: it gives what is listed, and raises CannotDo for any change to that."""

    def __init__(self, portal: str, roster: Roster, can: frozenset[str]) -> None:
        self._portal = portal
        self._roster = roster
        self._can = can

    def capabilities(self) -> Capabilities:
        return Capabilities(self._portal, "unknown", self._can)

    def make_school(self, school: NewSchool) -> School:
        groups = tuple(
            Group(group.name, tuple(map(self._teacher, group.teachers)), tuple(map(self._pupil, group.pupils)))
            for group in school.groups
        )
        return School(school.name, self._roster.school_login_url, groups)

    def remove_school(self, school_id: str) -> None:
        """Do nothing: the school was there before the scenario."""

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        raise CannotDo(NOTHING_CHANGES)

    def change_secret(self, pupil_id: str) -> Pupil:
        raise CannotDo(NOTHING_CHANGES)

    def mails(self, to: str) -> list[Mail]:
        raise CannotDo("a roster has no mails to read")

    def now(self) -> datetime:
        raise CannotDo("a roster has no clock to read")

    def set_now(self, now: datetime) -> None:
        raise CannotDo("a roster has no clock to set")

    def real_time(self) -> None:
        raise CannotDo("a roster has no clock to set")

    def _teacher(self, new: NewTeacher) -> Teacher:
        listed = self._roster.teachers.get(new.name)
        if listed is None:
            raise CannotDo(f"the roster lists no teacher {new.name}")
        return Teacher(listed.email, listed.password, new.name)

    def _pupil(self, new: NewPupil) -> Pupil:
        listed = self._roster.pupils.get(new.first_name)
        if listed is None:
            raise CannotDo(f"the roster lists no pupil {new.first_name}")
        return Pupil(
            new.first_name,
            new.first_name,
            listed.home_code,
            listed.wrong_home_code,
            listed.password,
            listed.password_picture,
        )
