"""What goes wrong with unlocking: what it leaves behind, who can do it, and what the teacher sees."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from werkzeug import Request, Response

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app.database.schema import Group, Pupil
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import NotYours, SignedIn, Unlocked
from reference_app.services.people import named
from reference_app.services.teacher_console import GroupOverview
from reference_app.web import request_context
from reference_app.web.redirects import see_other

_BLOCKED_UNTIL = '_("Blocked until %(time)s", time=row.blocked_until|clock_time)'


@defect(breaks="UNLOCK-1", also={"UNLOCK-3": "the block is still there, and so is its count"})
def unlocking_changes_nothing(wrong: Breaking) -> None:
    """The teacher is told that the pupil is unlocked, but the block lasts until the hour is over."""
    shown: set[str] = set()

    @wrong.instead_of(wrong.portal.teacher, "unlock")
    def unlock(_own: Any, teacher_id: str, pupil_id: str) -> Unlocked | NotYours:
        own_pupil = wrong.portal.teacher.pupil(teacher_id, pupil_id)
        if own_pupil is None:
            return NotYours()
        shown.add(pupil_id)
        return Unlocked(own_pupil.group)

    def as_unlocked(group: GroupOverview) -> GroupOverview:
        rows = (replace(row, blocked_until=None) if row.pupil.id in shown else row for row in group.pupils)
        return replace(group, pupils=tuple(rows))

    _groups_are_shown(wrong, as_unlocked)


@defect(breaks="UNLOCK-1", also={"UNLOCK-3": "no password can be tried after unlocking"})
def unlocking_replaces_the_code(wrong: Breaking) -> None:
    """Unlocking also replaces the home code, so the pupil needs a new letter first."""

    @wrong.instead_of(wrong.portal.teacher, "unlock")
    def unlock(own: Any, teacher_id: str, pupil_id: str) -> Any:
        unlocked = own(teacher_id, pupil_id)
        if isinstance(unlocked, Unlocked):
            wrong.portal.letters.replace_code(teacher_id, pupil_id)
        return unlocked


@defect(breaks="UNLOCK-2")
def any_teacher_unlocks(wrong: Breaking) -> None:
    """Anybody who is logged in as a teacher can send the request to unlock any pupil."""
    _unlocked_by(wrong, lambda _groups, _pupil: True)


@defect(breaks="UNLOCK-2")
def a_teacher_of_another_group_unlocks(wrong: Breaking) -> None:
    """Every teacher of the school can unlock all of its pupils, no matter whose group they are in."""
    _unlocked_by(wrong, lambda groups, pupil: any(group.school_id == pupil.group.school_id for group in groups))


@defect(breaks="UNLOCK-2")
def unlocking_takes_no_login(wrong: Breaking) -> None:
    """Who sends the request to unlock is not checked."""

    @wrong.view("teacher.unlock")
    def unlock(_own: Any, pupil_id: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            pupil.lockout = Lockout()
        return see_other("teacher.groups")


@defect(breaks="UNLOCK-2")
def a_pupil_unlocks(wrong: Breaking) -> None:
    """Anybody who is logged in can send the request to unlock, even a pupil."""

    @wrong.view("teacher.unlock")
    def unlock(own: Any, pupil_id: str) -> Any:
        if not request_context.pupil():
            return own(pupil_id=pupil_id)
        with wrong.pupil(pupil_id) as pupil:
            pupil.lockout = Lockout()
        return see_other("teacher.groups")


@defect(breaks="UNLOCK-2")
def an_address_unlocks(wrong: Breaking) -> None:
    """Opening the address for unlocking is enough: it takes neither a form nor a login."""

    @wrong.answers
    def unlocked(request: Request, _answer: Response) -> None:
        *_, pupil_id, action = request.path.rsplit("/", 2)
        if action == "unlock" and request.method == "GET":
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = Lockout()
            wrong.reached = True


@defect(breaks="UNLOCK-2")
def a_brother_who_logs_in_unlocks(wrong: Breaking) -> None:
    """A login wipes the counts of everybody whom the device knows, and with them their blocks."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            _unlock_all(wrong, device_token)
        return answer


@defect(breaks="UNLOCK-2")
def forgetting_the_device_unlocks(wrong: Breaking) -> None:
    """Forgetting the device wipes the counts of its pupils, and with them their blocks."""

    @wrong.instead_of(wrong.portal.home, "forget_device")
    def forget_device(own: Any, device_token: str | None) -> None:
        _unlock_all(wrong, device_token)
        own(device_token)


@defect(breaks="UNLOCK-3")
def unlocking_leaves_the_count(wrong: Breaking) -> None:
    """Unlocking lifts the block but leaves the count at nine, so that one failure blocks again."""

    @wrong.instead_of(wrong.portal.teacher, "unlock")
    def unlock(own: Any, teacher_id: str, pupil_id: str) -> Any:
        unlocked = own(teacher_id, pupil_id)
        if isinstance(unlocked, Unlocked):
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = Lockout(wrong.portal.policy.failures_allowed - 1)
        return unlocked


@defect(breaks="UNLOCK-4")
def the_teacher_sees_no_time(wrong: Breaking) -> None:
    """The teacher sees who is blocked, but not until when."""
    wrong.template("teacher/group.html", _BLOCKED_UNTIL, '_("Blocked until %(time)s", time="…")')


@defect(breaks="UNLOCK-4")
def the_teacher_sees_the_time_of_utc(wrong: Breaking) -> None:
    """The teacher sees the end of the block in UTC."""
    in_utc = '_("Blocked until %(time)s", time="{:%H:%M}".format(row.blocked_until))'
    wrong.template("teacher/group.html", _BLOCKED_UNTIL, in_utc)


@defect(breaks="UNLOCK-4")
def the_teacher_sees_the_whole_group_blocked(wrong: Breaking) -> None:
    """If one pupil is blocked, the teacher sees the whole group as blocked."""

    def all_blocked(group: GroupOverview) -> GroupOverview:
        until = max(filter(None, (row.blocked_until for row in group.pupils)), default=None)
        return replace(group, pupils=tuple(replace(row, blocked_until=until) for row in group.pupils))

    _groups_are_shown(wrong, all_blocked)


def _groups_are_shown(wrong: Breaking, change: Callable[[GroupOverview], GroupOverview]) -> None:
    """In the teacher's list of groups, and each on its own page."""

    @wrong.instead_of(wrong.portal.teacher, "groups")
    def groups(own: Any, teacher_id: str) -> list[GroupOverview]:
        return [change(group) for group in own(teacher_id)]

    @wrong.instead_of(wrong.portal.teacher, "group")
    def group(own: Any, teacher_id: str, group_id: str) -> GroupOverview | None:
        found = own(teacher_id, group_id)
        return change(found) if found else None


def _unlocked_by(wrong: Breaking, may: Callable[[list[Group], Pupil], bool]) -> None:
    """Unlock where `may` says so of the teacher's groups and the pupil, whoever the teacher is."""

    @wrong.instead_of(wrong.portal.teacher, "unlock")
    def unlock(_own: Any, teacher_id: str, pupil_id: str) -> Unlocked | NotYours:
        with wrong.portal.store.write() as tx:
            pupil = tx.pupil(pupil_id, lock=True)
            if pupil is None or not may(tx.groups_of_teacher(teacher_id), pupil):
                return NotYours()
            pupil.lockout = Lockout()
            return Unlocked(named(pupil.group))


def _unlock_all(wrong: Breaking, device_token: str | None) -> None:
    for known in wrong.portal.home.pupils(device_token):
        with wrong.pupil(known.id) as pupil:
            pupil.lockout = Lockout()
