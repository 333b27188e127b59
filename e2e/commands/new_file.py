"""Writing a file that a user goes on with."""

from pathlib import Path

from e2e.commands.tree import WrongUse


def make_sure_it_is_new(file: Path) -> None:
    """Raises WrongUse where there is something already, before any question is asked."""
    if file.exists():
        raise WrongUse(f"{file} is there already; choose another name, or remove it first")


def write(file: Path, text: str) -> None:
    """Raises WrongUse where it cannot be written."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{file} cannot be written: {error.strerror}") from None
