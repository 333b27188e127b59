"""`init`: writes a target file to start from."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from e2e.commands.new_file import make_sure_it_is_new, write
from e2e.commands.tree import SETTINGS, WrongUse

if TYPE_CHECKING:
    from e2e.targets.new_file import Kind

QUESTIONS = {
    "name": "What is the portal called?",
    "front": "Address of its front page",
    "home": "Address where logging in at home begins",
    "teacher": "Address where a teacher logs in (empty: none)",
    "kind": "How is a scene set: http, python or roster?",
    "control": "Address of the control protocol",
}


def _asked(command: click.Command) -> click.Command:
    """Add an option for each question, in the same order."""
    command.params += [click.Option([f"--{name}"], help=question) for name, question in QUESTIONS.items()]
    return command


@_asked
@click.command(context_settings=SETTINGS)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.toml")
@click.option(
    "--language",
    default="nl",
    show_default=True,
    type=click.Choice(["nl", "en"]),
    help="The language of the portal's pages.",
)
def init(file: Path, language: str, **given: str | None) -> int:
    """Write a target file to start from.

    It asks for whatever is not given as an option.
    """
    from e2e.model.exit_codes import ALL_PASSED
    from e2e.targets.new_file import new_target_file

    make_sure_it_is_new(file)
    answers = _answers(given)
    write(file, new_target_file(answers["name"], answers, _kind(answers["kind"]), language))
    click.echo(f"Written: {file}. Next: python -m e2e doctor --target {file}")
    return ALL_PASSED


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for name in QUESTIONS:
        if name == "control" and answers["kind"] != "http":
            continue
        answer = given[name]
        answers[name] = _ask(name) if answer is None else answer
    return answers


def _ask(name: str) -> str:
    if not sys.stdin.isatty():
        raise WrongUse(f"--{name} is missing, and there is no terminal to ask for it")
    answer: str = click.prompt(QUESTIONS[name], default="", show_default=False)
    return answer.strip()


def _kind(written: str) -> "Kind":
    from e2e.targets.new_file import Kind

    if written not in get_args(Kind):
        raise WrongUse(f"--kind {written}: write {', '.join(get_args(Kind))}")
    return cast("Kind", written)
