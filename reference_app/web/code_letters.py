"""The code letters on paper, and the teacher's new code for a pupil who lost one."""

from collections.abc import Sequence

import segno
from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from reference_app.rules.outcomes import CodeReplaced, GroupName, NoCodes, NothingToHandOut, NotYours
from reference_app.services.code_letters import CodeLetter, Letters
from reference_app.web import login_instructions, messages
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal
from reference_app.web.teacher import logged_in, own_pupil

blueprint = Blueprint("code_letters", __name__, url_prefix="/teacher")


@blueprint.get("/groups/<id:group_id>/letters")
def of_group(group_id: str) -> str:
    return _page(portal().letters.of_group(logged_in().id, group_id))


@blueprint.get("/pupils/<id:pupil_id>/letter")
def of_pupil(pupil_id: str) -> str:
    return _page(portal().letters.of_pupil(logged_in().id, pupil_id))


@blueprint.get("/pupils/<id:pupil_id>/new-code")
def new_code(pupil_id: str) -> str:
    own = own_pupil(pupil_id)
    if own.no_codes:
        return _no_codes_page(own.group, own.no_codes)
    return render_template("teacher/new_code.html", group=own.group, row=own.row)


@blueprint.post("/pupils/<id:pupil_id>/new-code")
def replace_code(pupil_id: str) -> ResponseReturnValue:
    match portal().letters.replace_code(logged_in().id, pupil_id):
        case CodeReplaced(group):
            return see_other("teacher.group", group_id=group.id, replaced=pupil_id)
        case NothingToHandOut(group, why):
            return _no_codes_page(group, why)
        case NotYours():
            return abort(404)


def _page(found: Letters | NothingToHandOut | NotYours) -> str:
    match found:
        case Letters(group, letters):
            return _letters_page(group, letters)
        case NothingToHandOut(group, why):
            return _no_codes_page(group, why)
        case NotYours():
            return abort(404)


def _letters_page(group: GroupName, letters: Sequence[CodeLetter]) -> str:
    return render_template(
        "teacher/letters.html",
        group=group,
        letters=letters,
        steps=login_instructions.of,
        front_address=url_for("front.page", _external=True),
        home_address=url_for("home.start", _external=True),
        qr_code=_qr_code(url_for("home.code", _external=True)),
    )


def _no_codes_page(group: GroupName, why: NoCodes) -> str:
    return render_template("teacher/no_codes.html", group=group, why=messages.no_codes(why))


def _qr_code(address: str) -> Markup:
    """Drawn without a style attribute, which the content policy would refuse; its size is the stylesheet's."""
    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - segno draws paths and copies nothing of the address
