from collections.abc import Callable, Iterator
from secrets import token_hex
from typing import Any

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page, Request

from e2e.browser.device import ANSWER_WITHIN_MILLISECONDS
from e2e.contract import CannotDo
from e2e.flows.replay import CapturedRequest
from e2e.screens.find import HELD_BACK, Find, Mouse


class Portal:
    """Has a button that removes a pupil from a group and a link that logs out; each page has its own token."""

    def __init__(self) -> None:
        self.received: list[tuple[str, dict[str, str]]] = []
        self.app = Flask("portal")
        self.app.add_url_rule("/", "page", self._page)
        self.app.add_url_rule("/leave-out", "leave_out", self._receive, methods=["POST"])
        self.app.add_url_rule("/logout", "log_out", self._receive)

    def _page(self) -> str:
        return (
            f"<form method=post action=/leave-out><input type=hidden name=token value={token_hex()}>"
            "<input name=submit value=Noor><button>Leave out</button></form><a href=/logout>Log out</a>"
        )

    def _receive(self) -> str:
        self.received.append((request.method, request.form.to_dict()))
        return "done"


@pytest.fixture
def portal() -> Portal:
    return Portal()


@pytest.fixture
def address(portal: Portal, serve: Callable[[Flask], str]) -> str:
    return serve(portal.app)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that, like Firefox, does not tell what a request contains."""
    monkeypatch.setattr(Request, "post_data", None)


@pytest.fixture
def stranger(chromium: Browser, address: str) -> Iterator[Page]:
    """A device with the portal's page on its screen."""
    page = chromium.new_page()
    page.goto(address)
    yield page
    page.close()


def _hold_back(tab: Page, address: str, role: Any) -> CapturedRequest:
    tab.set_default_timeout(ANSWER_WITHIN_MILLISECONDS)
    tab.goto(address)
    return CapturedRequest.capture(tab, tab.get_by_role(role).click)


def test_of_what_is_held_back_no_answer_is_waited_for(tab: Page, portal: Portal, address: str) -> None:
    selectors = {"code.verify": "button", "own.on": "text=Verder"}
    find = Find(tab, "nl", selectors, {"code.send": ("code.verify", "own.on?")}, Mouse())
    tab.set_default_timeout(ANSWER_WITHIN_MILLISECONDS)
    tab.goto(address)

    CapturedRequest.capture(tab, lambda: find.do("code.send"))

    assert portal.received == []
    assert not tab.locator(f"[{HELD_BACK}]").count()


@pytest.mark.parametrize("role", ["button", "link"])
def test_what_is_held_back_does_not_reach_the_portal(tab: Page, portal: Portal, address: str, role: str) -> None:
    _hold_back(tab, address, role)

    assert portal.received == []


def test_another_site_sends_the_form_with_what_a_stranger_knows(
    tab: Page, stranger: Page, portal: Portal, address: str
) -> None:
    _hold_back(tab, address, "button").replay_from_elsewhere(tab, stranger)

    token = stranger.locator("[name=token]").get_attribute("value")
    assert portal.received == [("POST", {"token": token, "submit": "Noor"})]


def test_another_site_leads_to_an_address_that_does_something(
    tab: Page, stranger: Page, portal: Portal, address: str
) -> None:
    _hold_back(tab, address, "link").replay_from_elsewhere(tab, stranger)

    assert portal.received == [("GET", {})]


def test_what_no_form_can_send_is_not_tested(tab: Page, stranger: Page, address: str) -> None:
    sending = CapturedRequest("POST", f"{address}/leave-out", "application/json", "{}")
    with pytest.raises(pytest.skip.Exception, match="not tested: the portal sends application/json"):
        sending.replay_from_elsewhere(tab, stranger)


@pytest.mark.usefixtures("silent")
def test_what_is_in_a_form_is_known_where_the_browser_does_not_tell(tab: Page, address: str) -> None:
    body = _hold_back(tab, address, "button").body

    assert body == f"token={tab.locator('[name=token]').get_attribute('value')}&submit=Noor"


@pytest.mark.usefixtures("silent")
def test_what_a_script_sends_is_not_guessed_at(tab: Page, address: str) -> None:
    tab.goto(address)

    with pytest.raises(CannotDo, match="what the portal sends as text/plain"):
        CapturedRequest.capture(tab, lambda: tab.evaluate("void fetch('/leave-out', {method: 'POST', body: 'Noor'})"))
