"""A portal on each database that it supports, a clock that stands still until the test moves it, and a small school."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Row, create_engine, make_url, select, text

from reference_app.database.schema import Record
from reference_app.database.store import Store
from reference_app.portal import Portal
from reference_app.rules.home_code import ALPHABET
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import (
    CodeAccepted,
    GroupName,
    LockedOut,
    MustWait,
    Refused,
    SignedIn,
    UnknownHere,
    WrongCode,
    WrongSecret,
)
from reference_app.rules.policy import Policy
from reference_app.services.administration import (
    AddedGroup,
    AddedPupil,
    AddedSchool,
    AddedTeacher,
    NewGroup,
    NewPupil,
    NewSchool,
    NewTeacher,
)
from reference_app.web import create_app
from tests.reference_app.smtp_server import SmtpServer

Rows = dict[str, Sequence[Row[Any]]]
Secret = SignedIn | WrongSecret | LockedOut | UnknownHere | Refused
"""What can come of a password or a picture."""
Code = CodeAccepted | WrongCode | MustWait | LockedOut | Refused
"""What can come of a home code."""
T = TypeVar("T")

SECRET_KEY = "the key of the portal under test"


@dataclass
class SetClock:
    """Stands still until the test moves it."""

    time: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def advance(self, span: timedelta) -> None:
        self.time += span


def there(found: T | None) -> T:
    """What the test knows to be there."""
    assert found is not None
    return found


def token_of(login: object) -> str:
    """The token of the session that began with a login."""
    assert isinstance(login, SignedIn)
    return login.session_token


def device_of(code: object) -> str:
    """The token of the device on which a code was accepted."""
    assert isinstance(code, CodeAccepted)
    return code.device_token


def name_of(group: AddedGroup) -> GroupName:
    return GroupName(group.id, group.name)


def code_of(pupil: AddedPupil) -> str:
    """The home code as printed."""
    return there(pupil.home_code)


@dataclass(frozen=True)
class AtHome:
    """A pupil at home, on a device that knows the pupil."""

    portal: Portal
    pupil: AddedPupil
    device: str

    @property
    def id(self) -> str:
        return self.pupil.id

    @property
    def code(self) -> str:
        """The home code as printed."""
        return code_of(self.pupil)

    def give(self, secret: str) -> Secret:
        return self.portal.home.sign_in(self.device, self.pupil.id, secret)

    def give_right_secret(self) -> Secret:
        return self.give(self.pupil.secret)

    def give_wrong_secret(self) -> Secret:
        return self.give(f"not {self.pupil.secret}")

    def enter_right_code(self) -> Code:
        return self.portal.home.enter_code(self.code, self.device)

    def enter_wrong_code(self) -> Code:
        return self.portal.home.enter_code(wrong_code(self.pupil), self.device)

    def fail(self, times: int) -> None:
        """By wrong codes: they count as wrong passwords do, and cost no hashing."""
        for _ in range(times):
            self.enter_wrong_code()

    def on_another_device(self) -> "AtHome":
        return at_home(self.portal, self.pupil)

    def through(self, portal: Portal) -> "AtHome":
        """The same pupil and device, served by another process of the portal."""
        return replace(self, portal=portal)

    def lockout(self) -> Lockout:
        with self.portal.store.read() as tx:
            return there(tx.pupil(self.pupil.id)).lockout

    def replace_code(self) -> str:
        """As the teacher does with a lost code; returns the new one as printed."""
        with self.portal.store.write() as tx:
            pupil = there(tx.pupil(self.pupil.id))
            pupil.code_edition += 1
            return self.portal.codes.of(pupil).printed()


def at_home(portal: Portal, pupil: AddedPupil, device: str | None = None) -> AtHome:
    return AtHome(portal, pupil, device_of(portal.home.enter_code(code_of(pupil), device)))


def wrong_code(pupil: AddedPupil) -> str:
    """A code with the pupil's own locator, and a secret that is one character off."""
    code = code_of(pupil)
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


# The databases


