"""Going on to another page, coming back to this one, and the two moments at which who is logged in changes."""

from typing import Any

from flask import make_response, redirect, session, url_for
from werkzeug.wrappers import Response

from reference_app.web import cookies, request_context


def see_other(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(endpoint, **values), 303)


def wait(page: str, seconds: int) -> Response:
    """The page once more, and when to come back."""
    return make_response(page, 429, {"Retry-After": str(seconds)})


def logged_in(token: str, endpoint: str) -> Response:
    """On to `endpoint` with a new session; the one that came in, if any, ends (SAFE-2)."""
    request_context.portal().sessions.end(cookies.session_token())
    session.clear()
    return cookies.log_in(see_other(endpoint), token)


def logged_out(endpoint: str) -> Response:
    request_context.portal().sessions.end(cookies.session_token())
    session.clear()
    return cookies.log_out(see_other(endpoint))
