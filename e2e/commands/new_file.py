"""Writes a file for a user to continue with."""

from pathlib import Path

from e2e.commands.tree import WrongUse


def make_sure_it_is_new(file: Path) -> None:
    """Raises WrongUse if the file exists. Call this before asking the user any question."""
    if file.exists():
        raise WrongUse(f"{file} already exists; choose another name, or remove it first")


def write(file: Path, text: str) -> None:
    """Raises WrongUse if the file cannot be written."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{file} cannot be written: {error.strerror}") from None
