"""`defects`: whether the suite catches portals that are wrong in one point."""

from datetime import UTC, datetime
from pathlib import Path

import click

from e2e.commands.tree import SETTINGS, workers_option, wrong_use_for


@click.command(context_settings=SETTINGS)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--full", is_flag=True, help="Play all defects, and more scenarios on each: half an hour.")
@click.option(
    "--draw",
    default=lambda: datetime.now(UTC).date().isoformat(),
    show_default="today's date",
    metavar="WORD",
    help="The word that decides which defects are drawn.",
)
# On a wrong portal a scenario often waits in vain, so waits are kept short, on the sound portal as well.
@click.option(
    "--answer-within", type=float, default=4, show_default=True, metavar="SECONDS", help="How long a page may take."
)
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path),
    default="report/defects.json",
    show_default=True,
    metavar="FILE",
    help="Where to put the matrix.",
)
@workers_option()
def defects(names: tuple[str, ...], *, full: bool, draw: str, answer_within: float, file: Path, workers: str) -> int:
    """Play on portals that are wrong in one point.

    Each has to be caught: the clause that it breaks has to fail, and no other.

    Each NAME is a defect of the reference portal. Without a NAME, some are drawn by lot.
    """
    from e2e.commands.project import SCENARIOS, catalogue
    from proof.defects_run import CannotProve, prove
    from proof.plan import FULL, QUICK

    with wrong_use_for(CannotProve):
        return prove(
            names,
            FULL if full else QUICK,
            draw=draw,
            answer_within=answer_within,
            workers=workers,
            features=SCENARIOS,
            catalogue=catalogue(),
            file=file,
            say=click.echo,
        )
