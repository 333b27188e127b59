"""`environment`: an environment of the user's own."""

from pathlib import Path

import click

from e2e.commands.new_file import make_sure_it_is_new, write
from e2e.commands.tree import SETTINGS, tree

_BEGINNING = Path(__file__).resolve().parents[1] / "environments" / "new-file.toml"


@click.command(context_settings=SETTINGS)
@click.argument("file", default="environment.toml", type=click.Path(path_type=Path), metavar="[FILE.toml]")
def init(file: Path) -> int:
    """Write a commented file to start from, by default environment.toml."""
    from e2e.model.exit_codes import ALL_PASSED

    make_sure_it_is_new(file)
    write(file, _BEGINNING.read_text(encoding="utf-8"))
    click.echo(f"Written: {file}. Next: python -m e2e doctor --environment {file}")
    return ALL_PASSED


environment = tree("Describe an environment of your own.", init)
environment.name = "environment"
