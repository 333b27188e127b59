"""What a teacher does: log in, see their own groups and who is blocked, and unlock (UNLOCK-1 to UNLOCK-4)."""

from dataclasses import dataclass
from datetime import datetime

from reference_app import passwords
from reference_app.database.schema import Group, Pupil
from reference_app.log import log
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import (
    GroupName,
    MailState,
    MustWait,
    NoAddress,
    NoCodes,
    NotYours,
    SignedIn,
    Unlocked,
    WrongSecret,
)
from reference_app.services.code_mails import mail_state
from reference_app.services.context import Context
from reference_app.services.people import PupilCard, card, named, refused_by
from reference_app.services.rate_limit import UNKNOWN, RateLimit, Visitor
from reference_app.services.sessions import Sessions


@dataclass(frozen=True)
class PupilOverview:
    pupil: PupilCard
    last_name: str
    blocked_until: datetime | None
    code_replaced: bool
    mail: MailState | None
    """None where the parent's address is known and nothing was mailed yet."""

    @property
    def address_known(self) -> bool:
        return self.mail != NoAddress()


@dataclass(frozen=True)
class GroupOverview:
    id: str
    name: str
    pupils: tuple[PupilOverview, ...]
    no_codes: NoCodes | None
    """Why the school hands out no home codes, if it does not (TEACHER-3)."""

    @property
    def blocked(self) -> int:
        return sum(row.blocked_until is not None for row in self.pupils)

    def row(self, pupil_id: str | None) -> PupilOverview | None:
        return next((row for row in self.pupils if row.pupil.id == pupil_id), None)


@dataclass(frozen=True)
class OwnPupil:
    """One pupil of the teacher, for the pages about that pupil alone."""

    group: GroupName
    row: PupilOverview
    no_codes: NoCodes | None
    """As of the group."""


class TeacherConsole:
    """Teachers reach their own groups only (TEACHER-5); every call names the teacher."""

    def __init__(self, context: Context, sessions: Sessions, rate_limit: RateLimit) -> None:
        self._context = context
        self._sessions = sessions
        self._rate_limit = rate_limit

    def sign_in(self, email: str, password: str, visitor: Visitor = UNKNOWN) -> SignedIn | WrongSecret | MustWait:
        """The guess is counted before it is checked, as a pupil's is; a right one takes its count back."""
        with self._context.store.write() as tx:
            guess = self._rate_limit.guess_at_teacher(tx, visitor, email)
            if wait := guess.wait():
                return wait
            guess.failed()
            self._rate_limit.forget_old(tx)
            teacher = tx.teacher_by_email(email)
        right = passwords.matches(teacher.password_hash if teacher else None, password)
        if teacher is None or not right:
            log.info("teacher's login refused", teacher=teacher.id if teacher else None)
            return WrongSecret()
        with self._context.store.write() as tx:
            guess.was_right(tx)
            return SignedIn(self._sessions.start(tx, teacher, at_school=False))

    def groups(self, teacher_id: str) -> list[GroupOverview]:
        now = self._context.now()
        with self._context.store.read() as tx:
            return [_group_overview(group, now) for group in tx.groups_of_teacher(teacher_id)]

    def group(self, teacher_id: str, group_id: str) -> GroupOverview | None:
        """None where it is not the teacher's."""
        now = self._context.now()
        with self._context.store.read() as tx:
            group = tx.group_of_teacher(group_id, teacher_id)
            return _group_overview(group, now) if group else None

    def pupil(self, teacher_id: str, pupil_id: str) -> OwnPupil | None:
        """None where the pupil is not the teacher's."""
        now = self._context.now()
        with self._context.store.read() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id)
            if pupil is None:
                return None
            return OwnPupil(named(pupil.group), _overview(pupil, now), refused_by(pupil.group.school))

    def unlock(self, teacher_id: str, pupil_id: str) -> Unlocked | NotYours:
        """End the block and set the count back to zero (UNLOCK-3)."""
        with self._context.store.write() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id, lock=True)
            if pupil is None:
                log.info("unlock refused", pupil=pupil_id, teacher=teacher_id)
                return NotYours()
            pupil.lockout = Lockout()
            log.info("unlocked", pupil=pupil_id, teacher=teacher_id)
            return Unlocked(named(pupil.group))


def _group_overview(group: Group, now: datetime) -> GroupOverview:
    pupils = tuple(_overview(pupil, now) for pupil in group.pupils)
    return GroupOverview(group.id, group.name, pupils, refused_by(group.school))


def _overview(pupil: Pupil, now: datetime) -> PupilOverview:
    blocked_until, code_replaced = pupil.lockout.in_force(now), pupil.code_edition > 1
    return PupilOverview(card(pupil), pupil.last_name, blocked_until, code_replaced, mail_state(pupil))
