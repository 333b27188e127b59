"""What a run is asked to run: whether it includes scenarios, and whether the names in it are known."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from _pytest.mark.expression import Expression

from e2e.model.file_errors import did_you_mean


def leads_to(folder: Path, arguments: Iterable[str], invoked_in: Path) -> bool:
    """Whether one of pytest's arguments is inside the folder, or the folder inside it."""
    paths = [(invoked_in / argument.partition("::")[0]).resolve() for argument in arguments]
    return any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)


def names_in(expression: str) -> frozenset[str]:
    """The names in the expression of `-m` or `-k`. Raises SyntaxError if pytest cannot parse it.

    This uses pytest's own parser, although it is private: any other would sooner or later refuse what pytest accepts.
    """
    return Expression.compile(expression).idents()


def unknown_markers(expression: str, known: Collection[str]) -> Iterator[str]:
    """One sentence for each name in a `-m` expression that is not a marker. Raises SyntaxError as `names_in` does."""
    for name in sorted(names_in(expression) - {*known}):
        yield f"no clause, suite or marker {name!r}{did_you_mean(name, known)}"
