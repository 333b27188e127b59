"""Behind proxies: whom the portal takes for the visitor, and the address that it calls its own."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import requests
from flask import Flask

from reference_app.operations.server import served
from reference_app.portal import Portal
from reference_app.services.administration import AddedTeacher
from reference_app.web import create_app, request_context
from tests.reference_app.conftest import AtHome, token_of

Letter = Callable[..., str]

PUBLIC = "https://thuis.school.nl"
FORGED = {"X-Forwarded-For": "192.0.2.66", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind will do: nothing here is about the database."""
    return sqlite_url


def _app(portal: Portal, **built: Any) -> Flask:
    """The portal's app, with a page that says who is asking."""
    app = create_app(portal, "the key of the forms under test", **built)
    app.add_url_rule("/who", "who", lambda: str(request_context.address()))
    return app


def _who(app: Flask, headers: Mapping[str, str], peer: str = "198.51.100.1") -> str:
    return app.test_client().get("/who", headers=headers, environ_base={"REMOTE_ADDR": peer}).text


def _letter(app: Flask, portal: Portal, teacher: AddedTeacher, pupil_id: str, headers: Mapping[str, str]) -> str:
    """The addresses on a pupil's letter, as one line."""
    cookie = f"__Host-session={token_of(portal.teacher.sign_in(teacher.email, teacher.password))}"
    visitor = app.test_client(use_cookies=False)
    page = visitor.get(f"/teacher/pupils/{pupil_id}/letter", headers={**headers, "Cookie": cookie}).text
    return " ".join(sorted({address.rstrip(".") for address in re.findall(r"https?://[^\s<\"]+", page)}))


# Who is asking


@pytest.mark.parametrize(
    ("trusted", "said", "visitor"),
    [
        pytest.param(0, "192.0.2.66", "198.51.100.1", id="nobody is trusted"),
        pytest.param(1, "192.0.2.7", "192.0.2.7", id="the proxy tells"),
        pytest.param(1, "192.0.2.66, 192.0.2.7", "192.0.2.7", id="the visitor made one up before the proxy's own"),
        pytest.param(2, "192.0.2.66, 192.0.2.7, 203.0.113.5", "192.0.2.7", id="two proxies"),
        pytest.param(2, "192.0.2.66", "198.51.100.1", id="one of the two was passed by"),
        pytest.param(1, "::ffff:192.0.2.7", "192.0.2.7", id="as IPv6"),
        pytest.param(1, "unknown", "None", id="the proxy does not know"),
    ],
)
def test_the_visitor_is_who_the_trusted_proxies_say(portal: Portal, trusted: int, said: str, visitor: str) -> None:
    assert _who(_app(portal, trusted_proxies=trusted), {"X-Forwarded-For": said}) == visitor


@pytest.mark.parametrize("trusted", [0, 1])
def test_without_a_header_the_visitor_is_who_connects(portal: Portal, trusted: int) -> None:
    assert _who(_app(portal, trusted_proxies=trusted), {}) == "198.51.100.1"


def test_who_connects_through_a_socket_of_the_machine_has_no_address(portal: Portal) -> None:
    assert _who(_app(portal), {}, peer="") == "None"


@pytest.mark.parametrize(("trusted", "visitor"), [(0, "127.0.0.1"), (1, "192.0.2.66")])
def test_the_server_leaves_it_to_the_app_whom_to_trust(portal: Portal, trusted: int, visitor: str) -> None:
    with served(_app(portal, trusted_proxies=trusted)) as url:
        assert requests.get(f"{url}/who", headers=FORGED, timeout=10).text == visitor


def test_a_header_with_underscores_is_not_taken_for_the_one_of_the_proxy(portal: Portal) -> None:
    told = {"X-Forwarded-For": "192.0.2.7", "X_Forwarded_For": "192.0.2.66"}

    with served(_app(portal, trusted_proxies=1)) as url:
        assert requests.get(f"{url}/who", headers=told, timeout=10).text == "192.0.2.7"


# The portal's own address


@pytest.fixture
def letter(portal: Portal, noor: AtHome, anna: AddedTeacher) -> Letter:
    return lambda headers=None, **built: _letter(_app(portal, **built), portal, anna, noor.id, headers or {})


def test_a_letter_begins_every_address_with_the_public_one(letter: Letter) -> None:
    assert letter(public_address=PUBLIC) == f"{PUBLIC}/ {PUBLIC}/home"


def test_nobody_can_put_another_address_on_a_letter(letter: Letter) -> None:
    forged = FORGED | {"Host": "evil.example"}

    assert letter(forged, public_address=PUBLIC, trusted_proxies=1) == f"{PUBLIC}/ {PUBLIC}/home"


def test_without_a_public_address_the_trusted_proxy_tells_it(letter: Letter) -> None:
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "thuis.school.nl"}

    assert letter(told, trusted_proxies=1) == f"{PUBLIC}/ {PUBLIC}/home"


def test_a_proxy_that_is_not_trusted_tells_no_address(letter: Letter) -> None:
    assert letter(FORGED) == "http://localhost/ http://localhost/home"
