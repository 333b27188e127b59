"""The portal's own command line: `python -m reference_app --help`."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo

from reference_app.clock import RealClock
from reference_app.database.store import Store, UnusableDatabase
from reference_app.operations import commands, installation
from reference_app.operations.demo import add_demo_school, described, shown
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.server import AddressInUse, Server
from reference_app.operations.settings import UnusableSettings, from_environment
from reference_app.portal import Portal
from reference_app.rules.policy import Policy
from reference_app.tokens import new_token
from reference_app.web import create_app

WRONG_USE = 2
_Command = Callable[..., Any]


@click.group()
def portal() -> None:
    """The portal: for a school, to look around in, or to be tested."""


@contextmanager
def _until_stopped() -> Iterator[None]:
    """By Ctrl-C, or as cleanly by the system; meanwhile what happens is told on standard error."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        yield
    except KeyboardInterrupt:
        click.echo()


def _listening(command: _Command) -> _Command:
    """With the options that say where."""
    port = click.option(
        "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one."
    )
    return click.option("--host", default="127.0.0.1", show_default=True)(port(command))


@portal.command()
@_until_stopped()
def serve() -> None:
    """Serve a school; the settings come from the environment, as docs/running-the-portal.md has them."""
    settings = from_environment(os.environ)
    school = installation.built(settings)
    with school.at_work(), closing(Server(school.app, settings.host, settings.port)) as server:
        click.echo(f"The portal listens on {server.url}")
        server.run()


@portal.command()
@_listening
@_until_stopped()
def demo(host: str, port: int) -> None:
    """Serve a made-up school, on a database that is gone afterwards."""
    with TemporaryDirectory(prefix="demo-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'portal.sqlite'}")
        store.migrate()
        secret_key = new_token()
        shown_here = Portal(store, RealClock(), Policy(), secret_key, can_mail=True)
        app = create_app(shown_here, secret_key)
        with closing(Server(app, host, port)) as server:
            for line in described(add_demo_school(shown_here), server.url):
                click.echo(line)
            click.echo("\nMails to parents go nowhere: they are shown here.")
            click.echo("Made anew at every start, and gone afterwards. Stop with Ctrl-C.")
            with MailWorker(shown_here, app, lambda mail: click.echo(shown(mail))).at_work():
                server.run()


@portal.command()
@_listening
@_until_stopped()
def testbed(host: str, port: int) -> None:
    """Serve an empty portal with a clock that can be set and the control protocol, to be tested."""
    from reference_app.testbed.portal import CONTROL, running_testbed  # noqa: PLC0415 - a school has not all it needs

    with running_testbed(host=host, port=port) as (bed, url):
        click.echo(f"Portal          {url}/\nControl         {url}{CONTROL}\nToken           {bed.token}")
        click.echo("\nOn a database of its own, gone afterwards. Stop with Ctrl-C.")
        Event().wait()


for _group in commands.GROUPS:
    portal.add_command(_group)


def _app_of_the_school() -> Flask:
    return installation.built(from_environment(os.environ)).app


def main(arguments: list[str]) -> int:
    """The exit code: 2 for wrong use and for settings that are no good, 1 for what a command refuses."""
    try:
        portal.main(
            arguments,
            prog_name="python -m reference_app",
            obj=ScriptInfo(create_app=_app_of_the_school),
            standalone_mode=False,
        )
    except (AddressInUse, UnusableDatabase, UnusableSettings) as error:
        click.echo(f"reference_app: {error}", err=True)
        return WRONG_USE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Aborted!", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
