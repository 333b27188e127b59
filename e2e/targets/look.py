"""How to find screens that are not as the suite expects them, and what to click there."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from e2e.model.file_errors import did_you_mean
from e2e.screens.elements import OPTIONAL, OWN, actions, elements, filled_in


class Table(BaseModel):
    """A table of a user's file: a key that means nothing is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Look(Table):
    """The tables [screens], [own] and [actions] of a target file."""

    screens: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    actions: dict[str, dict[str, list[str]]] = {}

    def selectors(self) -> dict[str, str]:
        """The selectors, by the element's name, such as `code.field`."""
        return flat(self.screens) | {f"{OWN}.{name}": selector for name, selector in self.own.items()}

    def clicked(self) -> dict[str, tuple[str, ...]]:
        """The names of the elements to click, by the action's name, such as `names.choose`."""
        return {name: tuple(clicked) for name, clicked in flat(self.actions).items()}


def problems_of_names(look: Look) -> Iterator[str]:
    """The names that are misspelt: elements, actions, and placeholders in a selector."""
    known = set(elements())
    for name, selector in flat(look.screens).items():
        if name not in known:
            yield f"[screens] knows no element {name}{did_you_mean(name, known)}"
        elif unknown := _placeholders(selector) - filled_in(name):
            yield f"the selector of {name} asks for {{{min(unknown)}}}, which is not given there"
    own = {f"{OWN}.{name}" for name in look.own}
    for name, clicked in flat(look.actions).items():
        if name not in actions():
            yield f"[actions] knows no action {name}{did_you_mean(name, actions())}"
        for element in clicked:
            if (element := element.removesuffix(OPTIONAL)) not in known | own:
                yield f"the action {name} clicks {element}, which is not an element{did_you_mean(element, known | own)}"


def flat(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The rows of all the tables in one mapping, keyed by `table.row`."""
    return {f"{table}.{name}": value for table, rows in tables.items() for name, value in rows.items()}


def _placeholders(selector: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(selector) if name}
