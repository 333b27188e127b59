"""What the suite looks for on a portal's pages, and what it clicks: `elements.toml` and `actions.toml`, as values."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

OWN = "own"
"""A target's own elements are called `own.…`; its actions can use them."""
OPTIONAL = "?"
"""After an element's name in an action: click it only if it appears, such as on a page between two others."""

Role = Literal[
    "alert",
    "alertdialog",
    "banner",
    "button",
    "dialog",
    "figure",
    "group",
    "heading",
    "img",
    "link",
    "list",
    "navigation",
    "region",
    "row",
    "status",
    "textbox",
]
"""The WAI-ARIA roles that the elements have."""

_WORD = re.compile(r"\{([a-z_]+)\}")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Element(_Row):
    """How an element is found if the target does not say: by its role and name, unless `by_label` or `by_text` is set.

    `nl` and `en` are patterns in which a step fills in the words between braces. Either both are given, or neither is.
    """

    explained: str = Field(alias="is")
    roles: tuple[Role, ...] = Field(default=(), alias="role")
    nl: str | None = None
    en: str | None = None
    by_label: bool = Field(default=False, alias="label")
    by_text: bool = Field(default=False, alias="text")
    inside: str | None = Field(default=None, alias="in")

    @field_validator("nl", "en")
    @classmethod
    def _a_pattern(cls, written: str) -> str:
        try:
            re.compile(_WORD.sub("x", written))
        except re.error as error:
            raise ValueError(f"not a pattern: {error}") from None
        return written

    @model_validator(mode="after")
    def _in_both_languages(self) -> "Element":
        if (self.nl is None) != (self.en is None):
            raise ValueError("a pattern in one language needs one in the other")
        return self

    @property
    def names(self) -> Mapping[str, str]:
        """The patterns by language."""
        return {language: name for language, name in (("nl", self.nl), ("en", self.en)) if name is not None}


class Action(_Row):
    """What to click if the target does not say, and with what else a portal may answer than with the next of these."""

    clicked: tuple[str, ...] = Field(alias="click")
    other_answers: tuple[str, ...] = Field(default=(), alias="or")


_ELEMENTS = TypeAdapter(dict[str, Element])
_ACTIONS = TypeAdapter(dict[str, Action])


@cache
def elements() -> Mapping[str, Element]:
    """Every element by its name, such as `code.field`. Raises ValueError if the file is wrong."""
    read = _ELEMENTS.validate_python(_rows("elements.toml"))
    _refuse_unknown({one.inside for one in read.values() if one.inside}, read, "elements.toml")
    return read


@cache
def actions() -> Mapping[str, Action]:
    """Every action by its name, such as `names.choose`. Raises ValueError if the file is wrong."""
    read = _ACTIONS.validate_python(_rows("actions.toml"))
    named = {element for action in read.values() for element in (*action.clicked, *action.other_answers)}
    _refuse_unknown({element.removesuffix(OPTIONAL) for element in named}, elements(), "actions.toml")
    return read


def filled_in(name: str) -> set[str]:
    """The words that a step fills in when it asks for the element."""
    element = elements()[name]
    own = {word for pattern in element.names.values() for word in _WORD.findall(pattern)}
    return own | (filled_in(element.inside) if element.inside else set())


def _rows(file: str) -> dict[str, Any]:
    """The rows of a file, by the names that the suite uses for them, which begin with the table's name."""
    tables = tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    return {f"{screen}.{name}": row for screen, rows in tables.items() for name, row in rows.items()}


def _refuse_unknown(named: set[str], known: Mapping[str, Element], file: str) -> None:
    if unknown := named - known.keys():
        raise ValueError(f"{file}: no element {', '.join(sorted(unknown))}")
