"""`stability`: which scenarios change their verdict from run to run."""

from pathlib import Path

import click

from e2e.commands.tree import SETTINGS


@click.command(context_settings=SETTINGS)
@click.argument("arguments", nargs=-1, metavar="[-- ARGUMENT...]")
@click.option(
    "-n", "times", type=click.IntRange(min=1), default=20, show_default=True, metavar="TIMES", help="How many runs."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default="report/stability",
    show_default=True,
    metavar="DIR",
    help="Where to put the reports, a folder per run.",
)
def stability(arguments: tuple[str, ...], times: int, report: Path) -> int:
    """Play the suite again and again, in a different order each time.

    Names the scenarios that change their verdict from run to run.

    Each ARGUMENT is passed on to pytest, as in: stability -n 20 -- -m LOCK-1 -n 2
    """
    from proof.stability import repeat

    return repeat(times, arguments, report, click.echo)
