"""The database: its tables, its transactions, what is said when it cannot be used, and what it does not give away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import StatementError

from reference_app.database.schema import Device, Record, School
from reference_app.database.store import Store, UnusableDatabase
from reference_app.portal import Portal
from tests.reference_app.conftest import AtHome, there

OpenStore = Callable[[str], Store]
Rows = Callable[[], dict[str, list[object]]]


@pytest.fixture
def differences() -> Callable[[str], list[Any]]:
    """Between the tables at an address and the models."""

    def compare(url: str) -> list[Any]:
        engine = create_engine(url)
        with engine.connect() as connection:
            found = list(compare_metadata(MigrationContext.configure(connection), Record.metadata))
        engine.dispose()
        return found

    return compare


# Migrating


def test_the_migrated_tables_are_those_of_the_models(
    empty_database_url: str, open_store: OpenStore, differences: Callable[[str], list[Any]]
) -> None:
    open_store(empty_database_url).migrate()

    assert differences(empty_database_url) == []


def test_an_empty_database_has_not_the_tables_of_the_models(
    empty_database_url: str, differences: Callable[[str], list[Any]]
) -> None:
    """Else the comparison would prove nothing."""
    assert {difference[0] for difference in differences(empty_database_url)} == {"add_table", "add_index"}


def test_deleting_a_school_reaches_what_hangs_from_it_in_the_database_itself(
    empty_database_url: str, open_store: OpenStore
) -> None:
    open_store(empty_database_url).migrate()
    engine = create_engine(empty_database_url)
    tables = inspect(engine)
    rules = [key["options"].get("ondelete") for name in Record.metadata.tables for key in tables.get_foreign_keys(name)]
    engine.dispose()

    assert rules == ["CASCADE"] * 11


def test_migrating_twice_does_no_harm(portal: Portal, noor: AtHome) -> None:
    portal.store.migrate()

    assert [pupil.first_name for pupil in portal.home.pupils(noor.device)] == ["Noor"]


# Transactions


def test_a_write_that_fails_leaves_nothing_behind(database_url: str, open_store: OpenStore, rows: Rows) -> None:
    store = open_store(database_url)

    with suppress(LookupError), store.write() as tx:
        tx.add(School(name="De Regenboog"))
        raise LookupError

    assert rows()["schools"] == []


def test_a_read_changes_nothing(database_url: str, open_store: OpenStore, rows: Rows) -> None:
    with open_store(database_url).read() as tx:
        tx.add(School(name="De Regenboog"))

    assert rows()["schools"] == []


@pytest.mark.parametrize("offset", [timedelta(0), timedelta(hours=2), timedelta(hours=-11)])
def test_a_moment_comes_back_to_the_microsecond(database_url: str, open_store: OpenStore, offset: timedelta) -> None:
    store = open_store(database_url)
    moment = datetime(2026, 10, 25, 2, 30, 0, 1, tzinfo=timezone(offset))
    with store.write() as tx:
        tx.add(Device(token_digest="digest", expires_at=moment))

    with store.read() as tx:
        assert there(tx.device("digest", moment - timedelta(microseconds=1))).expires_at == moment


def test_a_moment_comes_back_in_utc(database_url: str, open_store: OpenStore) -> None:
    store = open_store(database_url)
    moment = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    with store.write() as tx:
        tx.add(Device(token_digest="digest", expires_at=moment))

    with store.read() as tx:
        assert there(tx.device("digest", moment - timedelta(days=1))).expires_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused(database_url: str, open_store: OpenStore) -> None:
    naive = datetime(2026, 3, 2, 12)  # noqa: DTZ001

    with pytest.raises(StatementError, match="without a time zone"), open_store(database_url).write() as tx:
        tx.add(Device(token_digest="digest", expires_at=naive))


@pytest.mark.parametrize(("setting", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 15_000)])
def test_sqlite_is_set_up_for_more_than_one_process(
    sqlite_url: str, open_store: OpenStore, setting: str, value: object
) -> None:
    with open_store(sqlite_url).read() as tx:
        found = tx._session.connection().exec_driver_sql(f"PRAGMA {setting}").scalar()

    assert found == value


def test_in_sqlite_a_look_is_not_held_up_by_a_change(sqlite_url: str, open_store: OpenStore) -> None:
    store = open_store(sqlite_url)

    with store.write() as tx, store.read() as look:
        tx.add(School(id="a", name="De Regenboog"))

        assert look.school("a") is None


# A database that cannot be used


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="none"),
        pytest.param("portal.sqlite", id="a file name"),
        pytest.param("postgres://localhost/portal", id="the old name of PostgreSQL"),
        pytest.param("nosuchdatabase://localhost/portal", id="a database that nobody knows"),
        pytest.param("mssql+pymssql://localhost/portal", id="a driver that is not installed"),
    ],
)
def test_what_is_no_address_of_a_database_is_called_that(url: str) -> None:
    with pytest.raises(UnusableDatabase, match=r"^DATABASE_URL is not the address of a database: .+"):
        Store(url)


@pytest.fixture
def unusable(tmp_path: Path) -> dict[str, str]:
    """Addresses of databases that cannot be used, by what is wrong with them."""
    (tmp_path / "letter.txt").write_text("Beste ouders, " * 100)
    return {
        "no such folder": f"sqlite:///{tmp_path}/nowhere/portal.sqlite",
        "a folder": f"sqlite:///{tmp_path}",
        "not a database": f"sqlite:///{tmp_path / 'letter.txt'}",
        "no server": "postgresql+psycopg://portal:geheim@127.0.0.1:1/portal",
        "no such option": "postgresql+psycopg://portal:geheim@127.0.0.1:1/portal?colour=red",
    }


BROKEN = ["no such folder", "a folder", "not a database", "no server", "no such option"]


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_database_that_cannot_be_used_is_told_with_what_to_check(
    unusable: dict[str, str], open_store: OpenStore, wrong: str
) -> None:
    store = open_store(unusable[wrong])

    with pytest.raises(UnusableDatabase, match="Check DATABASE_URL, that it can be reached and written"):
        store.migrate()


@pytest.mark.parametrize("wrong", BROKEN)
def test_which_database_cannot_be_used_is_told_without_its_password(
    unusable: dict[str, str], open_store: OpenStore, wrong: str
) -> None:
    store = open_store(unusable[wrong])

    with pytest.raises(UnusableDatabase) as told:
        store.migrate()

    assert unusable[wrong].replace("geheim", "***") in str(told.value)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("no such folder", "unable to open database file"),
        ("a folder", "unable to open database file"),
        ("not a database", "file is not a database"),
        ("no server", "refused"),
        ("no such option", 'invalid connection option "colour"'),
    ],
)
def test_why_a_database_cannot_be_used_is_told(
    unusable: dict[str, str], open_store: OpenStore, wrong: str, why: str
) -> None:
    store = open_store(unusable[wrong])

    with pytest.raises(UnusableDatabase, match=why):
        store.migrate()


def test_a_file_that_is_not_a_database_is_left_as_it_is(
    unusable: dict[str, str], open_store: OpenStore, tmp_path: Path
) -> None:
    with pytest.raises(UnusableDatabase):
        open_store(unusable["not a database"]).migrate()

    assert (tmp_path / "letter.txt").read_text() == "Beste ouders, " * 100


# What it does not give away


@pytest.fixture
def everything(noor: AtHome, sem: AtHome, rows: Rows) -> str:
    """All rows after both pupils used their codes and passwords, in capitals."""
    noor.give_right_secret()
    sem.give_right_secret()
    return repr(rows()).upper()


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(slice(None), id="as printed"),
        pytest.param(slice(6, None), id="the secret as printed"),
        pytest.param(slice(6, 10), id="the first half of the secret"),
        pytest.param(slice(11, None), id="the second half of the secret"),
    ],
)
def test_the_database_does_not_give_a_code_away(noor: AtHome, everything: str, part: slice) -> None:
    assert f"'{noor.code[part]}" not in everything


def test_the_database_does_not_give_the_secret_of_a_code_away_without_its_dash(noor: AtHome, everything: str) -> None:
    assert noor.code[6:].replace("-", "") not in everything


def test_the_database_does_have_the_locator(noor: AtHome, everything: str) -> None:
    """Otherwise the search for the rest of the code would prove nothing."""
    assert f"'{noor.code[:5]}'" in everything


def test_the_database_does_not_give_a_password_away(noor: AtHome, everything: str) -> None:
    assert noor.pupil.secret.upper() not in everything


def test_the_database_does_not_give_a_password_picture_away(sem: AtHome, everything: str) -> None:
    assert f"'{sem.pupil.secret.upper()}'" not in everything


def test_the_database_does_not_give_the_portals_key_away(portal: Portal, everything: str) -> None:
    assert portal.codes.key.hex().upper() not in everything
