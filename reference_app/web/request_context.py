"""What belongs to the request being answered: the portal that serves it, where it comes from, who is logged in."""

from typing import cast

from flask import Flask, current_app, g, request, session

from reference_app.portal import Portal
from reference_app.rules import internet_address
from reference_app.rules.internet_address import Address
from reference_app.services.rate_limit import Visitor
from reference_app.services.sessions import PupilLoggedIn, TeacherLoggedIn
from reference_app.tokens import new_token
from reference_app.web import cookies

_BROWSER = "browser"


def serve(app: Flask, portal: Portal) -> None:
    app.extensions["portal"] = portal


def portal() -> Portal:
    return cast("Portal", current_app.extensions["portal"])


def address() -> Address | None:
    """The visitor's, as far as the proxies that are trusted tell it."""
    return internet_address.read(request.remote_addr)


def browser() -> str:
    """A value that this browser keeps in the session of its forms until it is closed; made when there is none."""
    if _BROWSER not in session:
        session[_BROWSER] = new_token()
    return str(session[_BROWSER])


def visitor() -> Visitor:
    """A browser is known from the page on which it guesses: `browser` is called there too, before the first guess."""
    return Visitor(address(), browser())


def pupil() -> PupilLoggedIn | None:
    if "pupil" not in g:
        g.pupil = portal().sessions.pupil(cookies.session_token())
    return cast("PupilLoggedIn | None", g.pupil)


def teacher() -> TeacherLoggedIn | None:
    if "teacher" not in g:
        g.teacher = portal().sessions.teacher(cookies.session_token())
    return cast("TeacherLoggedIn | None", g.teacher)
