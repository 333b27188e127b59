"""Logging in at home: the code, the device that remembers it, and the password behind the ten-failure block."""

from datetime import datetime

from reference_app import passwords
from reference_app.database.schema import Device, DevicePupil, Pupil
from reference_app.database.store import Transaction
from reference_app.log import log
from reference_app.rules import home_code
from reference_app.rules.home_code import HomeCode
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import (
    CodeAccepted,
    LockedOut,
    MustWait,
    NotYetOpen,
    Refused,
    SignedIn,
    UnknownHere,
    WrongCode,
    WrongSecret,
)
from reference_app.services.context import Context
from reference_app.services.home_codes import HomeCodes
from reference_app.services.people import PupilCard, by_name, card, refused_by
from reference_app.services.rate_limit import UNKNOWN, Guess, RateLimit, Visitor
from reference_app.services.sessions import Sessions
from reference_app.tokens import digest, new_token

_NO_CODE = HomeCode("", "")


class HomeLogin:
    """What a pupil does at home before being logged in."""

    def __init__(self, context: Context, codes: HomeCodes, sessions: Sessions, rate_limit: RateLimit) -> None:
        self._context = context
        self._codes = codes
        self._sessions = sessions
        self._rate_limit = rate_limit

    def not_yet_open(self) -> NotYetOpen | None:
        """Before the day from which the home login is there (ENTRY-5)."""
        opens_at = self._context.policy.opens_at
        return NotYetOpen(opens_at) if self._context.now() < opens_at else None

    def enter_code(
        self, typed: str, device_token: str | None, visitor: Visitor = UNKNOWN
    ) -> CodeAccepted | WrongCode | MustWait | LockedOut | Refused:
        """Verify a code and let the device remember it (CODE-1, CODE-2). Counting and checking are one locked step.

        A code that is nobody's takes as much work as a wrong one of somebody's, and the same answer (SAFE-6).
        """
        now = self._context.now()
        if not_yet := self.not_yet_open():
            return not_yet
        code = home_code.read(typed) or _NO_CODE
        with self._context.store.write() as tx:
            guess = self._rate_limit.guess_at_code(tx, visitor, device_token)
            if wait := guess.wait():
                return wait
            pupil = tx.pupil_by_locator(code.locator, lock=True)
            right = self._codes.expected(code, pupil)
            if pupil and (until := pupil.lockout.in_force(now)):
                log.info("refused while blocked", pupil=pupil.id)
                return LockedOut(until)
            if pupil is None or not code.same_secret(right):
                return self._wrong_code(tx, guess, pupil, now)
            if refused := refused_by(pupil.group.school):
                log.info("the school's pupils do not log in here", pupil=pupil.id)
                return refused
            log.info("code accepted", pupil=pupil.id)
            return CodeAccepted(self._remember(tx, pupil, device_token, now))

    def pupils(self, device_token: str | None) -> list[PupilCard]:
        """The pupils whose code was verified on this device and not replaced since, by name (PICK-2)."""
        with self._context.store.read() as tx:
            device = self._device(tx, device_token, self._context.now())
            known = [link.pupil for link in device.pupils if _still_valid(link)] if device else []
            return sorted(map(card, known), key=by_name)

    def pupil(self, device_token: str | None, pupil_id: str) -> PupilCard | None:
        return next((pupil for pupil in self.pupils(device_token) if pupil.id == pupil_id), None)

    def blocked_until(self, pupil_id: str) -> datetime | None:
        with self._context.store.read() as tx:
            pupil = tx.pupil(pupil_id)
            return pupil.lockout.in_force(self._context.now()) if pupil else None

    def sign_in(
        self, device_token: str | None, pupil_id: str, secret: str
    ) -> SignedIn | WrongSecret | LockedOut | UnknownHere | Refused:
        """Check the password, or the name of the password picture.

        The guess is counted before it is checked, so guesses at the same moment cannot share a count (LOCK-13); hashing
        takes long, and the row is not locked meanwhile. A login sets the count back to zero (LOCK-11).
        """
        now = self._context.now()
        with self._context.store.write() as tx:
            pupil = self._known_pupil(tx, device_token, pupil_id, now)
            if pupil is None:
                return UnknownHere()
            if refused := self.not_yet_open() or refused_by(pupil.group.school):
                return refused
            if until := pupil.lockout.in_force(now):
                log.info("refused while blocked", pupil=pupil.id)
                return LockedOut(until)
            counted = pupil.lockout = pupil.lockout.after_failure(self._context.policy, now)
            expected = pupil.secret_hash
        if not passwords.matches(expected, secret):
            return _failed(pupil_id, counted.in_force(now)) or WrongSecret()
        with self._context.store.write() as tx:
            pupil = self._known_pupil(tx, device_token, pupil_id, now)
            if pupil is None or pupil.secret_hash != expected:
                return UnknownHere()
            pupil.lockout = Lockout()
            self._renew(tx, device_token, now)
            return SignedIn(self._sessions.start(tx, pupil, at_school=False))

    def forget_device(self, device_token: str | None) -> None:
        """Remove every pupil from the device (SIBLING-6)."""
        with self._context.store.write() as tx:
            if device := self._device(tx, device_token, self._context.now()):
                tx.remove(device)

    def _wrong_code(self, tx: Transaction, guess: Guess, pupil: Pupil | None, now: datetime) -> WrongCode | LockedOut:
        """It counts for the account that it names, else for where it comes from."""
        blocked = None
        if pupil:
            pupil.lockout = pupil.lockout.after_failure(self._context.policy, now)
            blocked = _failed(pupil.id, pupil.lockout.in_force(now))
        else:
            guess.failed()
            log.info("a code that is nobody's")
        self._rate_limit.forget_old(tx)
        return blocked or WrongCode()

    def _remember(self, tx: Transaction, pupil: Pupil, device_token: str | None, now: datetime) -> str:
        device = self._device(tx, device_token, now)
        if device is None or device_token is None:
            device_token = new_token()
            device = Device(token_digest=digest(device_token), expires_at=now)
            tx.add(device)
        device.expires_at = now + self._context.policy.device_remembered
        link = next((link for link in device.pupils if link.pupil_id == pupil.id), None)
        if link is None:
            device.pupils.append(DevicePupil(pupil_id=pupil.id, code_edition=pupil.code_edition))
        else:
            link.code_edition = pupil.code_edition
        return device_token

    def _known_pupil(self, tx: Transaction, device_token: str | None, pupil_id: str, now: datetime) -> Pupil | None:
        """The pupil, locked, if the device may ask for the password."""
        device = self._device(tx, device_token, now)
        known = device is not None and any(link.pupil_id == pupil_id and _still_valid(link) for link in device.pupils)
        return tx.pupil(pupil_id, lock=True) if known else None

    def _renew(self, tx: Transaction, device_token: str | None, now: datetime) -> None:
        if device := self._device(tx, device_token, now):
            device.expires_at = now + self._context.policy.device_remembered

    def _device(self, tx: Transaction, device_token: str | None, now: datetime) -> Device | None:
        return tx.device(digest(device_token), now) if device_token else None


def _failed(pupil_id: str, blocked_until: datetime | None) -> LockedOut | None:
    log.info("blocked" if blocked_until else "wrong guess", pupil=pupil_id)
    return LockedOut(blocked_until) if blocked_until else None


def _still_valid(link: DevicePupil) -> bool:
    return link.code_edition == link.pupil.code_edition
