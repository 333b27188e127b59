"""What the school's administration does: make a school with its people, change its rules and passwords, remove it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_app import home_code, passwords
from reference_app.people import refused_by
from reference_app.pictures import PASSWORD_PICTURES, PUPIL_PICTURES
from reference_app.schema import Group, Pupil, School, Teacher, new_id
from reference_app.store import Transaction

if TYPE_CHECKING:
    from reference_app.portal import Portal

_SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvwz" for vowel in "aeiou"]


@dataclass(frozen=True)
class NewTeacher:
    name: str
    email: str
    password: str | None = None


@dataclass(frozen=True)
class NewPupil:
    """`password` is made up where it is None; a pupil with a password picture has none."""

    first_name: str
    last_name: str = ""
    uses_password_picture: bool = False
    password: str | None = None
    parent_email: str | None = None


@dataclass(frozen=True)
class NewGroup:
    name: str
    teachers: tuple[NewTeacher, ...] = ()
    pupils: tuple[NewPupil, ...] = ()


@dataclass(frozen=True)
class SchoolRules:
    """Whether pupils may work at home, and the network environment (`network_environments`) where there is one."""

    home_login: bool = True
    network_environment: str | None = None


@dataclass(frozen=True)
class NewSchool:
    name: str
    groups: tuple[NewGroup, ...]
    rules: SchoolRules = SchoolRules()


@dataclass(frozen=True)
class AddedTeacher:
    id: str
    email: str
    password: str


@dataclass(frozen=True)
class AddedPupil:
    """`home_code` as printed, None where the school hands out none; `secret` is the password or the picture's name."""

    id: str
    first_name: str
    home_code: str | None
    uses_password_picture: bool
    secret: str


@dataclass(frozen=True)
class AddedGroup:
    id: str
    name: str
    teachers: tuple[AddedTeacher, ...]
    pupils: tuple[AddedPupil, ...]


@dataclass(frozen=True)
class AddedSchool:
    id: str
    link_key: str
    groups: tuple[AddedGroup, ...]


