"""How the suite recognises elements on a portal whose target file names none: the words that portals use, and traps."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Error, Page
from pydantic import ValidationError

from e2e.browser.device import ANSWER_WITHIN_MILLISECONDS
from e2e.screens import elements as elements_module
from e2e.screens.elements import Element, actions, elements
from e2e.screens.find import go_to


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
    """The address of a page that soon moves on to the next, on a portal that is slow to answer another page."""

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


@pytest.mark.parametrize(
    "row",
    [
        {"is": "a button", "role": ["buton"]},
        {"is": "a button", "rol": ["button"]},
        {"is": "a button", "nl": "knop"},
        {"is": "a button", "nl": "(knop", "en": "button"},
        {"role": ["button"]},
    ],
)
def test_an_element_that_cannot_be_right_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Element.model_validate(row)


def test_an_element_and_an_action_stay_as_they_are_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        elements()["code.field"].explained = "something else"
    with pytest.raises(ValidationError, match="frozen"):
        actions()["code.send"].clicked = ()


@pytest.mark.parametrize(
    ("file", "text", "read"),
    [
        ("elements.toml", '[code]\nfield = { is = "a field", in = "code.frm" }', elements),
        ("actions.toml", '[code]\nsend = { click = ["code.veryfy"] }', actions),
        ("actions.toml", '[code]\nsend = { click = [], or = ["code.wrng"] }', actions),
    ],
)
def test_an_element_that_does_not_exist_is_named(
    file: str, text: str, read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elements()
    (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(elements_module, "__file__", str(tmp_path / "elements.py"))

    with pytest.raises(ValueError, match=f"{file}: no element code"):
        read.__wrapped__()
