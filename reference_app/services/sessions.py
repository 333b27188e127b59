"""Who is logged in. Sessions live on the server and end there, so a copy of a cookie is worth nothing afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reference_app.database.schema import LoginSession, Pupil, Teacher
from reference_app.database.store import Transaction
from reference_app.log import log
from reference_app.services.context import Context
from reference_app.services.people import PupilCard, card, refused_by
from reference_app.tokens import digest, new_token

_SEEN_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class PupilLoggedIn:
    pupil: PupilCard
    at_school: bool


@dataclass(frozen=True)
class TeacherLoggedIn:
    id: str
    name: str


class Sessions:
    """Starts, finds and ends sessions; a token is what the cookie holds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def start(self, tx: Transaction, person: Pupil | Teacher, *, at_school: bool) -> str:
        """A new session in the transaction of the login; returns its token."""
        token, now = new_token(), self._context.now()
        session = LoginSession(
            token_digest=digest(token),
            pupil_id=person.id if isinstance(person, Pupil) else None,
            teacher_id=person.id if isinstance(person, Teacher) else None,
            at_school=at_school,
            started_at=now,
            last_seen_at=now,
        )
        tx.add(session)
        log.info("logged in", pupil=session.pupil_id, teacher=session.teacher_id, at_school=at_school)
        return token

    def pupil(self, token: str | None) -> PupilLoggedIn | None:
        """The pupil behind a cookie; nobody where the school meanwhile took the home login away."""
        session = self._current(token)
        if session is None or session.pupil is None:
            return None
        if not session.at_school and refused_by(session.pupil.group.school):
            return None
        return PupilLoggedIn(card(session.pupil), session.at_school)

    def teacher(self, token: str | None) -> TeacherLoggedIn | None:
        session = self._current(token)
        if session is None or session.teacher is None:
            return None
        return TeacherLoggedIn(session.teacher.id, session.teacher.name)

    def end(self, token: str | None) -> None:
        if token:
            with self._context.store.write() as tx:
                tx.end_session(digest(token))
            log.info("logged out")

    def _current(self, token: str | None) -> LoginSession | None:
        if token is None:
            return None
        now = self._context.now()
        with self._context.store.read() as tx:
            session = tx.login_session(digest(token))
        if session is None or self._over(session, now):
            return None
        if now - session.last_seen_at > _SEEN_AGAIN_AFTER:
            with self._context.store.write() as tx:
                tx.session_seen(digest(token), now)
        return session

    def _over(self, session: LoginSession, now: datetime) -> bool:
        policy = self._context.policy
        return now >= session.started_at + policy.session_lasts or now >= session.last_seen_at + policy.session_idle
