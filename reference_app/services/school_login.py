"""Logging in at school: from the school's own addresses or through its own link, without a code (SECRET-5).

The block of the home account does not hold here (LOCK-7).
"""

from dataclasses import dataclass

from reference_app import passwords
from reference_app.database.schema import School
from reference_app.log import log
from reference_app.rules.internet_address import Address, read_range
from reference_app.rules.outcomes import SignedIn, UnknownHere, WrongSecret
from reference_app.services.context import Context
from reference_app.services.people import PupilCard, by_name, card
from reference_app.services.sessions import Sessions


@dataclass(frozen=True)
class SchoolDoor:
    name: str
    link_key: str


@dataclass(frozen=True)
class GroupAtSchool:
    id: str
    name: str
    pupils: tuple[PupilCard, ...]


@dataclass(frozen=True)
class SchoolPlace:
    """The school as its own link shows it."""

    name: str
    groups: tuple[GroupAtSchool, ...]

    def group(self, group_id: str) -> GroupAtSchool | None:
        return next((group for group in self.groups if group.id == group_id), None)

    def pupil(self, pupil_id: str) -> PupilCard | None:
        return next((pupil for group in self.groups for pupil in group.pupils if pupil.id == pupil_id), None)


class SchoolLogin:
    """What a pupil does at school before being logged in."""

    def __init__(self, context: Context, sessions: Sessions) -> None:
        self._context = context
        self._sessions = sessions

    def doors(self, address: Address | None) -> list[SchoolDoor]:
        """The schools that have the address: more than one where schools share a line."""
        with self._context.store.read() as tx:
            schools = tx.schools_with_address_ranges()
        return [SchoolDoor(school.name, school.link_key) for school in schools if _has(school, address)]

    def place(self, link_key: str) -> SchoolPlace | None:
        with self._context.store.read() as tx:
            school = tx.school_by_link(link_key)
            if school is None:
                return None
            groups = sorted(school.groups, key=lambda group: group.name)
            return SchoolPlace(
                school.name,
                tuple(
                    GroupAtSchool(group.id, group.name, tuple(sorted(map(card, group.pupils), key=by_name)))
                    for group in groups
                ),
            )

    def sign_in(self, link_key: str, pupil_id: str, secret: str) -> SignedIn | WrongSecret | UnknownHere:
        with self._context.store.read() as tx:
            pupil = tx.pupil(pupil_id)
            if pupil is None or pupil.group.school.link_key != link_key:
                return UnknownHere()
        if not passwords.matches(pupil.secret_hash, secret):
            log.info("wrong guess at school", pupil=pupil_id)
            return WrongSecret()
        with self._context.store.write() as tx:
            now = tx.pupil(pupil_id, lock=True)
            if now is None or now.secret_hash != pupil.secret_hash:
                return UnknownHere()
            return SignedIn(self._sessions.start(tx, pupil, at_school=True))


def _has(school: School, address: Address | None) -> bool:
    ranges = map(read_range, school.address_ranges.split())
    return address is not None and any(found and address in found for found in ranges)
