"""How a step says who does it, how often, and on which device; if it names none, that is the family's tablet."""

import re
from typing import Any

from pytest_bdd import parsers

_WHERE = r"(?: on the (?P<where>tablet|laptop|school computer|computer of (?:juf|meester) \w+))?$"
_PLACES = {
    r"\{name\}": r"(?P<name>[A-Z]\w+)",
    r"\{other\}": r"(?P<other>[A-Z]\w+)",
    r"\{teacher\}": r"(?P<teacher>juf \w+|meester \w+)",
    r"\{count\}": r"(?P<count>\d+)",
}


class said(parsers.re):  # noqa: N801 - reads as a word of the step, like pytest-bdd's own parsers
    """A step's sentence with {name}, {other}, {teacher} and {count} in it."""

    def __init__(self, sentence: str) -> None:
        pattern = re.escape(sentence).replace(r"\ ", " ")
        for place, expression in _PLACES.items():
            pattern = pattern.replace(place, expression)
        super().__init__(pattern + _WHERE)

    def parse_arguments(self, name: str) -> dict[str, Any]:
        arguments: dict[str, Any] = super().parse_arguments(name) or {}
        if "count" in arguments:
            arguments["count"] = int(arguments["count"])
        return arguments
