from collections.abc import Callable

import pytest
from flask import Flask, redirect
from playwright.sync_api import Page
from werkzeug.wrappers import Response

from e2e.browser.device import ANSWER_WITHIN_MILLISECONDS
from e2e.browser.traffic import Traffic, gives_away
from e2e.contract import Addresses

ELSEWHERE = "http://stats.example/p.gif"
FORM = f"<form method=post action=/code><button>verify</button></form><img src='{ELSEWHERE}'>"


@pytest.fixture(scope="module")
def portal(serve: Callable[[Flask], str]) -> str:
    """The address of a portal that asks for a code, and redirects whoever sends one to the names."""
    app = Flask("portal")
    app.add_url_rule("/", "front", lambda: FORM)
    app.add_url_rule("/names", "names", lambda: "Noor")

    @app.post("/code")
    def code() -> Response:
        answer = redirect("/names", 303)
        answer.set_cookie("device", "abc")
        return answer

    return serve(app)


@pytest.fixture
def traffic(tab: Page, portal: str) -> Traffic:
    """The traffic of a device with the front page on its screen."""
    tab.set_default_timeout(ANSWER_WITHIN_MILLISECONDS)
    tab.route(ELSEWHERE, lambda route: route.abort())
    traffic = Traffic(Addresses(front=f"{portal}/", home=f"{portal}/home", teacher=f"{portal}/teacher"))
    traffic.watch(tab.context)
    tab.goto(portal)
    return traffic


def test_pages_are_the_portals_own(tab: Page, traffic: Traffic, portal: str) -> None:
    tab.goto(portal.replace("127.0.0.1", "localhost"))

    assert [page.url for page in traffic.pages()] == [f"{portal}/"]


def test_being_sent_on_is_no_page(tab: Page, traffic: Traffic, portal: str) -> None:
    tab.get_by_role("button").click()

    assert [page.url for page in traffic.pages()] == [f"{portal}/", f"{portal}/names"]


def test_after_sending_comes_what_the_browser_is_sent_on_to(tab: Page, traffic: Traffic, portal: str) -> None:
    tab.get_by_role("button").click()

    assert [answer.url for answer in traffic.after_sending()] == [f"{portal}/names"]


def test_nothing_is_after_sending_where_nothing_was_sent(traffic: Traffic) -> None:
    assert traffic.after_sending() == []


def test_a_cookie_that_comes_with_being_sent_on_is_seen(tab: Page, traffic: Traffic) -> None:
    tab.get_by_role("button").click()

    assert traffic.set_cookie_lines() == {"device": "device=abc; Path=/"}


def test_what_is_asked_elsewhere_is_seen_though_nobody_answers(traffic: Traffic) -> None:
    assert traffic.addresses_elsewhere() == [ELSEWHERE]


def test_where_a_browser_came_from_is_among_the_addresses(tab: Page, traffic: Traffic, portal: str) -> None:
    tab.evaluate("history.replaceState({}, '', '/?code=ABC')")
    tab.get_by_role("button").click()

    assert f"{portal}/?code=ABC" in traffic.addresses()


@pytest.mark.parametrize(
    "query",
    ["ABCDE-FGHJ-KMNP", "abcdefghjkmnp", "ABCDE%20FGHJ+KMNP", "ABCDE/FGHJ/KMNP", "%2Fx%3Fcode%3DABCDEFGHJKMNP%26y"],
)
def test_a_code_in_an_address_is_found_however_it_is_written(query: str) -> None:
    assert gives_away(f"http://portal.example/home?code={query}", "ABCDE-FGHJ-KMNP")


def test_a_short_secret_is_found_only_as_a_word_of_its_own() -> None:
    found = [gives_away(f"http://portal.example/{path}", "1234") for path in ("?pin=1234", "pupils/a1234b")]
    assert found == [True, False]
