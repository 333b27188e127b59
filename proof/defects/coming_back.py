"""What goes wrong on a device that is used again: how long it is remembered, and what its cookie is worth."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from werkzeug import Request, Response

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app.database.schema import Pupil
from reference_app.rules.outcomes import SignedIn
from reference_app.services.people import PupilCard
from reference_app.tokens import digest
from reference_app.web import cookies, redirects

_DEVICE, _SESSION = "__Host-device=", "__Host-session="
_LIFETIME = ("max-age", "expires")


@defect(
    breaks="CODE-2",
    also={"COOKIE-1": "the device forgets when its browser closes", "COOKIE-4": "it does not last a school year"},
)
def cookie_ends_with_the_browser(wrong: Breaking) -> None:
    """The cookie of the device has no lifetime, so it goes when the browser is closed."""

    @wrong.answers
    def without_a_lifetime(_request: Request, answer: Response) -> None:
        _rewrite(answer, _DEVICE, _endless)


@defect(
    breaks="COOKIE-1",
    also={
        "CODE-2": "what the code leaves is a cookie that ends with the browser",
        "COOKIE-4": "and does not last a school year",
    },
)
def only_a_login_makes_the_cookie_last(wrong: Breaking) -> None:
    """A device whose browser was closed before the password was typed asks for the code again."""

    @wrong.answers
    def until_the_login(request: Request, answer: Response) -> None:
        if request.path == "/home/code":
            _rewrite(answer, _DEVICE, _endless)


@defect(
    breaks="COOKIE-1",
    also={"COOKIE-2": "there is no name to click"}
    | dict.fromkeys(("CLEAR-2", "UNLOCK-2"), "there is no device left to forget"),
)
def logging_out_forgets_the_device(wrong: Breaking) -> None:
    """Logging out removes the cookie of the device along with that of the session."""

    @wrong.view("front.log_out")
    def log_out(own: Any) -> Any:
        return cookies.forget_device(own())


@defect(
    breaks="COOKIE-1",
    also=dict.fromkeys(("LOCK-9", "LOCK-13"), "the pages open on the other device lead to the code"),
)
def a_pupil_has_one_device(wrong: Breaking) -> None:
    """Verifying the code on one device makes the others forget the pupil."""
    devices: dict[str, set[str]] = {}

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        for earlier in devices.get(pupil.id, set()) - {device_token}:
            if device := tx.device(digest(earlier), now):
                device.pupils[:] = [link for link in device.pupils if link.pupil_id != pupil.id]
        token = own(tx, pupil, device_token, now)
        devices.setdefault(pupil.id, set()).add(token)
        return token


@defect(
    breaks="COOKIE-2",
    also=dict.fromkeys(("COOKIE-3", "SECRET-4", "LOCK-9", "LOCK-11"), "no password is asked after the first login"),
)
def the_name_alone_logs_in(wrong: Breaking) -> None:
    """On a device where the pupil logged in before, clicking the name is enough."""
    before = _logins(wrong)

    @wrong.view("home.password")
    def password(own: Any, pupil_id: str) -> Any:
        if (cookies.device_token(), pupil_id) not in before:
            return own(pupil_id=pupil_id)
        return redirects.logged_in(wrong.lets_in(pupil_id).session_token, "materials.shelf")


@defect(
    breaks="COOKIE-2",
    also=dict.fromkeys(("SECRET-4", "LOCK-9", "LOCK-11"), "a wrong password is accepted after the first login"),
)
def a_known_device_takes_any_password(wrong: Breaking) -> None:
    """On a device where the pupil logged in before, the password is asked for but not checked."""
    before = _logins(wrong)

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        return wrong.lets_in(pupil_id) if (device_token, pupil_id) in before else own(device_token, pupil_id, secret)


@defect(breaks="COOKIE-3", also={"MATERIAL-2": "the lesson materials open in a browser that was closed"})
def the_session_outlives_the_browser(wrong: Breaking) -> None:
    """The cookie of the session has a lifetime, so a pupil who closes the browser stays logged in."""

    @wrong.answers
    def for_half_a_day(_request: Request, answer: Response) -> None:
        _rewrite(answer, _SESSION, lambda line: line if "max-age" in line.lower() else f"{line}; Max-Age=43200")


@defect(
    breaks="COOKIE-3",
    also={
        "COOKIE-1": "the lesson materials come in place of the names",
        "MATERIAL-2": "the lesson materials open with the device's cookie alone",
    },
)
def the_device_brings_the_session_back(wrong: Breaking) -> None:
    """A browser without a session cookie continues the last session of its device."""
    last: dict[str | None, str] = {}

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            last[device_token] = answer.session_token
        return answer

    @wrong.instead_of(wrong.portal.sessions, "pupil")
    def pupil(own: Any, token: str | None) -> Any:
        return own(token or last.get(cookies.device_token()))


@defect(breaks="COOKIE-4")
def the_cookie_lasts_a_month(wrong: Breaking) -> None:
    """The device is remembered for thirty days, not for a school year."""
    wrong.policy(device_remembered=timedelta(days=30))


@defect(breaks="COOKIE-4")
def the_cookie_lasts_ten_years(wrong: Breaking) -> None:
    """The device is remembered for ten years."""
    wrong.policy(device_remembered=timedelta(days=3650))


@defect(breaks="COOKIE-4")
def the_portal_forgets_before_the_cookie(wrong: Breaking) -> None:
    """The cookie lasts a school year, but the portal forgets its devices after a month."""

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        token = own(tx, pupil, device_token, now)
        tx.device(digest(token), now).expires_at = now + timedelta(days=30)
        return token


@defect(breaks="COOKIE-5", also=dict.fromkeys(("CLEAR-2", "SAFE-2"), "such a browser gets no page to log in on"))
def an_unknown_cookie_is_an_error(wrong: Breaking) -> None:
    """A cookie that the portal did not make breaks the page."""

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(own: Any, device_token: str | None) -> Any:
        with wrong.portal.store.read() as tx:
            if device_token and tx.device(digest(device_token), wrong.portal.now()) is None:
                raise LookupError("no such device")
        return own(device_token)


@defect(breaks="COOKIE-5", also={"SAFE-2": "a browser with a planted cookie gets names that lead nowhere"})
def an_unknown_cookie_is_the_last_device(wrong: Breaking) -> None:
    """A device with an unknown cookie is taken for the device that verified a code last."""
    last: list[PupilCard] = []

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(own: Any, device_token: str | None) -> Any:
        with wrong.portal.store.read() as tx:
            found = device_token is None or tx.device(digest(device_token), wrong.portal.now())
        if not found:
            return last
        known = own(device_token)
        last[:] = known or last
        return known


def _rewrite(answer: Response, cookie: str, change: Callable[[str], str]) -> None:
    """Change the line with which the answer sets that cookie."""
    lines = answer.headers.getlist("Set-Cookie")
    answer.headers.remove("Set-Cookie")
    for line in lines:
        answer.headers.add("Set-Cookie", change(line) if line.startswith(cookie) else line)


def _endless(line: str) -> str:
    return "; ".join(part for part in line.split("; ") if not part.lower().startswith(_LIFETIME))


def _logins(wrong: Breaking) -> set[tuple[str | None, str]]:
    """The pairs of device and pupil that have logged in; the set grows as they do."""
    seen: set[tuple[str | None, str]] = set()

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            seen.add((device_token, pupil_id))
        return answer

    return seen
