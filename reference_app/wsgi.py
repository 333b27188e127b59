"""The portal for another WSGI server, and for Flask's own commands; its settings come from the environment.

`gunicorn --threads 8 --forwarded-allow-ips= 'reference_app.wsgi:application()'` serves it: without that option gunicorn
believes an X-Forwarded-Proto from the same machine, whatever TRUSTED_PROXIES says. The commands:
`flask --app reference_app.wsgi school --help`.
"""

import atexit
import os
from contextlib import ExitStack
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from reference_app.database.store import UnusableDatabase
from reference_app.operations import commands, installation
from reference_app.operations.settings import Settings, UnusableSettings, from_environment


def application(settings: Settings | None = None) -> Flask:
    """The portal, at work until the process ends: its database up to date, and its mails going out."""
    school = installation.built(settings or from_environment(os.environ))
    until_the_end = ExitStack()
    until_the_end.enter_context(school.at_work())
    atexit.register(until_the_end.close)
    return school.app


def create_app() -> Flask:
    """The portal with its commands, only built, by the name that Flask looks for."""
    try:
        app = installation.built(from_environment(os.environ)).app
    except (UnusableDatabase, UnusableSettings) as error:
        raise SystemExit(f"reference_app: {error}") from None
    for group in commands.GROUPS:
        app.cli.add_command(_InOneLine(group.name, commands=group.commands, help=group.help))
    return app


class _InOneLine(AppGroup):
    def invoke(self, ctx: click.Context) -> Any:
        """Without a traceback where the database cannot be used."""
        try:
            return super().invoke(ctx)
        except UnusableDatabase as error:
            raise SystemExit(f"reference_app: {error}") from None
