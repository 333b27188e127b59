"""The language of the pages: Dutch, or English for visitors who chose it or whose browser asks for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import reference_app
from reference_app.database.store import Store
from reference_app.portal import Portal
from reference_app.rules.pictures import PASSWORD_PICTURES, PUPIL_PICTURES
from reference_app.rules.policy import Policy
from reference_app.web import create_app
from reference_app.web.language import clock_time, in_first_language
from tests.reference_app.conftest import SECRET_KEY, SetClock, there

SOURCE = Path(reference_app.__file__).parent
COOKIE = "__Host-language"
NOT_OFFERED = ["", "de", "EN", "en-GB", "nl,en", "../en", "x" * 1_000]
OTHERS_PLACES = [
    "https://evil.example/home",
    "//evil.example/home",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%2Fevil.example",
    "//home@evil.example",
    "/home/../..//evil.example",
    "/home\r\nLocation: https://evil.example",
    "javascript:alert(1)",
    "/logout",
    "/language",
    "/no-such-page",
    "",
]


@pytest.fixture
def app(sqlite_url: str, clock: SetClock, open_store: Callable[[str], Store]) -> Flask:
    return create_app(Portal(open_store(sqlite_url), clock, Policy(), SECRET_KEY), SECRET_KEY)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


def language(page: TestResponse) -> str:
    return there(re.search(r'<html lang="([^"]*)">', page.text))[1]


def asking(accept_language: str) -> Mapping[str, str]:
    return {"Accept-Language": accept_language}


def choose(visitor: FlaskClient, chosen: str, back: str = "/") -> TestResponse:
    token = there(re.search(r'name="csrf_token" value="([^"]*)"', visitor.get("/").text))[1]
    return visitor.post("/language", data={"csrf_token": token, "language": chosen, "back": back})


# What the browser asks for


def test_a_browser_that_asks_for_nothing_gets_dutch(visitor: FlaskClient) -> None:
    assert language(visitor.get("/")) == "nl"


@pytest.mark.parametrize("asked", ["en", "EN", "en-GB", "en-US,en;q=0.9", "en-GB,nl;q=0.5", "de,en;q=0.5", "nl;q=0,en"])
def test_a_browser_that_likes_english_best_gets_english(visitor: FlaskClient, asked: str) -> None:
    assert language(visitor.get("/", headers=asking(asked))) == "en"


@pytest.mark.parametrize("asked", ["nl", "nl-BE", "nl-NL,en;q=0.9", "nl,en", "en;q=0.5,nl", "fr,nl;q=0.5,en;q=0.4"])
def test_a_browser_that_likes_dutch_best_gets_dutch(visitor: FlaskClient, asked: str) -> None:
    assert language(visitor.get("/", headers=asking(asked))) == "nl"


@pytest.mark.parametrize("asked", ["", "de", "fr-FR,de;q=0.9", "*", "en;q=0", "enm", ";;q=x,,", "x" * 10_000])
def test_a_browser_that_names_neither_language_gets_dutch(visitor: FlaskClient, asked: str) -> None:
    assert language(visitor.get("/", headers=asking(asked))) == "nl"


# What the person chooses


@pytest.mark.parametrize(("asked", "chosen"), [("nl", "en"), ("en", "nl")])
def test_the_choice_wins_over_the_browser(visitor: FlaskClient, asked: str, chosen: str) -> None:
    choose(visitor, chosen)

    assert language(visitor.get("/", headers=asking(asked))) == chosen


def test_the_last_choice_counts(visitor: FlaskClient) -> None:
    choose(visitor, "en")
    choose(visitor, "nl")

    assert language(visitor.get("/")) == "nl"


def test_the_choice_is_kept_a_year_in_a_guarded_cookie(visitor: FlaskClient) -> None:
    cookie = next(line for line in choose(visitor, "en").headers.getlist("Set-Cookie") if line.startswith(COOKIE))

    name, *guards = (part for part in cookie.split("; ") if not part.startswith("Expires="))
    assert (name, set(guards)) == (
        "__Host-language=en",
        {"Max-Age=31536000", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"},
    )


@pytest.mark.parametrize("value", NOT_OFFERED)
def test_a_cookie_with_another_value_is_ignored(visitor: FlaskClient, value: str) -> None:
    visitor.set_cookie(COOKIE, value)

    assert language(visitor.get("/", headers=asking("en"))) == "en"


@pytest.mark.parametrize("chosen", NOT_OFFERED)
def test_another_language_cannot_be_chosen(visitor: FlaskClient, chosen: str) -> None:
    assert (choose(visitor, chosen).status_code, visitor.get_cookie(COOKIE)) == (400, None)


def test_another_site_cannot_choose(visitor: FlaskClient) -> None:
    visitor.get("/")

    assert (visitor.post("/language", data={"language": "en"}).status_code, visitor.get_cookie(COOKIE)) == (400, None)


# The switch at the foot of the page


@pytest.mark.parametrize("page", ["/", "/home/code", "/goodbye", "/teacher/login", "/no-such-page"])
@pytest.mark.parametrize(
    ("spoken", "offered"),
    [("nl", 'value="en" lang="en">English</button>'), ("en", 'value="nl" lang="nl">Nederlands</button>')],
)
def test_each_page_offers_the_other_language_in_that_language(
    visitor: FlaskClient, page: str, spoken: str, offered: str
) -> None:
    switch = visitor.get(page, headers=asking(spoken)).text.partition("<footer>")[2]

    assert re.findall(r'<button class="language" name="language" (.*)', switch) == [offered]


@pytest.mark.parametrize("page", ["/", "/home/code", "/goodbye", "/teacher/login"])
def test_the_switch_leads_back_to_the_page_that_it_is_on(visitor: FlaskClient, page: str) -> None:
    back = there(re.search(r'name="back" value="([^"]*)"', visitor.get(page).text))[1]

    answer = choose(visitor, "en", back)
    assert (answer.status_code, answer.location) == (303, page)


@pytest.mark.parametrize("back", OTHERS_PLACES)
def test_the_switch_leads_to_no_other_place_than_a_page_of_the_portal(visitor: FlaskClient, back: str) -> None:
    assert choose(visitor, "en", back).location == "/"


# What is said


@pytest.mark.parametrize(
    ("spoken", "until", "said"),
    [
        ("nl", datetime(2026, 3, 2, 14, 42, tzinfo=UTC), "15:42 uur"),
        ("en", datetime(2026, 3, 2, 14, 42, tzinfo=UTC), "15:42"),
        ("nl", datetime(2026, 3, 3, 14, 42, tzinfo=UTC), "dinsdag 3 maart 15:42 uur"),
        ("en", datetime(2026, 3, 3, 14, 42, tzinfo=UTC), "Tuesday 3 March at 15:42"),
    ],
)
def test_a_time_is_said_as_the_language_says_it(app: Flask, spoken: str, until: datetime, said: str) -> None:
    with app.test_request_context(headers=asking(spoken)):
        assert clock_time(until) == said


def test_the_first_language_is_dutch_for_an_english_browser_too(app: Flask) -> None:
    with app.test_request_context(headers=asking("en")):
        assert in_first_language("boat") == "boot"


# The catalogue

Message = str | tuple[str, ...]


@pytest.fixture(scope="module")
def used() -> set[Message]:
    """The messages in the source, as pybabel finds them."""
    with (SOURCE / "translations" / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    found = extract_from_dir(SOURCE, methods, options, DEFAULT_KEYWORDS)
    return {message for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def translated() -> set[Message]:
    """The messages that have a Dutch text for each of their forms."""
    with (SOURCE / "translations" / "nl" / "LC_MESSAGES" / "messages.po").open("rb") as written:
        catalogue = read_po(written, locale="nl", abort_invalid=True)
    whole = (message for message in catalogue if message.id and not message.fuzzy and _is_whole(message.string))
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in whole}


def _is_whole(text: str | Sequence[str] | None) -> bool:
    return all([text] if text is None or isinstance(text, str) else text)


def test_every_message_has_a_dutch_text(used: set[Message], translated: set[Message]) -> None:
    assert used - translated == set()


def test_every_dutch_text_is_used(used: set[Message], translated: set[Message]) -> None:
    assert translated - used == set()


def test_every_picture_has_a_dutch_name(translated: set[Message]) -> None:
    assert {*PUPIL_PICTURES, *PASSWORD_PICTURES} - translated == set()
