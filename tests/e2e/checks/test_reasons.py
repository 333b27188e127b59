"""Reasons read from real messages: Playwright's own, about a page in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from e2e.checks.reasons import reason_of
from e2e.contract import ControlError
from e2e.model.reason import Reason

PAGE = """
<title>Thuis inloggen</title><h1>Wie ben je?</h1><ul><li>Noor<li>Daan</ul>
<button disabled>verifiëren</button><p hidden>weg</p><input aria-label="Code" value="AB">
"""

Demand = Callable[[Page], object]


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expect, "_timeout", 200)


def reason_for(page: Page, demand: Demand) -> Reason:
    page.set_content(PAGE)
    with pytest.raises((AssertionError, Error)) as raised:
        demand(page)
    return reason_of(raised.value)


@pytest.mark.parametrize(
    ("demand", "line"),
    [
        (
            lambda page: expect(page.get_by_role("heading")).to_have_text("Geblokkeerd"),
            "expected the heading to have text 'Geblokkeerd', seen 'Wie ben je?'",
        ),
        (
            lambda page: expect(page.get_by_role("heading")).not_to_contain_text("Wie"),
            "expected the heading not to contain text 'Wie', seen 'Wie ben je?'",
        ),
        (
            lambda page: expect(page.get_by_role("heading")).to_contain_text(re.compile(r"tot \d+:\d+")),
            r"expected the heading to contain text /tot \d+:\d+/, seen 'Wie ben je?'",
        ),
        (
            lambda page: expect(page.get_by_role("button", name="verifiëren")).to_be_enabled(),
            "expected the button 'verifiëren' to be enabled, seen 'disabled'",
        ),
        (
            lambda page: expect(page.get_by_role("link", name="Uitloggen")).to_be_visible(),
            "expected the link 'Uitloggen' to be visible, seen no such element",
        ),
        (
            lambda page: expect(page.locator("p")).to_be_visible(),
            "expected locator(\"p\") to be visible, seen 'hidden'",
        ),
        (
            lambda page: expect(page.get_by_role("listitem")).to_have_count(1),
            "expected the listitem to have count '1', seen 2 of them",
        ),
        (
            lambda page: expect(page).to_have_title("Lesmateriaal"),
            "expected the page's title to be 'Lesmateriaal', seen 'Thuis inloggen'",
        ),
        (
            lambda page: expect(page).to_have_url(re.compile("/materials")),
            "expected the page's address to be //materials/, seen 'about:blank'",
        ),
        (
            lambda page: expect(page.get_by_role("listitem")).to_have_text("Noor"),
            'expected the listitem to have text "Noor"'.replace('"', "'")
            + ', seen strict mode violation: get_by_role("listitem") resolved to 2 elements',
        ),
        (
            lambda page: expect(page.get_by_role("heading"), "expected to read until when").to_contain_text("tot"),
            "expected to read until when: 'tot', seen 'Wie ben je?'",
        ),
        (
            lambda page: expect(page.get_by_role("listitem"), "expected not to see a pupil").to_have_count(0),
            "expected not to see a pupil, seen 2 of them",
        ),
        (
            lambda page: expect(page.get_by_role("alert"), "expected to see the mistake").to_be_visible(),
            "expected to see the mistake, seen no such element",
        ),
        (
            lambda page: page.get_by_role("button", name="Log in").click(timeout=200),
            'Locator.click: Timeout 200ms exceeded, waiting for get_by_role("button", name="Log in")',
        ),
        (
            lambda page: page.goto("http://127.0.0.1:1/"),
            "Page.goto: net::ERR_UNSAFE_PORT at http://127.0.0.1:1/",
        ),
    ],
)
def test_the_reason_says_what_was_expected_and_what_was_seen(tab: Page, demand: Demand, line: str) -> None:
    assert reason_for(tab, demand).line == line


def test_expected_and_seen_can_be_had_apart(tab: Page) -> None:
    found = reason_for(tab, lambda page: expect(page.get_by_role("heading")).to_have_text("Geblokkeerd"))
    assert (found.expected, found.seen) == ("the heading to have text 'Geblokkeerd'", "'Wie ben je?'")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (AssertionError("assert 3 == 2\n  +  where 3 = len(…)"), "assert 3 == 2 + where 3 = len(…)"),
        (AssertionError(), "an assertion that does not say what it expected"),
        (ControlError("POST /schools answered 500"), "POST /schools answered 500"),
        (ControlError(), "ControlError: "),
        (KeyError("pupil"), "KeyError: 'pupil'"),
        (pytest.skip.Exception("later"), "skipped: later"),
        (ExceptionGroup("soft", [AssertionError("one"), AssertionError("two")]), "one; two"),
    ],
)
def test_an_error_that_is_not_playwrights_is_given_as_it_is(error: Exception, line: str) -> None:
    assert reason_of(error).line == line.strip()


def test_a_long_reason_is_cut() -> None:
    assert reason_of(AssertionError("word " * 1000)).line == ("word " * 80)[:399] + "…"
