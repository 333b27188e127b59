"""The target that `--target` names: the reference portal, or another that a file describes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.contract import Target
from e2e.targets.changed import AS_IT_IS, Changed
from e2e.targets.described import DescribedTarget
from e2e.targets.file import load_target

REFERENCE = "reference"


def described(name: str, invoked_in: Path) -> DescribedTarget | None:
    """The target that the file describes; None for the reference portal, which has no file. Raises TargetFileError."""
    return None if name == REFERENCE else load_target(invoked_in / name)


@contextmanager
def chosen(file_target: DescribedTarget | None, changed: Changed = AS_IT_IS) -> Iterator[Target]:
    """A target that is ready for use: the file's, in the language asked for, or else the reference portal as changed.

    The reference portal runs for as long as the block lasts.
    """
    if file_target:
        yield file_target.in_language(changed.language)
        return
    # Loading the reference portal takes longer than loading all the rest of the suite, so other runs do without.
    from e2e.targets.reference import reference_target  # noqa: PLC0415

    with reference_target(changed) as reference:
        yield reference
