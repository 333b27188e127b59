"""The tables. What the portal knows of a school, its people, their devices and sessions, and nothing more."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, DateTime, ForeignKey, MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, composite, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from reference_app.rules.guess_backoff import Backoff
from reference_app.rules.lockout import Lockout


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, UTC in the database; SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a datetime without a time zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class Record(DeclarativeBase):
    """A row of any table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}


def new_id() -> str:
    return uuid4().hex


def _owner(table: str) -> Any:
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


group_teachers = Table(
    "group_teachers",
    Record.metadata,
    Column("group_id", ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("teacher_id", ForeignKey("teachers.id", ondelete="CASCADE"), primary_key=True),
)


class School(Record):
    __tablename__ = "schools"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    link_key: Mapped[str] = mapped_column(unique=True, default=new_id)
    """The part of the link for logging in at school that only the school has."""
    home_login: Mapped[bool] = mapped_column(default=True)
    network_environment: Mapped[str | None]
    address_ranges: Mapped[str] = mapped_column(default="", server_default="")
    """Where on the internet the school is, as in "192.0.2.0/24 2001:db8::/48"."""

    groups: Mapped[list["Group"]] = relationship(back_populates="school", cascade="all, delete", passive_deletes=True)
    teachers: Mapped[list["Teacher"]] = relationship(
        back_populates="school", cascade="all, delete", passive_deletes=True
    )


class Group(Record):
    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    school_id: Mapped[str] = _owner("schools")
    name: Mapped[str]

    school: Mapped[School] = relationship(back_populates="groups")
    pupils: Mapped[list["Pupil"]] = relationship(
        back_populates="group", cascade="all, delete", passive_deletes=True, order_by="Pupil.first_name"
    )
    teachers: Mapped[list["Teacher"]] = relationship(secondary=group_teachers, back_populates="groups")


class Teacher(Record):
    __tablename__ = "teachers"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    school_id: Mapped[str] = _owner("schools")
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]

    school: Mapped[School] = relationship(back_populates="teachers")
    groups: Mapped[list[Group]] = relationship(
        secondary=group_teachers, back_populates="teachers", order_by="Group.name"
    )


class Pupil(Record):
    """A pupil and the home account; the password is the one of the school (G6)."""

    __tablename__ = "pupils"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[str] = _owner("groups")
    first_name: Mapped[str]
    last_name: Mapped[str] = mapped_column(default="")
    picture: Mapped[str]
    """The drawing that stands for the pupil, by its file's name."""
    parent_email: Mapped[str | None]
    uses_password_picture: Mapped[bool] = mapped_column(default=False)
    secret_hash: Mapped[str]
    """Of the password, or of the name of the password picture."""

    code_locator: Mapped[str] = mapped_column(unique=True)
    code_edition: Mapped[int] = mapped_column(default=1)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]
    lockout: Mapped[Lockout] = composite("failures", "blocked_until")

    group: Mapped[Group] = relationship(back_populates="pupils")
    mail: Mapped["Mail | None"] = relationship(back_populates="pupil", cascade="all, delete", passive_deletes=True)


class Device(Record):
    """A browser that remembers a code; the cookie holds a token of which only the digest is here."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]

    pupils: Mapped[list["DevicePupil"]] = relationship(
        back_populates="device", cascade="all, delete-orphan", passive_deletes=True
    )


class DevicePupil(Record):
    """The code of this pupil was verified on this device, in this edition."""

    __tablename__ = "device_pupils"

    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id", ondelete="CASCADE"), primary_key=True)
    pupil_id: Mapped[str] = mapped_column(ForeignKey("pupils.id", ondelete="CASCADE"), primary_key=True)
    code_edition: Mapped[int]

    device: Mapped[Device] = relationship(back_populates="pupils")
    pupil: Mapped[Pupil] = relationship()


class LoginSession(Record):
    """Somebody who is logged in: a pupil or a teacher. Only the digest of the cookie's token is kept."""

    __tablename__ = "sessions"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    pupil_id: Mapped[str | None] = _owner("pupils")
    teacher_id: Mapped[str | None] = _owner("teachers")
    at_school: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]

    pupil: Mapped[Pupil | None] = relationship()
    teacher: Mapped[Teacher | None] = relationship()


class GuessSource(Record):
    """What failed guesses come from that are nobody's (`services.rate_limit`): its keyed digest and its count."""

    __tablename__ = "strangers"

    digest: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
    wait_until: Mapped[datetime | None]
    backoff: Mapped[Backoff] = composite("failures", "since", "wait_until")


class Mail(Record):
    """The last mail about a pupil's home code: for whom it is and how it fares, and never the code itself."""

    __tablename__ = "mails"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    pupil_id: Mapped[str] = mapped_column(ForeignKey("pupils.id", ondelete="CASCADE"), unique=True)
    teacher_id: Mapped[str] = _owner("teachers")
    address: Mapped[str]
    language: Mapped[str]
    portal_address: Mapped[str]
    """Of the front page, as the teacher's browser knows it."""
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    """None once it was sent, or will not be."""
    trouble: Mapped[str | None]
    """A MailTrouble's value."""

    pupil: Mapped[Pupil] = relationship(back_populates="mail")
    teacher: Mapped[Teacher] = relationship()
