"""Logging in at home: the code, the name, the password, and forgetting the device."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.rules.outcomes import (
    CodeAccepted,
    LockedOut,
    LogsInElsewhere,
    MustWait,
    NotAllowedAtHome,
    NotYetOpen,
    SignedIn,
    UnknownHere,
    WrongCode,
    WrongSecret,
)
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.people import PupilCard
from reference_app.web import cookies, forms, messages, redirects, request_context
from reference_app.web.language import calendar_day
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal, pupil

blueprint = Blueprint("home", __name__, url_prefix="/home")


@blueprint.before_request
def not_now() -> ResponseReturnValue | None:
    """Whoever is logged in logs out first (G15); before the home login opens nothing can be filled in (ENTRY-5)."""
    if pupil():
        return see_other("materials.shelf")
    if not_yet := portal().home.not_yet_open():
        return render_template("home/not_yet_open.html", day=calendar_day(not_yet.opens_at))
    return None


@blueprint.get("")
def start() -> Response:
    known = portal().home.pupils(cookies.device_token())
    return see_other("home.names" if known else "home.code")


@blueprint.get("/code")
def code() -> str:
    return _code_page()


@blueprint.post("/code")
def enter_code() -> ResponseReturnValue:
    match portal().home.enter_code(forms.code(), cookies.device_token(), request_context.visitor()):
        case CodeAccepted(token):
            return _remembered(see_other("home.names"), token)
        case WrongCode():
            return _code_page(messages.wrong_code())
        case MustWait(seconds):
            return redirects.wait(_code_page(messages.must_wait(seconds)), seconds)
        case LockedOut(until):
            return _code_page(messages.blocked(until))
        case NotYetOpen() | NotAllowedAtHome() | LogsInElsewhere() as why:
            return _code_page(messages.refused(why))


@blueprint.get("/names")
def names() -> ResponseReturnValue:
    known = portal().home.pupils(cookies.device_token())
    return render_template("home/names.html", pupils=known) if known else see_other("home.code")


@blueprint.get("/password/<pupil_id>")
def password(pupil_id: str) -> ResponseReturnValue:
    known = _known_here(pupil_id)
    if known is None:
        return see_other("home.start")
    until = portal().home.blocked_until(known.id)
    return _password_page(known, messages.blocked(until) if until else None)


@blueprint.post("/password/<pupil_id>")
def sign_in(pupil_id: str) -> ResponseReturnValue:
    known = _known_here(pupil_id)
    if known is None:
        return see_other("home.start")
    match portal().home.sign_in(cookies.device_token(), pupil_id, forms.secret()):
        case SignedIn(token):
            return _remembered(redirects.logged_in(token, "materials.shelf"), cookies.device_token())
        case WrongSecret():
            return _password_page(known, messages.wrong_secret(known))
        case LockedOut(until):
            return _password_page(known, messages.blocked(until))
        case UnknownHere():
            return see_other("home.start")
        case NotYetOpen() | NotAllowedAtHome() | LogsInElsewhere() as why:
            return _password_page(known, messages.refused(why))


@blueprint.get("/forget")
def forget() -> ResponseReturnValue:
    known = portal().home.pupils(cookies.device_token())
    return render_template("home/forget.html", pupils=known) if known else see_other("home.code")


@blueprint.post("/forget")
def forget_device() -> Response:
    portal().home.forget_device(cookies.device_token())
    return cookies.forget_device(see_other("home.code"))


def _known_here(pupil_id: str) -> PupilCard | None:
    return portal().home.pupil(cookies.device_token(), pupil_id)


def _remembered(response: Response, device_token: str | None) -> Response:
    """Every login at home gives the device its full time again (COOKIE-4)."""
    if device_token is None:
        return response
    return cookies.remember_device(response, device_token, portal().policy.device_remembered)


def _code_page(message: str | None = None) -> str:
    request_context.browser()
    return render_template("home/code.html", message=message)


def _password_page(known: PupilCard, message: str | None) -> str:
    return render_template("home/password.html", pupil=known, message=message, pictures=PASSWORD_PICTURES)
