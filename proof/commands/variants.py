"""`variants`: whether the suite passes right portals that look different."""

from pathlib import Path

import click

from e2e.commands.tree import SETTINGS, WrongUse


@click.command(context_settings=SETTINGS)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-n", "workers", default="auto", show_default=True, metavar="WORKERS", help="How many workers.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    default="report/variants",
    show_default=True,
    metavar="DIR",
    help="Where to put the reports, a folder per variant.",
)
def variants(names: tuple[str, ...], workers: str, report: Path) -> int:
    """Play on right portals that look different.

    A clause that fails there is a false alarm.

    Each NAME is a variant of the reference portal. Without a NAME, all are played.
    """
    from e2e.model.file_errors import did_you_mean
    from proof.variants import VARIANTS
    from proof.variants_run import run

    for name in names:
        if name not in VARIANTS:
            raise WrongUse(f"no variant {name}{did_you_mean(name, VARIANTS)}")
    return run(names or list(VARIANTS), ["-n", workers], report, click.echo)
