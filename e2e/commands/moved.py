"""Commands that moved to `python -m proof`: their old names still work."""

from collections.abc import Sequence
from typing import Any

import click

from e2e.commands.tree import started


class Moved(click.Command):
    """Says the new name, and passes on every argument unchanged, even `--help` and `--`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, hidden=True, add_help_option=False)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.args = [*args]
        return []

    def invoke(self, ctx: click.Context) -> Any:
        click.echo(f"python -m e2e {self.name} is now python -m proof {self.name}", err=True)
        return started("proof", str(self.name), *ctx.args)


def moved(*names: str) -> Sequence[click.Command]:
    return [Moved(name) for name in names]
