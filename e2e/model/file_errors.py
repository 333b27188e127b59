"""Describes what is wrong in a file that a user wrote: where it is, and which key an unknown one may stand for."""

from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails


def faults_in_words(
    error: ValidationError, keys_of: Callable[[Sequence[str]], Collection[str]], kinds: Collection[str] = ()
) -> str:
    """Everything that is wrong, on one line.

    `keys_of` maps a table's path to the keys that the table may have. `kinds` are the parts of pydantic's paths that
    appear in no file: the names of the models that a table may be.
    """
    return "; ".join(_fault(fault, keys_of, kinds) for fault in error.errors())


def _fault(fault: ErrorDetails, keys_of: Callable[[Sequence[str]], Collection[str]], kinds: Collection[str]) -> str:
    place = fault["loc"]
    *tables, last = [str(part) for part in place if part not in kinds or len(place) == 1] or [""]
    where = f"[{'.'.join(tables)}] {last}" if tables else last
    return fault_in_words(fault, where, keys_of(tables) if fault["type"] == "extra_forbidden" else ())


def fault_in_words(fault: ErrorDetails, where: str, keys: Collection[str]) -> str:
    """One fault, at `where`, which ends with the faulty key; `keys` are the keys that its table may have."""
    last = str(fault["loc"][-1]) if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        return f"{where} means nothing{did_you_mean(last, keys)}"
    if fault["type"] == "missing":
        return f"{where} is missing"
    if fault["type"] == "list_type" and isinstance(fault["input"], dict):
        return f"{where} is one table; write a list of tables, [[{last}]]"
    if fault["type"] == "model_type":
        return f"{where} is not a table".lstrip()
    said = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{where}: {said[0].lower()}{said[1:]}" if where else said


def did_you_mean(name: str, known: Collection[str]) -> str:
    """A suffix for a message about an unknown name, "; did you mean LOCK-1?"; empty if no known name is similar."""
    by_small_letters = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), sorted(by_small_letters), n=1)
    return f"; did you mean {by_small_letters[close[0]]}?" if close else ""
