"""Pages for what went wrong between browser and portal: they say so kindly and have a way on."""

from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from reference_app.web import request_context
from reference_app.web.language import N_
from reference_app.web.redirects import see_other


@dataclass(frozen=True)
class Trouble:
    """What the page says; both are messages to translate."""

    title: str
    advice: str


_TROUBLES = {
    400: Trouble(N_("That did not work"), N_("Go back to the start and try again.")),
    404: Trouble(N_("We cannot find this page"), N_("Go back to the start and try again.")),
    405: Trouble(N_("That did not work"), N_("Go back to the start and try again.")),
    413: Trouble(N_("That was too much"), N_("Go back to the start and try again.")),
}
_STALE = Trouble(N_("Try again"), N_("This page was open for too long."))
_BROKEN = Trouble(N_("Something is broken here"), N_("Try again later."))


def register(app: Flask) -> None:
    for status in _TROUBLES:
        app.register_error_handler(status, _known_trouble)
    app.register_error_handler(MethodNotAllowed, _wrong_method)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(500, _broken)


def _known_trouble(error: HTTPException) -> Response:
    return _page(error.code or 400, _TROUBLES[error.code or 400], url_for("front.page"))


def _wrong_method(error: MethodNotAllowed) -> Response:
    """Says which methods there are, as RFC 9110 has it."""
    page = _known_trouble(error)
    page.allow.update(error.valid_methods or ())
    return page


def _stale_form(_: CSRFError) -> AnyResponse:
    if request.endpoint == "front.log_out" and request_context.pupil() is None and request_context.teacher() is None:
        return see_other("front.goodbye")
    return _page(400, _STALE, _start_of_this_login())


def _start_of_this_login() -> str:
    match request.blueprint:
        case "home":
            return url_for("home.start")
        case "school":
            return url_for("school.groups", link_key=(request.view_args or {})["link_key"])
        case "teacher" | "code_letters" | "code_mails" | "new_password":
            return url_for("teacher.login")
        case _:
            return url_for("front.page")


def _page(status: int, trouble: Trouble, way_on: str) -> Response:
    return make_response(render_template("error.html", trouble=trouble, way_on=way_on), status)


def _broken(_: HTTPException) -> Response:
    """Without a look at who is logged in: the database may be what is broken."""
    return make_response(render_template("broken.html", trouble=_BROKEN, way_on=url_for("front.page")), 500)
