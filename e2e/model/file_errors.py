"""What is wrong in a file that a user wrote, in words: where, and for a key that means nothing which one was meant."""

from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches

from pydantic import ValidationError


def faults_in_words(
    error: ValidationError, keys_of: Callable[[Sequence[str]], Collection[str]], kinds: Collection[str] = ()
) -> str:
    """On one line. `keys_of` gives the keys of a table by its path; `kinds` are parts of a path that no file has."""
    return "; ".join(_fault(fault["loc"], fault["type"], fault["msg"], keys_of, kinds) for fault in error.errors())


def _fault(
    place: Sequence[int | str],
    kind: str,
    message: str,
    keys_of: Callable[[Sequence[str]], Collection[str]],
    kinds: Collection[str],
) -> str:
    *tables, last = [str(part) for part in place if part not in kinds or len(place) == 1] or [""]
    where = f"[{'.'.join(tables)}] {last}" if tables else last
    if kind == "extra_forbidden":
        return f"{where} means nothing{did_you_mean(last, keys_of(tables))}"
    if kind == "missing":
        return f"{where} is missing"
    said = message.removeprefix("Value error, ").removeprefix("Input ")
    return f"{where}: {said[0].lower()}{said[1:]}" if where else said


def did_you_mean(name: str, known: Collection[str]) -> str:
    by_small_letters = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), sorted(by_small_letters), n=1)
    return f"; did you mean {by_small_letters[close[0]]}?" if close else ""
