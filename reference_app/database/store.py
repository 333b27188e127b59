"""Keeps everything, in SQLite or PostgreSQL: the engine, the transactions and every query.

A use case that changes something runs in one `write`, which nobody else can interleave with on the rows it locks.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, and_, create_engine, delete, event, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session, joinedload, selectinload, sessionmaker

from reference_app.database.schema import (
    Device,
    DevicePupil,
    Group,
    GuessSource,
    LoginSession,
    Mail,
    Pupil,
    School,
    Teacher,
)

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_SECONDS = 15
ONE_MIGRATION_AT_A_TIME = 20210723


class UnusableDatabase(Exception):
    """The address of the database is wrong, or the database cannot be reached or read; says what to do."""


class Store:
    """All that the portal remembers.

    `url` is an SQLAlchemy address: `sqlite:///portal.sqlite` or `postgresql+psycopg://user@host/name`. Raises
    UnusableDatabase where it cannot be opened; `migrate` brings a new or an older one up to date.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self._engine = _engine(url)
        except (ArgumentError, ModuleNotFoundError, NoSuchModuleError, ValueError) as error:
            raise UnusableDatabase(f"DATABASE_URL is not the address of a database: {error}") from error
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    def migrate(self) -> None:
        """Bring the tables up to date; running it twice does no harm."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._reached(), self._engine.begin() as connection:
            config.attributes["connection"] = connection
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(ONE_MIGRATION_AT_A_TIME)))
            command.upgrade(config, "head")

    @contextmanager
    def write(self, *, keep: bool = True) -> Iterator["Transaction"]:
        """A transaction that may change things: all of it happens, or nothing; nothing for certain without `keep`."""
        with self._sessions() as session, session.begin():
            yield Transaction(session)
            if not keep:
                session.flush()
                session.rollback()

    @contextmanager
    def read(self) -> Iterator["Transaction"]:
        """A look without changing anything."""
        with self._sessions() as session:
            session.connection(execution_options={"only_reads": True})
            yield Transaction(session)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (CommandError, DBAPIError) as error:
            where = self._engine.url.render_as_string(hide_password=True)
            fault = " ".join(str(getattr(error, "orig", error)).split())
            raise UnusableDatabase(
                f"the database {where} cannot be used: {fault}. Check DATABASE_URL, that it can be reached and "
                "written, and that no newer version of the portal has used it"
            ) from error


class Transaction:
    """The questions that the use cases ask, inside one transaction of the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: Any) -> None:
        self._session.add(record)
        self._session.flush()

    def remove(self, record: Any) -> None:
        self._session.delete(record)

    def school(self, school_id: str) -> School | None:
        return self._session.get(School, school_id)

    def school_with_people(self, school_id: str) -> School | None:
        """Locked, so that nobody else adds somebody meanwhile."""
        people = (
            selectinload(School.groups).selectinload(Group.pupils),
            selectinload(School.groups).selectinload(Group.teachers),
            selectinload(School.teachers),
        )
        query = select(School).where(School.id == school_id).options(*people)
        return self._session.scalar(query.with_for_update(of=School))

    def schools(self) -> list[School]:
        people = selectinload(School.groups).selectinload(Group.pupils), selectinload(School.teachers)
        return list(self._session.scalars(select(School).options(*people).order_by(School.name)))

    def school_by_link(self, link_key: str) -> School | None:
        groups = selectinload(School.groups).selectinload(Group.pupils)
        return self._session.scalar(select(School).where(School.link_key == link_key).options(groups))

    def schools_with_address_ranges(self) -> list[School]:
        return list(self._session.scalars(select(School).where(School.address_ranges != "").order_by(School.name)))

    def pupil(self, pupil_id: str, *, lock: bool = False) -> Pupil | None:
        return self._one_pupil(Pupil.id == pupil_id, lock=lock)

    def pupil_by_locator(self, locator: str, *, lock: bool = False) -> Pupil | None:
        return self._one_pupil(Pupil.code_locator == locator, lock=lock)

    def pupils_named(self, text: str) -> list[Pupil]:
        name = Pupil.first_name + " " + Pupil.last_name
        query = select(Pupil).where(name.icontains(text, autoescape=True)).order_by(Pupil.first_name, Pupil.last_name)
        return list(self._session.scalars(query.options(joinedload(Pupil.group).joinedload(Group.school))))

    def traces_of(self, pupil_id: str) -> tuple[int, int]:
        """On how many devices, and in how many open logins."""
        devices = select(func.count()).where(DevicePupil.pupil_id == pupil_id)
        logins = select(func.count()).where(LoginSession.pupil_id == pupil_id)
        return self._session.scalars(devices).one(), self._session.scalars(logins).one()

    def locator_taken(self, locator: str) -> bool:
        return self._session.scalar(select(Pupil.id).where(Pupil.code_locator == locator)) is not None

    def groups_of_teacher(self, teacher_id: str) -> list[Group]:
        own = Group.teachers.any(Teacher.id == teacher_id)
        pupils = selectinload(Group.pupils).joinedload(Pupil.mail)
        query = select(Group).where(own).options(pupils, joinedload(Group.school))
        return list(self._session.scalars(query.order_by(Group.name)))

    def group_of_teacher(self, group_id: str, teacher_id: str) -> Group | None:
        own = Group.teachers.any(Teacher.id == teacher_id)
        pupils = selectinload(Group.pupils).joinedload(Pupil.mail)
        query = select(Group).where(Group.id == group_id, own)
        return self._session.scalar(query.options(pupils, joinedload(Group.school)))

    def pupil_of_teacher(self, pupil_id: str, teacher_id: str, *, lock: bool = False) -> Pupil | None:
        """The pupil, if the teacher has the group (UNLOCK-2)."""
        own = Pupil.group.has(Group.teachers.any(Teacher.id == teacher_id))
        return self._one_pupil(and_(Pupil.id == pupil_id, own), lock=lock)

    def pupils_of(self, group: Group) -> list[Pupil]:
        """Locked, and how it stands with their mails once they are."""
        query = select(Pupil).where(Pupil.group_id == group.id).order_by(Pupil.id).options(selectinload(Pupil.mail))
        return list(self._session.scalars(query.with_for_update(of=Pupil).execution_options(populate_existing=True)))

    def teacher_by_email(self, email: str) -> Teacher | None:
        return self._session.scalar(select(Teacher).where(Teacher.email == email.strip().lower()))

    def device(self, token_digest: str, now: datetime) -> Device | None:
        """A device that is still remembered, with the pupils that it knows."""
        pupils = selectinload(Device.pupils).joinedload(DevicePupil.pupil).joinedload(Pupil.group)
        with_school = pupils.joinedload(Group.school)
        query = select(Device).where(Device.token_digest == token_digest, Device.expires_at > now)
        return self._session.scalar(query.options(with_school))

    def login_session(self, token_digest: str) -> LoginSession | None:
        query = select(LoginSession).where(LoginSession.token_digest == token_digest)
        people = (
            joinedload(LoginSession.pupil).joinedload(Pupil.group).joinedload(Group.school),
            joinedload(LoginSession.teacher),
        )
        return self._session.scalar(query.options(*people))

    def session_seen(self, token_digest: str, now: datetime) -> None:
        query = update(LoginSession).where(LoginSession.token_digest == token_digest)
        self._session.execute(query.values(last_seen_at=now))

    def change_secret(self, pupil: Pupil, secret_hash: str, *, uses_password_picture: bool) -> None:
        """And end the sessions that the old one began: who has it may be the reason for a new one."""
        pupil.uses_password_picture, pupil.secret_hash = uses_password_picture, secret_hash
        self._session.execute(delete(LoginSession).where(LoginSession.pupil_id == pupil.id))

    def end_session(self, token_digest: str) -> None:
        self._session.execute(delete(LoginSession).where(LoginSession.token_digest == token_digest))

    def guess_sources(self, digests: Collection[str], now: datetime) -> list[GuessSource]:
        """The counts behind these digests, locked; a count that is not there yet is made, for a lock needs a row."""
        dialects: dict[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}
        insert = dialects[self._session.get_bind().dialect.name].insert
        # In one order, so that two guesses from the same sources do not wait for each other.
        new = [{"digest": digest, "failures": 0, "since": now} for digest in sorted(digests)]
        made = insert(GuessSource).values(new)
        locked = made.on_conflict_do_update(index_elements=["digest"], set_={"digest": made.excluded.digest})
        return list(self._session.scalars(locked.returning(GuessSource)))

    def forget_guess_sources(self, before: datetime) -> None:
        """Those that are not being counted at this moment, so that nobody waits for anybody."""
        old = select(GuessSource.digest).where(GuessSource.since < before).with_for_update(skip_locked=True)
        query = delete(GuessSource).where(GuessSource.digest.in_(old))
        self._session.execute(query, execution_options={"synchronize_session": False})

    def remove_expired(self, now: datetime, sessions_before: datetime) -> None:
        """Forget devices that are no longer remembered and sessions that nobody used since."""
        self._session.execute(delete(Device).where(Device.expires_at <= now))
        self._session.execute(delete(LoginSession).where(LoginSession.last_seen_at < sessions_before))

    def queue(self, mail: Mail) -> None:
        """In the place of the mail about this pupil that was there before, if any."""
        self._session.execute(delete(Mail).where(Mail.pupil_id == mail.pupil_id))
        self.add(mail)

    def mail(self, mail_id: str) -> Mail | None:
        return self._session.scalar(select(Mail).where(Mail.id == mail_id).with_for_update())

    def mail_due(self, now: datetime) -> Mail | None:
        """The one that waits longest of those to be tried by now, locked; not one that somebody else has locked."""
        query = select(Mail).where(Mail.next_try_at <= now).order_by(Mail.next_try_at).limit(1)
        return self._session.scalar(query.with_for_update(skip_locked=True))

    def _one_pupil(self, condition: Any, *, lock: bool) -> Pupil | None:
        query = select(Pupil).where(condition)
        if lock:
            # What the transaction read before it held the lock may be out of date.
            query = query.with_for_update(of=Pupil).execution_options(populate_existing=True)
        else:
            query = query.options(joinedload(Pupil.group).joinedload(Group.school))
        return self._session.scalar(query)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own BEGIN is deferred: two transactions could both read a count before either writes it.
        only_reads = connection.get_execution_options().get("only_reads")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine
