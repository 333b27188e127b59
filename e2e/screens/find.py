"""Finds a named element on a page: by role and name in the portal's language, or by the target's own selector.

What is clicked for an action stands in `actions.toml`; a target may have more to click, or something else.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Error, Locator, Page

_WORD = re.compile(r"\{([a-z_]+)\}")


OWN = "own"
"""Elements of a target's own are called `own.…`; they are there for its actions."""
OPTIONAL = "?"
"""After an element's name in an action: clicked where it comes, such as a page in between after the right code."""
HELD_BACK = "data-held-back"
"""An attribute of a page whose request the suite holds back, so that no answer comes."""
_CAME_IN_BETWEEN = re.compile("ERR_ABORTED|NS_BINDING_ABORTED|interrupted by another navigation")


@dataclass(frozen=True)
class Element:
    """How an element is found where the target says nothing about it. `names` are patterns by language."""

    explained: str
    roles: tuple[Any, ...]
    names: Mapping[str, str]
    by_label: bool
    by_text: bool
    inside: str | None


@dataclass(frozen=True)
class Action:
    """What is clicked where the target does not say otherwise, and how a portal may answer without a further click."""

    clicked: tuple[str, ...]
    other_answers: tuple[str, ...]


@cache
def elements() -> Mapping[str, Element]:
    """Every element by its name, such as `code.field`."""
    tables = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
    return {f"{screen}.{name}": _element(row) for screen, rows in tables.items() for name, row in rows.items()}


def filled_in(name: str) -> set[str]:
    """The words that a step fills in where it asks for the element."""
    element = elements()[name]
    own = {word for pattern in element.names.values() for word in _WORD.findall(pattern)}
    return own | (filled_in(element.inside) if element.inside else set())


@cache
def actions() -> Mapping[str, Action]:
    """Every action by its name, such as `names.choose`."""
    tables = tomllib.loads(Path(__file__).with_name("actions.toml").read_text(encoding="utf-8"))
    return {
        f"{screen}.{name}": Action(tuple(row["click"]), tuple(row.get("or", ())))
        for screen, rows in tables.items()
        for name, row in rows.items()
    }


class Hand(Protocol):
    """How somebody works on a page. `named` is what a failure calls the element."""

    def press(self, what: Locator, named: str) -> None: ...

    def type_in(self, field: Locator, named: str, text: str) -> None: ...


class Mouse:
    """With a mouse or a finger: whatever is on the screen is there to be clicked."""

    def press(self, what: Locator, named: str) -> None:
        what.click()

    def type_in(self, field: Locator, named: str, text: str) -> None:
        field.fill(text)


def go_to(page: Page, address: str) -> None:
    """As typed in the address bar; where the page there was about to go on by itself it does so first."""
    try:
        page.goto(address)
    except Error as error:
        if not _CAME_IN_BETWEEN.search(error.message):
            raise
        page.wait_for_load_state()
        page.goto(address)


@dataclass(frozen=True)
class Find:
    """Called with an element's name, and what its pattern leaves open, gives its locator on the page.

    Only what a person sees is found: a page may hold more, such as a dialog that is not open.
    """

    page: Page
    language: str
    selectors: Mapping[str, str]
    actions: Mapping[str, tuple[str, ...]]
    hand: Hand

    def __call__(self, name: str, **words: str) -> Locator:
        return self._any(name, words).filter(visible=True)

    def _any(self, name: str, words: Mapping[str, str]) -> Locator:
        if selector := self.selectors.get(name):
            return self._scope(name, words).locator(selector.format(**words))
        element = elements()[name]
        scope = self._scope(name, words)
        wanted = self._pattern(element, words)
        if element.by_label:
            return scope.get_by_label(wanted or "")
        if not element.roles:
            return scope.get_by_text(wanted or "")
        if element.by_text:
            return _any_of([scope.get_by_role(role).filter(has_text=wanted) for role in element.roles])
        return _any_of([scope.get_by_role(role, name=wanted) for role in element.roles])

    def takes(self, action: str) -> tuple[str, ...]:
        """What is pressed for it, here."""
        return self.actions.get(action, actions()[action].clicked)

    def do(self, action: str, *, on: str = "", **words: str) -> None:
        """Press what the action takes, one after the other; `on` these words, where an element has them inside."""
        for name in self.takes(action):
            element = self(name.removesuffix(OPTIONAL), **words).first
            if not name.endswith(OPTIONAL) or self._comes(element, actions()[action], words):
                words_inside = element.get_by_text(on, exact=True).first
                pressed = words_inside if on and words_inside.is_visible() else element
                self.hand.press(pressed, _in_words(name.removesuffix(OPTIONAL)))

    def type_in(self, name: str, text: str) -> None:
        self.hand.type_in(self(name), _in_words(name), text)

    def _comes(self, element: Locator, action: Action, words: Mapping[str, str]) -> bool:
        """Whether the element is what the portal answers with, and not one of the other answers to the action."""
        others = [self(other, **words) for other in action.other_answers]
        reduce(Locator.or_, [element, *others, self.page.locator(f"[{HELD_BACK}]")]).first.wait_for()
        return element.is_visible()

    def _scope(self, name: str, words: Mapping[str, str]) -> Page | Locator:
        inside = elements()[name].inside if name in elements() else None
        return self(inside, **words) if inside else self.page

    def called(self, name: str) -> re.Pattern[str] | None:
        """What an element is called where it is not on the page, such as on paper; None where the target finds it."""
        return None if name in self.selectors else self._pattern(elements()[name], {})

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


def _in_words(name: str) -> str:
    return f"{name} ({elements()[name].explained})" if name in elements() else name


def _any_of(locators: list[Locator]) -> Locator:
    return reduce(Locator.or_, locators)
