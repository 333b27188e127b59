"""Finds a named element on a page: by role and name in the portal's language, or by the target's own selector."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

from playwright.sync_api import Error, Locator, Page

from e2e.screens.elements import OPTIONAL, Action, Element, actions, elements

HELD_BACK = "data-held-back"
"""The attribute that marks a page whose request the suite holds back, so that no answer will come."""
_CAME_IN_BETWEEN = re.compile("ERR_ABORTED|NS_BINDING_ABORTED|interrupted by another navigation")


class Hand(Protocol):
    """How somebody uses a page. `named` is the element's name in a failure message."""

    def press(self, what: Locator, named: str) -> None: ...

    def type_in(self, field: Locator, named: str, text: str) -> None: ...


class Mouse:
    """A `Hand` with a mouse or a finger: whatever is on the screen can be clicked."""

    def press(self, what: Locator, named: str) -> None:
        what.click()

    def type_in(self, field: Locator, named: str, text: str) -> None:
        field.fill(text)


def go_to(page: Page, address: str) -> None:
    """Go there as if the address were typed in. If the page is about to navigate by itself, let it do so first."""
    try:
        page.goto(address)
    except Error as error:
        if not _CAME_IN_BETWEEN.search(error.message):
            raise
        page.wait_for_load_state()
        page.goto(address)


@dataclass(frozen=True)
class Find:
    """Finds elements on a page: call it with an element's name, and the words that its pattern leaves open.

    The locator finds only what a person sees: a page may hold more, such as a dialog that is not open.
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
        """The elements to press for the action on this portal, in order."""
        return self.actions.get(action, actions()[action].clicked)

    def do(self, action: str, *, on: str = "", **words: str) -> None:
        """Press the elements of the action in order. If an element contains the words `on`, press these."""
        for name in self.takes(action):
            element = self(name.removesuffix(OPTIONAL), **words).first
            if not name.endswith(OPTIONAL) or self._comes(element, actions()[action], words):
                words_inside = element.get_by_text(on, exact=True).first
                pressed = words_inside if on and words_inside.is_visible() else element
                self.hand.press(pressed, _in_words(name.removesuffix(OPTIONAL)))

    def type_in(self, name: str, text: str) -> None:
        self.hand.type_in(self(name), _in_words(name), text)

    def _comes(self, element: Locator, action: Action, words: Mapping[str, str]) -> bool:
        """Wait for the portal; returns whether it answers with the element, not with another answer to the action."""
        others = [self(other, **words) for other in action.other_answers]
        reduce(Locator.or_, [element, *others, self.page.locator(f"[{HELD_BACK}]")]).first.wait_for()
        return element.is_visible()

    def _scope(self, name: str, words: Mapping[str, str]) -> Page | Locator:
        inside = elements()[name].inside if name in elements() else None
        return self(inside, **words) if inside else self.page

    def called(self, name: str) -> re.Pattern[str] | None:
        """What an element is called outside a page, such as on paper; None if the target has a selector for it."""
        return None if name in self.selectors else self._pattern(elements()[name], {})

    def _pattern(self, element: Element, words: Mapping[str, str]) -> re.Pattern[str] | None:
        template = element.names.get(self.language)
        if template is None:
            return None
        for name, word in words.items():
            template = template.replace(f"{{{name}}}", re.escape(word))
        return re.compile(template, re.IGNORECASE)


def _in_words(name: str) -> str:
    return f"{name} ({elements()[name].explained})" if name in elements() else name


def _any_of(locators: list[Locator]) -> Locator:
    return reduce(Locator.or_, locators)
