"""What this project's command lines have in common: help on demand, one-line errors, and our exit codes."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 120}

Command = TypeVar("Command", bound=Callable[..., Any])


class WrongUse(click.ClickException):
    """A command cannot do what it was asked; the message says what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.command = click.get_current_context().command_path


@contextmanager
def wrong_use_for(*kinds: type[Exception]) -> Iterator[None]:
    """Treat these exceptions as the user's mistakes: show their message and nothing else."""
    try:
        yield
    except kinds as error:
        raise WrongUse(str(error)) from None


def tree(description: str, *commands: click.Command) -> click.Group:
    """Group the commands under one name, such as `python -m e2e`."""
    return click.Group(
        help=description,
        commands={str(command.name): command for command in commands},
        context_settings=SETTINGS,
        no_args_is_help=False,
    )


def run(commands: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run a command line, by default the process's own; returns an exit code."""
    try:
        status: int = commands.main(arguments, standalone_mode=False)
    except (click.ClickException, click.Abort) as error:
        from e2e.model.exit_codes import INTERRUPTED, WRONG_USE

        if isinstance(error, click.Abort):
            return INTERRUPTED
        click.echo(_on_one_line(error), err=True)
        return WRONG_USE
    return status


def started(*command: str) -> int:
    """Run a Python module, such as `pytest`, as a process of its own; returns its exit code.

    Ctrl-C reaches that process too. We wait for it, so that it can still print and write what it has.
    """
    with subprocess.Popen([sys.executable, "-m", *command]) as process:  # noqa: S603 - a module of ours, or pytest
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def workers_option(name: str = "workers") -> Callable[[Command], Command]:
    """An option for scenarios that often wait in vain, for which two workers per processor are not too many."""
    import os

    return click.option(
        "-n",
        name,
        default=lambda: str(2 * (os.cpu_count() or 1)),
        show_default="two per processor",
        metavar="N",
        help="How many workers.",
    )


def _on_one_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split())
    match error:
        case click.UsageError(ctx=click.Context(command_path=command)):
            return f"{command}: {message.rstrip('.')}{'' if message.endswith('?') else '.'} See {command} --help"
        case WrongUse(command=command):
            return f"{command}: {message}"
    return message
