"""Logging in at school, from its own addresses or through its own link: the same name and password, and no code."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.rules.outcomes import SignedIn, UnknownHere, WrongSecret
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.people import PupilCard
from reference_app.services.school_login import SchoolPlace
from reference_app.web import forms, messages, redirects, request_context
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal

blueprint = Blueprint("school", __name__, url_prefix="/school")


@blueprint.before_request
def log_out_first() -> Response | None:
    return see_other("materials.shelf") if request_context.pupil() else None


@blueprint.get("")
def door() -> ResponseReturnValue:
    """To the school that the visitor is in, if the address tells which."""
    match portal().school.doors(request_context.address()):
        case [only]:
            return see_other("school.groups", link_key=only.link_key)
        case doors:
            return render_template("school/doors.html", doors=doors)


@blueprint.get("/<id:link_key>")
def groups(link_key: str) -> str:
    return render_template("school/groups.html", place=_place(link_key), link_key=link_key)


@blueprint.get("/<id:link_key>/<id:group_id>")
def names(link_key: str, group_id: str) -> str:
    group = _place(link_key).group(group_id) or abort(404)
    return render_template("school/names.html", group=group, link_key=link_key)


@blueprint.get("/<id:link_key>/pupils/<id:pupil_id>")
def password(link_key: str, pupil_id: str) -> str:
    return _password_page(link_key, _pupil(link_key, pupil_id))


@blueprint.post("/<id:link_key>/pupils/<id:pupil_id>")
def sign_in(link_key: str, pupil_id: str) -> ResponseReturnValue:
    pupil = _pupil(link_key, pupil_id)
    match portal().school.sign_in(link_key, pupil_id, forms.secret()):
        case SignedIn(token):
            return redirects.logged_in(token, "materials.shelf")
        case WrongSecret():
            return _password_page(link_key, pupil, messages.wrong_secret(pupil))
        case UnknownHere():
            return abort(404)


def _place(link_key: str) -> SchoolPlace:
    return portal().school.place(link_key) or abort(404)


def _pupil(link_key: str, pupil_id: str) -> PupilCard:
    return _place(link_key).pupil(pupil_id) or abort(404)


def _password_page(link_key: str, pupil: PupilCard, message: str | None = None) -> str:
    return render_template(
        "school/password.html", pupil=pupil, link_key=link_key, message=message, pictures=PASSWORD_PICTURES
    )
