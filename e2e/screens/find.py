"""Finds a named element on a page: by role and name in the portal's language, or by the target's own selector."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page


@dataclass(frozen=True)
class Element:
    """How an element is found where the target says nothing about it. `names` are patterns by language."""

    explained: str
    roles: tuple[str, ...]
    names: Mapping[str, str]
    by_label: bool
    by_text: bool
    inside: str | None


@cache
def elements() -> Mapping[str, Element]:
    """Every element by its name, such as `code.field`."""
    tables = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
    return {f"{screen}.{name}": _element(row) for screen, rows in tables.items() for name, row in rows.items()}


@dataclass(frozen=True)
class Find:
    """Called with an element's name, and what its pattern leaves open, gives its locator on the page."""

    page: Page
    language: str
    selectors: Mapping[str, str]

    def __call__(self, name: str, **words: str) -> Locator:
        element = elements()[name]
        scope: Page | Locator = self(element.inside, **words) if element.inside else self.page
        if selector := self.selectors.get(name):
            return scope.locator(selector.format(**words))
        wanted = self._pattern(element, words)
        if element.by_label:
            return scope.get_by_label(wanted or "")
        if not element.roles:
            return scope.get_by_text(wanted or "")
        if element.by_text:
            return _any_of([scope.get_by_role(role).filter(has_text=wanted) for role in _roles(element)])
        return _any_of([scope.get_by_role(role, name=wanted) for role in _roles(element)])

    def _pattern(self, element: Element, words: Mapping[str, str]) -> re.Pattern[str] | None:
        template = element.names.get(self.language)
        if template is None:
            return None
        for name, word in words.items():
            template = template.replace(f"{{{name}}}", re.escape(word))
        return re.compile(template, re.IGNORECASE)


def _element(row: Mapping[str, Any]) -> Element:
    names = {language: row[language] for language in ("nl", "en") if language in row}
    return Element(
        row["is"], tuple(row.get("role", ())), names, row.get("label", False), row.get("text", False), row.get("in")
    )


def _roles(element: Element) -> Any:
    return element.roles


def _any_of(locators: list[Locator]) -> Locator:
    return reduce(Locator.or_, locators)
