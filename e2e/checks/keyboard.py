"""Somebody with only a keyboard, who goes from one element to the next with Tab and has to see where the focus is."""

from dataclasses import dataclass
from itertools import cycle
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

from e2e.checks.expectations import sees
from e2e.model.reason import NotSeen

_MOST_KEYS = 300

# `view` is the part of the screen with the element and the pixels around it, where its focus may be visible. The focus
# of a radio button or a checkbox may also be visible at its label.
_FOCUSED = """() => {
    const focused = document.activeElement;
    if (!document.hasFocus() || [null, document.body, document.documentElement].includes(focused)) return null;
    const labels = focused.matches('[type=radio], [type=checkbox]') ? [...focused.labels] : [];
    const boxes = [focused, ...labels].map(element => element.getBoundingClientRect());
    const end = (side, most) => most(...boxes.map(box => box[side]));
    const [x, y] = [Math.max(0, end('left', Math.min) - 10), Math.max(0, end('top', Math.min) - 10)];
    const [width, height] = [
        Math.min(innerWidth, end('right', Math.max) + 10) - x, Math.min(innerHeight, end('bottom', Math.max) + 10) - y];
    const name = focused.innerText || focused.ariaLabel || focused.labels?.[0]?.innerText
        || focused.querySelector('img')?.alt || focused.outerHTML;
    return {
        place: [...document.querySelectorAll('*')].indexOf(focused),
        name: name.trim().slice(0, 40),
        view: width > 0 && height > 0 ? {x, y, width, height} : null,
        has_caret: focused.matches('textarea, [contenteditable]') || typeof focused.selectionStart === 'number',
        has_arrows: focused.matches(
            '[type=radio], [role=radiogroup] *, [role=listbox] *, [role=grid] *, [role=menu] *, [role=toolbar] *'),
    };
}"""
_HAS_FOCUS = """found => found.some(element =>
    element.matches(':focus, :focus-within') || (element.control && element.control === document.activeElement))"""
_ONLY_KEY = """() =>
    document.activeElement.matches('a, [role=link]') ? 'Enter'
        : document.activeElement.matches('[type=radio], [type=checkbox]') ? 'Space' : null"""


@dataclass(frozen=True)
class _Stop:
    """Where the focus is. In a field a caret shows it; in some groups an arrow key moves it on, not Tab."""

    place: int
    name: str
    view: FloatRect | None
    has_caret: bool
    has_arrows: bool


class Keyboard:
    """A `Hand` that uses only keys. A button has to work with Enter and with Space, so it uses these by turns."""

    def __init__(self) -> None:
        self._keys = cycle(("Enter", "Space"))
        self._typed = False
        self._pressed = ""

    def type_in(self, field: Locator, named: str, text: str) -> None:
        self._go_to(field, named)
        field.page.keyboard.type(text)
        self._typed = True

    def press(self, what: Locator, named: str) -> None:
        """Press it. Once something is typed, it has to come after the focus, as a button comes after its field."""
        self._go_to(what, named, onward=self._typed)
        key = what.page.evaluate(_ONLY_KEY) or next(self._keys)
        what.page.keyboard.press(key)
        self._typed = False
        self._pressed = f", after {key} on {named}"

    def _go_to(self, what: Locator, named: str, *, onward: bool = False) -> None:
        """Go round the page at most once, or with `onward` only to its end. The focus has to be visible all the way."""
        sees(what, named + self._pressed)
        passed: dict[int, str] = {}
        key = "Tab"
        for _ in range(_MOST_KEYS):
            if _has_focus(what):
                return _comes_back_to(what, named)
            what.page.keyboard.press(key)
            stop = _stop(what.page)
            been_there = stop is not None and stop.place in passed
            if key == "Tab" and (been_there or (onward and stop is None)):
                break
            if stop and not been_there:
                passed[stop.place] = stop.name
                _sees_the_focus(what.page, stop)
            key = "ArrowRight" if stop and stop.has_arrows and not been_there else "Tab"
        seen = ", ".join(f'"{name}"' for name in passed.values()) or "nothing"
        on = "on " if onward else ""
        raise NotSeen(
            f"to get {on}to {named} with Tab, as to any button, link or field", f"Tab goes to {seen}, not there"
        )


def _comes_back_to(what: Locator, named: str) -> None:
    stop = _stop(what.page)
    if stop is None or stop.has_arrows:
        return
    _sees_the_focus(what.page, stop)
    what.page.keyboard.press("Shift+Tab")
    what.page.keyboard.press("Tab")
    if not _has_focus(what):
        elsewhere = _stop(what.page)
        seen = f'"{elsewhere.name}"' if elsewhere else "nothing"
        raise NotSeen(f"Shift+Tab and then Tab to come back to {named}", f"the focus at {seen}")


def _sees_the_focus(page: Page, stop: _Stop) -> None:
    """Raises NotSeen if the screen looks the same with and without the focus there (WCAG 2.4.7)."""
    if stop.has_caret:
        return
    focused = page.evaluate_handle("document.activeElement")
    with_focus = page.screenshot(clip=stop.view) if stop.view else b""
    focused.evaluate("element => element.blur()")
    without = page.screenshot(clip=stop.view) if stop.view else b""
    focused.evaluate("element => element.focus({preventScroll: true})")
    if with_focus == without:
        raise NotSeen(f'to see that the focus is at "{stop.name}"', "the same with the focus there and without")


def _stop(page: Page) -> _Stop | None:
    """Where the focus is; None if it is on nothing, or in the browser's own interface."""
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return _Stop(**found) if found else None


def _has_focus(what: Locator) -> bool:
    found: bool = what.evaluate_all(_HAS_FOCUS)
    return found
