"""What a person sees. Scenarios make their demands on what a page shows through these functions only.

Each waits, as a person would, and raises NotSeen, which says what was expected and what the page shows instead.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Locator, Page, expect

from e2e.model.reason import NotSeen

_GLANCE_MILLISECONDS = 1_000


def sees(what: Locator, named: str) -> None:
    with _instead(what, f"to see {named}"):
        expect(what.first).to_be_visible()


def reads(what: Locator, text: re.Pattern[str], named: str) -> None:
    with _instead(what, f"to read {named}"):
        expect(what.first).to_contain_text(text)


def misses(what: Locator, named: str) -> None:
    """It is not on the page. Call this only once something else was seen, as a page that is still empty has nothing."""
    with _instead(what, f"not to see {named}"):
        expect(what).to_have_count(0)


@contextmanager
def _instead(what: Locator, expected: str) -> Iterator[None]:
    try:
        yield
    except AssertionError as error:
        raise NotSeen(expected, _glance(what.page)) from error


def _glance(page: Page) -> str:
    """What stands out on a page: its heading and its warnings."""
    try:
        # This has a time limit of its own, in case the page hangs.
        page.locator("html").evaluate("html => html.tagName", timeout=_GLANCE_MILLISECONDS)
        lines = page.get_by_role("heading").first.all_inner_texts() + page.get_by_role("alert").all_inner_texts()
        return "; ".join(f'"{" ".join(line.split())}"' for line in lines) or f"nothing at {page.url}"
    except Error as error:
        return f"a page that does not answer ({error.message.partition(chr(10))[0]})"
