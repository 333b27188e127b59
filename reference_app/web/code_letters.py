"""The code letters on paper, and the teacher's new code for a pupil who lost one."""

import segno
from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from reference_app.rules.outcomes import CodeReplaced, LogsInElsewhere, NoCodes, NotAllowedAtHome, NotYours
from reference_app.services.code_letters import CodeLetter
from reference_app.services.teacher_console import GroupOverview
from reference_app.web import login_instructions, messages
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal
from reference_app.web.teacher import group_of, logged_in, own_group

blueprint = Blueprint("code_letters", __name__, url_prefix="/teacher")


@blueprint.get("/groups/<id:group_id>/letters")
def of_group(group_id: str) -> str:
    teacher = logged_in()
    group = own_group(teacher, group_id)
    match portal().letters.of_group(teacher.id, group_id):
        case NotYours():
            return abort(404)
        case NotAllowedAtHome() | LogsInElsewhere() as why:
            return _no_codes_page(group, why)
        case letters:
            return _letters_page(group, *letters)


@blueprint.get("/pupils/<id:pupil_id>/letter")
def of_pupil(pupil_id: str) -> str:
    teacher = logged_in()
    group = group_of(teacher, pupil_id)
    match portal().letters.of_pupil(teacher.id, pupil_id):
        case NotYours():
            return abort(404)
        case NotAllowedAtHome() | LogsInElsewhere() as why:
            return _no_codes_page(group, why)
        case letter:
            return _letters_page(group, letter)


@blueprint.get("/pupils/<id:pupil_id>/new-code")
def new_code(pupil_id: str) -> str:
    group = group_of(logged_in(), pupil_id)
    if group.no_codes:
        return _no_codes_page(group, group.no_codes)
    return render_template("teacher/new_code.html", group=group, row=group.row(pupil_id))


@blueprint.post("/pupils/<id:pupil_id>/new-code")
def replace_code(pupil_id: str) -> ResponseReturnValue:
    teacher = logged_in()
    group = group_of(teacher, pupil_id)
    match portal().letters.replace_code(teacher.id, pupil_id):
        case CodeReplaced():
            return see_other("teacher.group", group_id=group.id, replaced=pupil_id)
        case NotYours():
            return abort(404)
        case NotAllowedAtHome() | LogsInElsewhere() as why:
            return _no_codes_page(group, why)


def _letters_page(group: GroupOverview, *letters: CodeLetter) -> str:
    return render_template(
        "teacher/letters.html",
        group=group,
        letters=letters,
        steps=login_instructions.of,
        front_address=url_for("front.page", _external=True),
        home_address=url_for("home.start", _external=True),
        qr_code=_qr_code(url_for("home.code", _external=True)),
    )


def _no_codes_page(group: GroupOverview, why: NoCodes) -> str:
    return render_template("teacher/no_codes.html", group=group, why=messages.no_codes(why))


def _qr_code(address: str) -> Markup:
    """Drawn without a style attribute, which the content policy would refuse; its size is the stylesheet's."""
    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 - segno draws paths and copies nothing of the address