class Administration:
    """Passwords and codes are told once, in what these calls return; afterwards the portal has only their digests."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def add_school(self, new: NewSchool) -> AddedSchool:
        """Everything or nothing. A teacher named in two groups is one teacher, by the e-mail address.

        Raises EmailTaken where a teacher of another school has the address.
        """
        school = School(
            id=new_id(),
            name=new.name,
            link_key=new_id(),
            home_login=new.rules.home_login,
            network_environment=new.rules.network_environment,
        )
        hired: dict[str, tuple[Teacher, str]] = {}
        enrolled = [(group, *_enrol(group, school, hired)) for group in new.groups]
        with self._portal.store.write() as tx:
            if taken := next(filter(tx.teacher_by_email, hired), None):
                raise EmailTaken(f"a teacher with the address {taken} exists already; give this one another address")
            everyone = [pupil for _, _, pupils in enrolled for pupil, _ in pupils]
            for pupil, locator in zip(everyone, _free_locators(tx, len(everyone)), strict=True):
                pupil.code_locator = locator
            tx.add(school)
        return AddedSchool(
            school.id,
            school.link_key,
            tuple(
                AddedGroup(
                    group.id,
                    group.name,
                    tuple(
                        AddedTeacher(t.id, t.email, password) for t, password in (hired[e] for e in _emails(new_group))
                    ),
                    tuple(self._added(pupil, secret) for pupil, secret in pupils),
                )
                for new_group, group, pupils in enrolled
            ),
        )

    def school_rules(self, school_id: str) -> SchoolRules | None:
        with self._portal.store.read() as tx:
            school = tx.school(school_id)
            return SchoolRules(school.home_login, school.network_environment) if school else None

    def change_school(self, school_id: str, rules: SchoolRules) -> bool:
        """From now on; False where there is no such school."""
        with self._portal.store.write() as tx:
            school = tx.school(school_id)
            if school is None:
                return False
            school.home_login, school.network_environment = rules.home_login, rules.network_environment
            return True

    def remove_school(self, school_id: str) -> bool:
        with self._portal.store.write() as tx:
            school = tx.school(school_id)
            if school is None:
                return False
            tx.remove(school)
            return True

    def change_secret(
        self, pupil_id: str, *, uses_password_picture: bool | None = None, password: str | None = None
    ) -> AddedPupil | None:
        """Give a pupil another password or picture, at school and at home at once (SECRET-4); made up if not given."""
        with self._portal.store.read() as tx:
            pupil = tx.pupil(pupil_id)
        if pupil is None:
            return None
        kind = pupil.uses_password_picture if uses_password_picture is None else uses_password_picture
        secret = password or _other_secret(kind, pupil.secret_hash)
        secret_hash = passwords.hashed(secret)
        with self._portal.store.write() as tx:
            pupil = tx.pupil(pupil_id)
            if pupil is None:
                return None
            pupil.uses_password_picture, pupil.secret_hash = kind, secret_hash
            return self._added(pupil, secret)

    def tidy(self) -> None:
        """Remove the devices and sessions that are over."""
        now = self._portal.now()
        with self._portal.store.write() as tx:
            tx.remove_expired(now, sessions_before=now - self._portal.policy.session_lasts)

    def _added(self, pupil: Pupil, secret: str) -> AddedPupil:
        code = None if refused_by(pupil.group.school) else self._portal.home.code_of(pupil).printed()
        return AddedPupil(pupil.id, pupil.first_name, code, pupil.uses_password_picture, secret)


class EmailTaken(Exception):
    """Says whose address it is and what to do."""


def _enrol(
    new: NewGroup, school: School, hired: dict[str, tuple[Teacher, str]]
) -> tuple[Group, list[tuple[Pupil, str]]]:
    """The group with its people and what their secrets are; `hired` gains the teachers, by e-mail address."""
    group = Group(id=new_id(), name=new.name, school=school)
    for teacher, email in zip(new.teachers, _emails(new), strict=True):
        if email not in hired:
            password = teacher.password or made_up_password()
            hired[email] = (
                Teacher(
                    id=new_id(), name=teacher.name, email=email, password_hash=passwords.hashed(password), school=school
                ),
                password,
            )
        if hired[email][0] not in group.teachers:
            group.teachers.append(hired[email][0])
    first_picture = secrets.randbelow(len(PUPIL_PICTURES))
    pupils = []
    for place, pupil in enumerate(new.pupils):
        secret = pupil.password or _other_secret(pupil.uses_password_picture)
        record = Pupil(
            id=new_id(),
            group=group,
            first_name=pupil.first_name,
            last_name=pupil.last_name,
            parent_email=pupil.parent_email,
            picture=PUPIL_PICTURES[(first_picture + place) % len(PUPIL_PICTURES)],
            uses_password_picture=pupil.uses_password_picture,
            secret_hash=passwords.hashed(secret),
        )
        pupils.append((record, secret))
    return group, pupils


def _emails(group: NewGroup) -> list[str]:
    return [teacher.email.strip().lower() for teacher in group.teachers]


def _other_secret(uses_password_picture: bool, but_not: str | None = None) -> str:
    """A made-up password, or the name of a password picture, other than the one that `but_not` is the hash of."""
    if not uses_password_picture:
        return made_up_password()
    pictures = list(PASSWORD_PICTURES)
    secrets.SystemRandom().shuffle(pictures)
    return next(name for name in pictures if but_not is None or not passwords.matches(but_not, name))


def made_up_password() -> str:
    """Three syllables and two digits: 10^7 of them, and a child can read and type it."""
    return "".join(secrets.choice(_SYLLABLES) for _ in range(3)) + f"{secrets.randbelow(90) + 10}"


def _free_locators(tx: Transaction, count: int) -> set[str]:
    locators: set[str] = set()
    while len(locators) < count:
        if not tx.locator_taken(locator := home_code.new_locator()):
            locators.add(locator)
    return locators
