"""The target that `--target` names: the reference portal, or a file that describes another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.contract import Language, Target
from e2e.targets.file import FileTarget, load_target
from e2e.targets.reference import AS_IT_IS, Changed, reference_target

REFERENCE = "reference"


def described(name: str, invoked_in: Path, language: Language | None = None) -> FileTarget | None:
    """What the file says; None for the reference, which takes none. Raises TargetFileError."""
    return None if name == REFERENCE else load_target(invoked_in / name, language=language)


@contextmanager
def chosen(name: str, invoked_in: Path, changed: Changed = AS_IT_IS) -> Iterator[Target]:
    """Ready to be used; the reference portal runs for as long as the block lasts, as it is changed."""
    if file_target := described(name, invoked_in, changed.language):
        yield file_target
    else:
        with reference_target(changed) as reference:
            yield reference
