"""What a run is asked to run: whether that leads to scenarios, and whether `-m` names what there is."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from e2e.model.file_errors import did_you_mean

_WORD = re.compile(r"[\w:+\-.\[\]\\/]+")
_ARGUMENTS = re.compile(r"\([^()]*=[^()]*\)")
_OPERATORS = frozenset({"and", "or", "not"})
_GRAMMAR = _OPERATORS | {"True", "False", "None"}
_NODES = (ast.Expression, ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.Name, ast.Load)


def leads_to(folder: Path, arguments: Iterable[str], invoked_in: Path) -> bool:
    """Whether one of pytest's arguments is in the folder, or the folder in it."""
    paths = [(invoked_in / argument.partition("::")[0]).resolve() for argument in arguments]
    return any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)


def is_well_formed(expression: str) -> bool:
    """Whether pytest can read what `-m` or `-k` says: with workers it would break in each of them if not."""
    names = _WORD.sub(lambda word: word[0] if word[0] in _OPERATORS else "name", _ARGUMENTS.sub("", expression))
    try:
        tree = ast.parse(names.strip(), mode="eval")
    except SyntaxError:
        return not names.strip()
    return all(isinstance(node, _NODES) for node in ast.walk(tree))


def unknown_markers(expression: str, known: Collection[str]) -> Iterator[str]:
    """One sentence for each name in a `-m` expression that is no marker."""
    for name in sorted({*_WORD.findall(_ARGUMENTS.sub("", expression))} - _GRAMMAR - {*known}):
        yield f"no clause, suite or marker {name!r}{did_you_mean(name, known)}"
