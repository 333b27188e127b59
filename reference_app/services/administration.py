"""What the school's administration does: make a school with its people, change its rules and passwords, remove it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from reference_app import passwords
from reference_app.database.schema import Group, Pupil, School, Teacher, new_id
from reference_app.database.store import Transaction
from reference_app.log import log
from reference_app.rules import home_code
from reference_app.rules.internet_address import WIDEST_OF_A_SCHOOL, read_range
from reference_app.rules.pictures import PASSWORD_PICTURES, PUPIL_PICTURES
from reference_app.services.context import Context
from reference_app.services.home_codes import HomeCodes
from reference_app.services.people import refused_by

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


@dataclass(frozen=True)
class SchoolCard:
    id: str
    name: str
    link_key: str
    rules: SchoolRules
    groups: int
    teachers: int
    pupils: int


@dataclass(frozen=True)
class FoundPupil:
    id: str
    name: str
    group: str
    school: str


@dataclass(frozen=True)
class RemovedPupil:
    """What went with the pupil: devices that knew the pupil, logins that were open, wrong guesses that were counted."""

    devices: int
    logins: int
    failures: int


class Administration:
    """Passwords and codes are told once, in what these calls return; afterwards the portal has only their digests."""

    def __init__(self, context: Context, codes: HomeCodes) -> None:
        self._context = context
        self._codes = codes

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
        with self._context.store.write() as tx:
            if (taken := next(filter(tx.teacher_by_email, hired), None)) is not None:
                raise EmailTaken(f"a teacher with the address {taken} exists already; give this one another address")
            everyone = [pupil for _, _, pupils in enrolled for pupil, _ in pupils]
            for pupil, locator in zip(everyone, free_locators(tx, len(everyone)), strict=True):
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
        with self._context.store.read() as tx:
            school = tx.school(school_id)
            return SchoolRules(school.home_login, school.network_environment) if school else None

    def change_school(self, school_id: str, rules: SchoolRules) -> bool:
        """From now on; False where there is no such school."""
        with self._context.store.write() as tx:
            school = tx.school(school_id)
            if school is None:
                return False
            school.home_login, school.network_environment = rules.home_login, rules.network_environment
            return True

    def schools(self) -> list[SchoolCard]:
        with self._context.store.read() as tx:
            return [_school_card(school) for school in tx.schools()]

    def address_ranges(self, school_id: str) -> tuple[str, ...] | None:
        with self._context.store.read() as tx:
            school = tx.school(school_id)
            return tuple(school.address_ranges.split()) if school else None

    def set_address_ranges(self, school_id: str, ranges: Iterable[str]) -> bool:
        """Where on the internet the school is, so that its pupils need no link; False where there is no such school.

        Raises UnusableRange where one of them is no range of addresses, or too wide.
        """
        written = " ".join(dict.fromkeys(map(_checked, ranges)))
        with self._context.store.write() as tx:
            school = tx.school(school_id)
            if school is None:
                return False
            school.address_ranges = written
            return True

    def remove_school(self, school_id: str) -> bool:
        with self._context.store.write() as tx:
            school = tx.school(school_id)
            if school is None:
                return False
            tx.remove(school)
            return True

    def change_secret(
        self, pupil_id: str, *, uses_password_picture: bool | None = None, password: str | None = None
    ) -> AddedPupil | None:
        """Give a pupil another password or picture, at school and at home at once (SECRET-4); made up if not given."""
        with self._context.store.read() as tx:
            pupil = tx.pupil(pupil_id)
        if pupil is None:
            return None
        kind = pupil.uses_password_picture if uses_password_picture is None else uses_password_picture
        secret = password or _other_secret(kind, pupil.secret_hash)
        secret_hash = passwords.hashed(secret)
        with self._context.store.write() as tx:
            pupil = tx.pupil(pupil_id)
            if pupil is None:
                return None
            tx.change_secret(pupil, secret_hash, uses_password_picture=kind)
            return self._added(pupil, secret)

    def pupils_named(self, text: str) -> list[FoundPupil]:
        """Whose first and last name have the text in them."""
        with self._context.store.read() as tx:
            return [_found(pupil) for pupil in tx.pupils_named(text)]

    def pupil(self, pupil_id: str) -> FoundPupil | None:
        with self._context.store.read() as tx:
            pupil = tx.pupil(pupil_id)
            return _found(pupil) if pupil else None

    def remove_pupil(self, pupil_id: str) -> RemovedPupil | None:
        """The pupil and all that the portal knows of the pupil; None where there is no such pupil."""
        with self._context.store.write() as tx:
            pupil = tx.pupil(pupil_id, lock=True)
            if pupil is None:
                return None
            removed = RemovedPupil(*tx.traces_of(pupil_id), pupil.failures)
            tx.remove(pupil)
        log.info("removed", pupil=pupil_id)
        return removed

    def tidy(self) -> None:
        """Remove the devices and sessions that are over."""
        now = self._context.now()
        with self._context.store.write() as tx:
            tx.remove_expired(now, sessions_before=now - self._context.policy.session_lasts)

    def _added(self, pupil: Pupil, secret: str) -> AddedPupil:
        code = None if refused_by(pupil.group.school) else self._codes.of(pupil).printed()
        return AddedPupil(pupil.id, pupil.first_name, code, pupil.uses_password_picture, secret)


def _school_card(school: School) -> SchoolCard:
    return SchoolCard(
        school.id,
        school.name,
        school.link_key,
        SchoolRules(school.home_login, school.network_environment),
        len(school.groups),
        len(school.teachers),
        sum(len(group.pupils) for group in school.groups),
    )


def _found(pupil: Pupil) -> FoundPupil:
    name = f"{pupil.first_name} {pupil.last_name}".strip()
    return FoundPupil(pupil.id, name, pupil.group.name, pupil.group.school.name)


class EmailTaken(Exception):
    """Says whose address it is and what to do."""


class UnusableRange(Exception):
    """Says which range of addresses it is, and what to write."""


def _checked(written: str) -> str:
    """A range of addresses in the one way to write it."""
    if found := read_range(written.strip()):
        return str(found)
    raise UnusableRange(
        f"{written!r} is no range of addresses that a school can have: write for example 192.0.2.0/24 or "
        f"2001:db8::/48, no wider than /{WIDEST_OF_A_SCHOOL[4]} or in IPv6 /{WIDEST_OF_A_SCHOOL[6]}"
    )


def _enrol(
    new: NewGroup, school: School, hired: dict[str, tuple[Teacher, str]]
) -> tuple[Group, list[tuple[Pupil, str]]]:
    """The group with its people and what their secrets are; `hired` gains the teachers, by e-mail address."""
    group = Group(id=new_id(), name=new.name, school=school)
    for teacher, email in zip(new.teachers, _emails(new), strict=True):
        if email not in hired:
            hired[email] = teacher_record(teacher)
            hired[email][0].school = school
        if hired[email][0] not in group.teachers:
            group.teachers.append(hired[email][0])
    pupils = [pupil_record(pupil) for pupil in new.pupils]
    for record, _ in pupils:
        record.picture = free_picture(group)
        record.group = group
    return group, pupils


def teacher_record(new: NewTeacher) -> tuple[Teacher, str]:
    """At no school yet; and the password."""
    password = new.password or made_up_password()
    email = new.email.strip().lower()
    return Teacher(id=new_id(), name=new.name, email=email, password_hash=passwords.hashed(password)), password


def pupil_record(new: NewPupil) -> tuple[Pupil, str]:
    """In no group yet, without a picture and a locator; and the password or the name of the password picture."""
    secret = new.password or _other_secret(new.uses_password_picture)
    record = Pupil(
        id=new_id(),
        first_name=new.first_name,
        last_name=new.last_name,
        parent_email=new.parent_email,
        uses_password_picture=new.uses_password_picture,
        secret_hash=passwords.hashed(secret),
    )
    return record, secret


def free_picture(group: Group) -> str:
    """One that no pupil of the group has, as long as there are any."""
    used = {pupil.picture for pupil in group.pupils}
    return secrets.choice([name for name in PUPIL_PICTURES if name not in used] or PUPIL_PICTURES)


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


def free_locators(tx: Transaction, count: int) -> set[str]:
    locators: set[str] = set()
    while len(locators) < count:
        if not tx.locator_taken(locator := home_code.new_locator()):
            locators.add(locator)
    return locators
