"""Mailing the codes to the parents, of one pupil or of the whole group; the group's page tells what comes of it."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.rules.outcomes import NotYours
from reference_app.services.code_mails import MailForm
from reference_app.web.language import locale
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal
from reference_app.web.teacher import group_of, logged_in, own_group

blueprint = Blueprint("code_mails", __name__, url_prefix="/teacher")


@blueprint.post("/pupils/<id:pupil_id>/mail")
def to_parent(pupil_id: str) -> Response:
    teacher = logged_in()
    if portal().mails.to_parent(teacher.id, pupil_id, _as_this_page()) == NotYours():
        abort(404)
    return see_other("teacher.group", group_id=group_of(teacher, pupil_id).id, mailed=pupil_id)


@blueprint.get("/groups/<id:group_id>/mails")
def to_whom(group_id: str) -> ResponseReturnValue:
    group = own_group(logged_in(), group_id)
    if group.no_codes or not portal().mails.can_mail:
        return see_other("teacher.group", group_id=group_id)
    unknown = [row.pupil.first_name for row in group.pupils if not row.address_known]
    return render_template("teacher/mails.html", group=group, unknown=unknown)


@blueprint.post("/groups/<id:group_id>/mails")
def to_parents(group_id: str) -> Response:
    if portal().mails.to_parents(logged_in().id, group_id, _as_this_page()) == NotYours():
        abort(404)
    return see_other("teacher.group", group_id=group_id, mailed=group_id)


def _as_this_page() -> MailForm:
    return MailForm(str(locale()), request.url_root)