@contextmanager
def _new_schema(url: str) -> Iterator[str]:
    """The address of an empty corner of the PostgreSQL database at `url`, which is gone afterwards."""
    name = f"test_{uuid4().hex}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    options = f"-csearch_path={name} -csynchronous_commit=off"
    yield make_url(url).update_query_dict({"options": options}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    url = os.environ.get("TEST_POSTGRESQL_URL")
    if not url:
        pytest.skip("no PostgreSQL to test on: set TEST_POSTGRESQL_URL, as in postgresql+psycopg://user@localhost/name")
    return url


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Iterator[str]:
    with _new_schema(postgresql_server) as url:
        store = Store(url)
        store.migrate()
        store.close()
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "portal.sqlite"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture(scope="session")
def postgresql_engine(migrated_postgresql: str) -> Iterator[Engine]:
    engine = create_engine(migrated_postgresql)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_url(migrated_postgresql: str, postgresql_engine: Engine) -> Iterator[str]:
    yield migrated_postgresql
    with postgresql_engine.begin() as connection:
        for table in reversed(Record.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}"


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    with _new_schema(postgresql_server) as url:
        yield url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with the portal's tables and nothing in them."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"empty_{request.param}_url"))


@pytest.fixture
def open_store() -> Iterator[Callable[[str], Store]]:
    stores: list[Store] = []

    def open_at(url: str) -> Store:
        stores.append(Store(url))
        return stores[-1]

    yield open_at
    for store in stores:
        store.close()


def _all_rows(url: str) -> Rows:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {name: connection.execute(select(table)).all() for name, table in Record.metadata.tables.items()}
    engine.dispose()
    return found


@pytest.fixture
def rows(database_url: str) -> Callable[[], Rows]:
    """All that is in the database, by table, read past the portal."""
    return lambda: _all_rows(database_url)


# The portal and its people


@pytest.fixture
def start_portal(database_url: str, clock: SetClock, open_store: Callable[[str], Store]) -> Callable[..., Portal]:
    """One more process of the portal, on the same database."""

    def start(*, secret_key: str = SECRET_KEY, can_mail: bool = False) -> Portal:
        return Portal(open_store(database_url), clock, Policy(), secret_key, can_mail=can_mail)

    return start


@pytest.fixture
def portal(start_portal: Callable[..., Portal]) -> Portal:
    return start_portal()


@pytest.fixture(scope="session")
def school_as_added(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AddedSchool, Rows]:
    """The school, and the rows that it is in the database: made once a session, for hashing takes long."""
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('school'))}"
    store = Store(url)
    anna = NewTeacher("Juf Anna", "anna@regenboog.example", "een twee drie")
    noor = NewPupil("Noor", "Bakker", password="bokiza42", parent_email="moeder@bakker.example")
    sem = NewPupil("Sem", "Bakker", uses_password_picture=True, password="boat", parent_email="vader@bakker.example")
    group = NewGroup("Groep 5", (anna,), (sem, noor))
    portal = Portal(store, SetClock(), Policy(), SECRET_KEY)
    added = portal.administration.add_school(NewSchool("De Regenboog", (group,)))
    store.close()
    return added, _all_rows(url)


@pytest.fixture
def school(portal: Portal, school_as_added: tuple[AddedSchool, Rows]) -> AddedSchool:
    """One group: Noor with a password, her brother Sem with a password picture, and their teacher Anna."""
    added, rows = school_as_added
    with portal.store.write() as tx:
        for table in filter(lambda table: rows[table.name], Record.metadata.sorted_tables):
            tx._session.execute(table.insert(), [row._asdict() for row in rows[table.name]])
    return added


@pytest.fixture
def noor(portal: Portal, school: AddedSchool) -> AtHome:
    return at_home(portal, school.groups[0].pupils[1])


@pytest.fixture
def sem(portal: Portal, school: AddedSchool, noor: AtHome) -> AtHome:
    """On the device that Noor uses too."""
    return at_home(portal, school.groups[0].pupils[0], noor.device)


@pytest.fixture
def anna(school: AddedSchool) -> AddedTeacher:
    """Noor's and Sem's."""
    return school.groups[0].teachers[0]


@pytest.fixture
def other_school(portal: Portal) -> AddedSchool:
    """Bas has both groups, Carla the second only. The portal knows no address of Mila's parents."""
    bas, carla = NewTeacher("Meester Bas", "bas@vlieger.example"), NewTeacher("Juf Carla", "carla@vlieger.example")
    groups = (NewGroup("Groep 7", (bas,), (NewPupil("Mila"),)), NewGroup("Groep 3", (bas, carla)))
    return portal.administration.add_school(NewSchool("De Vlieger", groups))


@pytest.fixture
def bas(other_school: AddedSchool) -> AddedTeacher:
    return other_school.groups[0].teachers[0]


@pytest.fixture
def carla(other_school: AddedSchool) -> AddedTeacher:
    return other_school.groups[1].teachers[1]


@pytest.fixture
def app(portal: Portal) -> Flask:
    return create_app(portal, "the key of the forms under test")


@pytest.fixture
def console(app: Flask, portal: Portal, anna: AddedTeacher) -> FlaskClient:
    """Anna's browser, logged in; its forms need no token."""
    app.config["WTF_CSRF_ENABLED"] = False
    return logged_in(app, portal, anna)


def without_token(page: str) -> str:
    """A form's token is another in each session, and in each second."""
    return re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", page)


def logged_in(app: Flask, portal: Portal, teacher: AddedTeacher) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("__Host-session", token_of(portal.teacher.sign_in(teacher.email, teacher.password)))
    return client


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    """Of mail: up, without TLS or login."""
    server = SmtpServer()
    server.start()
    yield server
    server.stop()
