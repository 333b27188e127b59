"""What a run is asked to run: whether that leads to scenarios, and whether the names in it are known."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from _pytest.mark.expression import Expression

from e2e.model.file_errors import did_you_mean


def leads_to(folder: Path, arguments: Iterable[str], invoked_in: Path) -> bool:
    """Whether one of pytest's arguments is in the folder, or the folder in it."""
    paths = [(invoked_in / argument.partition("::")[0]).resolve() for argument in arguments]
    return any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)


def names_in(expression: str) -> frozenset[str]:
    """The names in what `-m` or `-k` says. Raises SyntaxError where pytest cannot read it.

    By pytest's own reader, which pytest does not publish: any other would in time refuse what pytest takes.
    """
    return Expression.compile(expression).idents()


def unknown_markers(expression: str, known: Collection[str]) -> Iterator[str]:
    """One sentence per name in a `-m` expression that is no marker. Raises SyntaxError as `names_in` does."""
    for name in sorted(names_in(expression) - {*known}):
        yield f"no clause, suite or marker {name!r}{did_you_mean(name, known)}"
