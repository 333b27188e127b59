"""`python -m proof COMMAND`: whether the suite turns red where it has to, and only there."""

import sys
from collections.abc import Sequence

from e2e.commands.tree import run, tree
from proof.commands.defects import defects
from proof.commands.stability import stability
from proof.commands.variants import variants

COMMANDS = tree("How the suite is proved: it turns red where it has to, and only there.", defects, variants, stability)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns an exit code; without arguments, those of the process are used."""
    return run(COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
