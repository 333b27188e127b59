"""What the suite takes for what on a portal that says nothing of its elements: words that are met, and their traps."""

import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Error, Page

from e2e.browser.device import ANSWER_WITHIN_MILLISECONDS
from e2e.screens.find import elements, go_to


@pytest.mark.parametrize(
    ("language", "said", "is_the_block"),
    [
        ("nl", "Je thuis account is geblokkeerd tot 15:42 uur.", True),
        ("nl", "Dit account is een uur geblokkeerd.\nVraag het je leerkracht.", True),
        ("nl", "Geblokkeerd!", True),
        ("nl", "Geblokkeerd tot 15:42. Na tien fouten wordt een account een uur geblokkeerd.", True),
        ("nl", "Dit wachtwoord klopt niet.\nNog 2 keer fout en je account wordt geblokkeerd.", False),
        ("nl", "Let op: na nog 3 keer fout word je een uur geblokkeerd.", False),
        ("en", "Your home account is blocked until 3:42 pm.", True),
        ("en", "This account is locked. Ask your teacher.", True),
        ("en", "That is not right. After 2 more mistakes your account will be blocked.", False),
        ("en", "One more mistake and your account gets locked.", False),
    ],
)
def test_a_block_is_told_from_a_warning_of_it(language: str, said: str, is_the_block: bool) -> None:
    pattern = elements()["block.notice"].names[language]

    assert bool(re.search(pattern, said, re.IGNORECASE)) == is_the_block


@pytest.fixture
def goes_on_by_itself(serve: Callable[[Flask], str]) -> str:
    """The address of a page that soon leads to the next, of a portal that takes its time for another."""

    def another() -> str:
        time.sleep(1)
        return "<h1>Another</h1>"

    app = Flask("portal")
    app.add_url_rule("/", "page", lambda: "<script>setTimeout(() => location.replace('/next'), 200)</script>")
    app.add_url_rule("/next", "next", lambda: "<h1>Next</h1>")
    app.add_url_rule("/another", "another", another)
    app.add_url_rule("/nothing", "nothing", lambda: ("", 204))
    return serve(app)


def test_a_page_that_goes_on_by_itself_does_not_get_in_the_way(tab: Page, goes_on_by_itself: str) -> None:
    tab.set_default_timeout(ANSWER_WITHIN_MILLISECONDS)
    tab.goto(goes_on_by_itself)

    go_to(tab, f"{goes_on_by_itself}/another")

    assert tab.get_by_role("heading").inner_text() == "Another"


def test_an_address_without_a_page_is_an_error_all_the_same(tab: Page, goes_on_by_itself: str) -> None:
    with pytest.raises(Error, match="ERR_ABORTED"):
        go_to(tab, f"{goes_on_by_itself}/nothing")
