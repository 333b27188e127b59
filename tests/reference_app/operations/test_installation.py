"""Building a school's portal only builds it; its work begins when it is served."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from reference_app import wsgi
from reference_app.operations import installation
from reference_app.operations.settings import Settings
from tests.reference_app.smtp_server import SmtpServer


@pytest.fixture
def settings(empty_sqlite_url: str) -> Settings:
    """With a mail server, so that there is a mail worker to start."""
    return Settings("k" * 32, empty_sqlite_url, "127.0.0.1", 0, None, 0, SmtpServer().reached())


@pytest.fixture
def tables(empty_sqlite_url: str) -> Callable[[], int]:
    def count() -> int:
        engine = create_engine(empty_sqlite_url)
        found = len(inspect(engine).get_table_names())
        engine.dispose()
        return found

    return count


@pytest.fixture
def workers() -> Callable[[], int]:
    before = set(threading.enumerate())
    return lambda: sum(thread.name == "mail worker" for thread in set(threading.enumerate()) - before)


def test_what_is_built_is_not_begun(settings: Settings, tables: Callable[[], int], workers: Callable[[], int]) -> None:
    installation.built(settings)

    assert (tables(), workers()) == (0, 0)


def test_what_flask_makes_for_its_commands_is_not_begun(
    empty_sqlite_url: str, tables: Callable[[], int], workers: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("DATABASE_URL", empty_sqlite_url)
    monkeypatch.setenv("MAIL_SERVER", "smtp://mail.school.nl")
    monkeypatch.setenv("MAIL_FROM", "no-reply@school.nl")

    wsgi.create_app()

    assert (tables(), workers()) == (0, 0)


def test_at_work_the_database_is_up_to_date_and_mails_go_out(
    settings: Settings, tables: Callable[[], int], workers: Callable[[], int]
) -> None:
    with installation.built(settings).at_work():
        assert (tables() > 0, workers()) == (True, 1)

    assert workers() == 0


def test_a_command_on_a_new_database_makes_its_tables_first(
    empty_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("DATABASE_URL", empty_sqlite_url)

    ran = wsgi.create_app().test_cli_runner().invoke(args=("school", "list"))

    assert (ran.exit_code, ran.output) == (0, "")


def test_flask_says_in_one_line_that_a_database_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'portal.sqlite'}")

    ran = wsgi.create_app().test_cli_runner().invoke(args=("school", "list"))

    assert (ran.exit_code, ran.output.startswith("reference_app: the database ")) == (1, True)
