"""`python -m e2e COMMAND`, or `home-login COMMAND`: the commands that accompany `pytest e2e`."""

import sys
from collections.abc import Sequence

from e2e.commands.doctor import doctor
from e2e.commands.environment import environment
from e2e.commands.environments import environments
from e2e.commands.init import init
from e2e.commands.install_browser import install_browser
from e2e.commands.merge import merge
from e2e.commands.moved import moved
from e2e.commands.tree import run, tree

COMMANDS = tree(
    "Commands that accompany `pytest e2e`, which tests a portal for logging in at home.",
    doctor,
    init,
    merge,
    environments,
    environment,
    install_browser,
    *moved("defects", "variants", "stability"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default the process's own; returns an exit code."""
    return run(COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
