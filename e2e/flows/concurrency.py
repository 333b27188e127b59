"""Forms sent at the same moment from many tabs, as impatient fingers or a script would send them."""

from collections.abc import Callable, Sequence
from enum import Enum

from playwright.sync_api import Locator

from e2e.checks.expectations import sees
from e2e.screens import Screens

_CLICK_AT = "(button, moment) => setTimeout(() => button.click(), moment - Date.now())"
# Long enough to set up every tab before the first one clicks.
_AHEAD_MILLISECONDS = 500


class Answer(Enum):
    WRONG = "wrong"
    BLOCKED = "blocked"


def click_simultaneously(tabs: Sequence[tuple[Screens, Locator]], wrong: Callable[[Screens], Locator]) -> list[Answer]:
    """Click the button in each tab at the same moment of the browser's clock; returns the answer to each."""
    moment = tabs[0][0].page.evaluate("Date.now()") + _AHEAD_MILLISECONDS
    for _, button in tabs:
        button.evaluate(_CLICK_AT, moment)
    return [_answer(screens, wrong(screens)) for screens, _ in tabs]


def _answer(screens: Screens, wrong: Locator) -> Answer:
    blocked = screens.password.blocked
    sees(wrong.or_(blocked), "that the guess is refused")
    return Answer.BLOCKED if blocked.first.is_visible() else Answer.WRONG
