"""Enrolling the people on a class list, at a school that may have some of them already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reference_app.database.schema import Group, Pupil, School, Teacher, new_id
from reference_app.database.store import Store, Transaction
from reference_app.rules.class_lists import ClassList, Fault, Row, same
from reference_app.services.administration import (
    NewPupil,
    NewTeacher,
    free_locators,
    free_picture,
    pupil_record,
    teacher_record,
)


@dataclass(frozen=True)
class Enrolled:
    """`made` are the rows of people who are new and were given a made-up password or picture, with that filled in.

    `namesakes` are new in a group while another group, named with them, has a pupil of the same name.
    """

    school: str
    new: tuple[Row, ...]
    made: tuple[Row, ...]
    there_already: tuple[Row, ...]
    namesakes: tuple[tuple[Row, str], ...]


@dataclass(frozen=True)
class NobodyEnrolled:
    faults: tuple[Fault, ...]


class Enrolment:
    def __init__(self, store: Store) -> None:
        self._store = store

    def enrol(self, school_id: str, listed: ClassList, *, keep: bool = True) -> Enrolled | NobodyEnrolled | None:
        """Everybody or nobody; None where there is no such school. Without `keep` all is undone in the end.

        People who are there already are left as they are, but a teacher gets the groups that are new.
        """
        # Before the transaction: hashing takes long, and meanwhile pupils want to log in.
        once = {} if listed.faults else {_key(row): row for row in listed.rows}
        records = {key: _record(row) for key, row in once.items()}
        with self._store.write(keep=keep) as tx:
            school = tx.school_with_people(school_id)
            if school is None:
                return None
            if faults := [*listed.faults, *_taken_addresses(tx, school, listed.rows)]:
                return NobodyEnrolled(tuple(sorted(faults, key=lambda fault: fault.line)))
            there = _people(school)
            new = tuple(row for row in listed.rows if _key(row) not in there)
            namesakes = tuple(_namesakes(school, new))
            locators = free_locators(tx, len(records))
            for row in listed.rows:
                group = _group(school, row.group)
                match there.get(_key(row), records[_key(row)][0]):
                    case Teacher() as teacher if teacher not in group.teachers:
                        group.teachers.append(teacher)
                        if teacher not in school.teachers:
                            school.teachers.append(teacher)
                    case Pupil(group=None) as pupil:
                        pupil.picture, pupil.code_locator = free_picture(group), locators.pop()
                        group.pupils.append(pupil)
            return Enrolled(
                school.name,
                new,
                tuple(row.with_secret(records[_key(row)][1]) for row in new if row.secret is None),
                tuple(row for row in listed.rows if row not in new),
                namesakes,
            )


def _group(school: School, name: str) -> Group:
    found = next((group for group in school.groups if same(group.name) == same(name)), None)
    if found is None:
        found = Group(id=new_id(), name=name)
        school.groups.append(found)
    return found


def _key(row: Row) -> tuple[str, ...]:
    """What makes two rows the same person: a teacher by the e-mail address, a pupil by group and name."""
    return (row.email,) if row.teaches else _pupil_key(row.group, row.first_name, row.last_name)


def _pupil_key(group: str, first_name: str, last_name: str) -> tuple[str, ...]:
    return same(group), same(first_name), same(last_name)


def _people(school: School) -> dict[tuple[str, ...], Teacher | Pupil]:
    people: dict[tuple[str, ...], Teacher | Pupil] = {(teacher.email,): teacher for teacher in school.teachers}
    pupils = (pupil for group in school.groups for pupil in group.pupils)
    return people | {_pupil_key(pupil.group.name, pupil.first_name, pupil.last_name): pupil for pupil in pupils}


def _record(row: Row) -> tuple[Teacher | Pupil, str]:
    """The person, in no group yet, and the password or the picture."""
    if row.teaches:
        return teacher_record(NewTeacher(row.name, row.email, row.secret))
    uses_picture = bool(row.picture)
    return pupil_record(NewPupil(row.first_name, row.last_name, uses_picture, row.secret, row.email or None))


def _taken_addresses(tx: Transaction, school: School, rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        teacher = tx.teacher_by_email(row.email) if row.teaches and row.email.isprintable() else None
        if teacher and teacher.school_id != school.id:
            yield Fault(row.line, f"{row.email} is the address of a teacher of another school; give another one")


def _namesakes(school: School, new: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    for row in new:
        for group in school.groups:
            names = {(same(pupil.first_name), same(pupil.last_name)) for pupil in group.pupils}
            if not row.teaches and (same(row.first_name), same(row.last_name)) in names:
                yield row, group.name
