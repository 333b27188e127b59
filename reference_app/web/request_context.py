"""What belongs to the request being answered: the portal that serves it, where it comes from, who is logged in."""

from typing import cast

from flask import Flask, current_app, g, request, session

from reference_app.portal import Portal
from reference_app.rules import internet_address
from reference_app.rules.internet_address import Address
from reference_app.services.rate_limit import Visitor
from reference_app.services.sessions import PupilLoggedIn, TeacherLoggedIn
from reference_app.web import cookies


def serve(app: Flask, portal: Portal) -> None:
    app.extensions["portal"] = portal


def portal() -> Portal:
    return cast("Portal", current_app.extensions["portal"])


def address() -> Address | None:
    """The visitor's, as far as the proxies that are trusted tell it."""
    return internet_address.read(request.remote_addr)


def visitor() -> Visitor:
    """A browser is told by the session of its forms, which it has from the first page with a form on."""
    return Visitor(address(), session.get("csrf_token"))


def pupil() -> PupilLoggedIn | None:
    if "pupil" not in g:
        g.pupil = portal().sessions.pupil(cookies.session_token())
    return cast("PupilLoggedIn | None", g.pupil)


def teacher() -> TeacherLoggedIn | None:
    if "teacher" not in g:
        g.teacher = portal().sessions.teacher(cookies.session_token())
    return cast("TeacherLoggedIn | None", g.teacher)
