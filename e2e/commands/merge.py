"""`merge`: merges the reports of several machines into one."""

from pathlib import Path

import click

from e2e.commands.tree import SETTINGS, wrong_use_for


@click.command(context_settings=SETTINGS)
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@click.option(
    "--report",
    default="report",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the merged report.",
)
def merge(reports: tuple[Path, ...], report: Path) -> int:
    """Merge the reports of several machines into one.

    Each REPORT is the folder of a report.
    """
    from e2e.commands.project import SCENARIOS, catalogue
    from e2e.report.encoders.terminal import summary_lines
    from e2e.report.merge import CannotMerge, merged
    from e2e.run.features import scenario_counts

    known = catalogue()
    with wrong_use_for(CannotMerge):
        run = merged(reports, known, scenario_counts(SCENARIOS, known), report)
    for line, _ in summary_lines(run):
        click.echo(line)
    click.echo(f"Report: {report / 'index.html'}")
    return run.exit_code
