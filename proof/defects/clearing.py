"""What goes wrong when a browser is cleared, or when what it stores is broken."""

from datetime import datetime
from typing import Any

from flask import request
from werkzeug import Request, Response
from werkzeug.http import parse_cookie

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app.database.schema import Pupil
from reference_app.rules import home_code
from reference_app.rules.home_code import HomeCode
from reference_app.rules.outcomes import CodeAccepted, SignedIn, WrongCode
from reference_app.services.rate_limit import Visitor
from reference_app.tokens import digest
from reference_app.web import cookies
from reference_app.web.redirects import see_other

_DEVICE = "__Host-device"
_A_YEAR = 365 * 24 * 60 * 60


@defect(breaks="CLEAR-1", also={"COOKIE-1": "a second device at the same address is taken for the first"})
def the_device_is_known_by_its_address(wrong: Breaking) -> None:
    """A browser without a cookie is recognised by its internet address and the kind of browser it is."""
    devices: dict[tuple[str | None, str], str] = {}

    @wrong.view("home.start")
    def start(own: Any) -> Any:
        token = devices.get((request.remote_addr, request.user_agent.string))
        if _DEVICE in request.cookies or token is None:
            return own()
        return cookies.remember_device(see_other("home.names"), token, wrong.portal.policy.device_remembered)

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        answer = own(typed, device_token, visitor)
        if isinstance(answer, CodeAccepted):
            devices[request.remote_addr, request.user_agent.string] = answer.device_token
        return answer

    @wrong.instead_of(wrong.portal.home, "forget_device")
    def forget_device(own: Any, device_token: str | None) -> None:
        devices.pop((request.remote_addr, request.user_agent.string), None)
        own(device_token)


@defect(
    breaks="CLEAR-1",
    also={"CLEAR-2": "clearing the browser does not help a pupil who is stuck"}
    | dict.fromkeys(("LOCK-9", "MATERIAL-2", "SAFE-2", "SIBLING-3"), "after a login no second device can be used"),
)
def a_code_is_used_up_by_the_login(wrong: Breaking) -> None:
    """A code can be used for one login only: typed again afterwards, it is wrong."""
    spent: set[HomeCode] = set()

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            with wrong.pupil(pupil_id) as pupil:
                spent.add(wrong.portal.codes.of(pupil))
        return answer

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(own: Any, typed: str, device_token: str | None, visitor: Visitor) -> Any:
        code = home_code.read(typed)
        return WrongCode() if code in spent else own(typed, device_token, visitor)


@defect(breaks="CLEAR-1")
def the_third_device_puts_the_others_out(wrong: Breaking) -> None:
    """A pupil may have two devices; a cleared one comes back as a third, and the other two are then forgotten."""
    devices: dict[str, set[str]] = {}

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        token = own(tx, pupil, device_token, now)
        known = devices.setdefault(pupil.id, set())
        if len(known - {token}) > 1:
            for device in filter(None, (tx.device(digest(other), now) for other in known - {token})):
                device.pupils[:] = [link for link in device.pupils if link.pupil_id != pupil.id]
            known.clear()
        known.add(token)
        return token


@defect(
    breaks="CLEAR-2",
    also={
        "COOKIE-5": "a forged cookie leads nowhere",
        "SAFE-2": "nor does a planted one",
        "CODE-7": "nor does the cookie of a code that was replaced",
    },
)
def a_stale_cookie_goes_round_in_circles(wrong: Breaking) -> None:
    """With a cookie the home address leads to the names, and if there are no names that page leads back again."""

    @wrong.view("home.start")
    def start(own: Any) -> Any:
        return see_other("home.names") if cookies.device_token() else own()

    @wrong.view("home.names")
    def names(own: Any) -> Any:
        return own() if wrong.portal.home.pupils(cookies.device_token()) else see_other("home.start")


@defect(breaks="CLEAR-2")
def an_empty_cookie_is_an_error(wrong: Breaking) -> None:
    """A cookie without a value breaks every page of the home login."""

    @wrong.view("home.start")
    def start(own: Any) -> Any:
        if request.cookies.get(_DEVICE) == "":
            raise ValueError("an empty cookie")
        return own()


@defect(breaks="CLEAR-3")
def the_device_is_known_by_a_cached_file(wrong: Breaking) -> None:
    """Only a cached redirect makes the home address lead to the names, so clearing the cached files loses it."""
    fresh: set[str] = set()

    @wrong.answers
    def leads_to_the_names(asked: Request, answer: Response) -> None:
        for line in answer.headers.getlist("Set-Cookie"):
            if asked.path == "/home/code" and (token := parse_cookie(line).get(_DEVICE)):
                fresh.add(token)
                answer.location = "/home"
        if asked.path == "/home" and (answer.location or "").endswith("/names"):
            token = asked.cookies.get(_DEVICE, "")
            if token in fresh:
                fresh.remove(token)
                answer.status_code = 301
                answer.headers["Cache-Control"] = f"private, max-age={_A_YEAR}"
            else:
                answer.location = "/home/code"
