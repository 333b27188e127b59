"""What goes wrong with the count of failures: when it blocks, what it leaves out, and when it starts again."""

from datetime import datetime, timedelta
from typing import Any

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app import passwords
from reference_app.database.schema import Pupil
from reference_app.rules import home_code
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import LockedOut, SignedIn, WrongCode, WrongSecret
from reference_app.services.rate_limit import Guess, Visitor

_FORGOTTEN_AFTER = timedelta(minutes=10)


@defect(breaks="LOCK-1", also={"LOCK-3": "codes and passwords share one count"})
def blocks_at_the_eleventh(wrong: Breaking) -> None:
    """The home account is blocked at the eleventh failure, not at the tenth."""
    wrong.policy(failures_allowed=11)


@defect(breaks="LOCK-1")
def a_pause_wipes_the_count(wrong: Breaking) -> None:
    """Ten minutes after a wrong password the count is back at zero."""
    tried: dict[str, datetime] = {}

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        now = wrong.portal.now()
        with wrong.pupil(pupil_id) as pupil:
            if pupil.lockout.until is None and now - tried.get(pupil_id, now) > _FORGOTTEN_AFTER:
                pupil.lockout = Lockout()
        tried[pupil_id] = now
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-2")
def blocks_at_the_ninth(wrong: Breaking) -> None:
    """The home account is already blocked at the ninth failure."""
    wrong.policy(failures_allowed=9)


@defect(breaks="LOCK-2")
def the_tenth_try_is_refused_though_right(wrong: Breaking) -> None:
    """After nine failures the next try blocks even if it is right, because it is counted before it is checked."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            counted = pupil.lockout.after_failure(wrong.portal.policy, wrong.portal.now())
            if pupil.lockout.until is None and counted.until:
                pupil.lockout = counted
                return LockedOut(counted.until)
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-2")
def the_right_code_counts_as_a_failure(wrong: Breaking) -> None:
    """Every code that is entered counts as a failure, even the right one."""

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        pupil.lockout = pupil.lockout.after_failure(wrong.portal.policy, now)
        return own(tx, pupil, device_token, now)


@defect(breaks="LOCK-3")
def the_tenth_code_is_let_off(wrong: Breaking) -> None:
    """Wrong codes block only at the eleventh, although wrong passwords block at the tenth."""
    let_off: set[str] = set()

    @wrong.instead_of(wrong.portal.home, "_wrong_code")
    def wrong_code(own: Any, tx: Any, guess: Guess, pupil: Pupil | None, now: datetime) -> Any:
        if pupil and pupil.id not in let_off and pupil.lockout.after_failure(wrong.portal.policy, now).until:
            let_off.add(pupil.id)
            return WrongCode()
        return own(tx, guess, pupil, now)


@defect(breaks="LOCK-3")
def wrong_codes_block_only_the_code(wrong: Breaking) -> None:
    """A block caused by wrong codes does not hold on a device that asks only for the password."""
    by_codes: set[str] = set()

    @wrong.instead_of(wrong.portal.home, "_wrong_code")
    def wrong_code(own: Any, tx: Any, guess: Guess, pupil: Pupil | None, now: datetime) -> Any:
        answer = own(tx, guess, pupil, now)
        if pupil and isinstance(answer, LockedOut):
            by_codes.add(pupil.id)
        return answer

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        if pupil_id in by_codes:
            by_codes.remove(pupil_id)
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = Lockout()
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-4")
def codes_and_passwords_are_counted_apart(wrong: Breaking) -> None:
    """Ten wrong codes block, and so do ten wrong passwords, but five of each do not."""
    codes: dict[str, Lockout] = {}

    @wrong.instead_of(wrong.portal.home, "_wrong_code")
    def wrong_code(own: Any, tx: Any, guess: Guess, pupil: Pupil | None, now: datetime) -> Any:
        if pupil is None:
            return own(tx, guess, pupil, now)
        of_passwords, pupil.lockout = pupil.lockout, codes.get(pupil.id, Lockout())
        answer = own(tx, guess, pupil, now)
        codes[pupil.id] = pupil.lockout
        if answer == WrongCode():
            pupil.lockout = of_passwords
        return answer


@defect(breaks="LOCK-4", also=dict.fromkeys(("LOCK-9", "LOCK-13"), "a second device starts with the code"))
def the_right_code_sets_the_count_back(wrong: Breaking) -> None:
    """Verifying the code sets the count of failures back to zero, as if it were a login."""

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        pupil.lockout = Lockout()
        return own(tx, pupil, device_token, now)


@defect(breaks="LOCK-4")
def wrong_pictures_are_not_counted(wrong: Breaking) -> None:
    """A wrong password picture is refused, but not counted."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            before, picture = pupil.lockout, pupil.uses_password_picture
        answer = own(device_token, pupil_id, secret)
        if picture and answer == WrongSecret():
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = before
        return answer


@defect(breaks="LOCK-9", also={"LOCK-13": "guesses from two devices in turn are never added up"})
def another_device_begins_anew(wrong: Breaking) -> None:
    """Wrong passwords are counted separately on each device."""
    last: dict[str, str | None] = {}

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            if pupil.lockout.until is None and last.get(pupil_id, device_token) != device_token:
                pupil.lockout = Lockout()
        last[pupil_id] = device_token
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-11")
def logging_in_leaves_the_count(wrong: Breaking) -> None:
    """The failures from before a login still count after it."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            before = pupil.lockout
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            with wrong.pupil(pupil_id) as pupil:
                pupil.lockout = before
        return answer


@defect(breaks="LOCK-12")
def the_count_stays_at_nine(wrong: Breaking) -> None:
    """Once the hour is over, a single failure is enough for the next block."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            if pupil.lockout.until and not pupil.lockout.in_force(wrong.portal.now()):
                pupil.lockout = Lockout(wrong.portal.policy.failures_allowed - 1)
        return own(device_token, pupil_id, secret)


@defect(breaks="LOCK-13")
def passwords_are_counted_after_checking(wrong: Breaking) -> None:
    """The count is read before the password is checked and written after it, so simultaneous guesses count as one."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        now = wrong.portal.now()
        with wrong.portal.store.read() as tx:
            read = tx.pupil(pupil_id)
        if read is None or read.lockout.in_force(now) or passwords.matches(read.secret_hash, secret):
            return own(device_token, pupil_id, secret)
        counted = read.lockout.after_failure(wrong.portal.policy, now)
        with wrong.pupil(pupil_id) as pupil:
            pupil.lockout = counted
        return LockedOut(counted.until) if counted.until else WrongSecret()


@defect(breaks="LOCK-13")
def codes_are_counted_after_checking(wrong: Breaking) -> None:
    """The count of codes is read and written in the same way, and checking takes long because the codes are hashed."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        now, code = wrong.portal.now(), home_code.read(typed)
        with wrong.portal.store.read() as tx:
            read = tx.pupil_by_locator(code.locator) if code else None
        if read is None or read.lockout.in_force(now) or code == wrong.portal.codes.of(read):
            return own(typed, device_token, visitor)
        passwords.hashed(typed)
        counted = read.lockout.after_failure(wrong.portal.policy, now)
        with wrong.pupil(read.id) as pupil:
            pupil.lockout = counted
        return LockedOut(counted.until) if counted.until else WrongCode()
