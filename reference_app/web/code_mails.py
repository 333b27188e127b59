"""Mailing the codes to the parents, of one pupil or of the whole group; the group's page tells what comes of it."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.rules.outcomes import MailNotSetUp, MailsQueued, NothingToHandOut, NotYours
from reference_app.services.code_mails import MailForm
from reference_app.web.language import locale
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal
from reference_app.web.teacher import logged_in, own_group

blueprint = Blueprint("code_mails", __name__, url_prefix="/teacher")


@blueprint.post("/pupils/<id:pupil_id>/mail")
def to_parent(pupil_id: str) -> Response:
    return _on(portal().mails.to_parent(logged_in().id, pupil_id, _as_this_page()), mailed=pupil_id)


@blueprint.get("/groups/<id:group_id>/mails")
def to_whom(group_id: str) -> ResponseReturnValue:
    group = own_group(group_id)
    if group.no_codes or not portal().mails.can_mail:
        return see_other("teacher.group", group_id=group_id)
    unknown = [row.pupil.first_name for row in group.pupils if not row.address_known]
    return render_template("teacher/mails.html", group=group, unknown=unknown)


@blueprint.post("/groups/<id:group_id>/mails")
def to_parents(group_id: str) -> Response:
    return _on(portal().mails.to_parents(logged_in().id, group_id, _as_this_page()), mailed=group_id)


def _on(outcome: MailsQueued | MailNotSetUp | NothingToHandOut | NotYours, mailed: str) -> Response:
    """To the group's page, which tells what came of it."""
    if isinstance(outcome, NotYours):
        abort(404)
    return see_other("teacher.group", group_id=outcome.group.id, mailed=mailed)


def _as_this_page() -> MailForm:
    return MailForm(str(locale()), request.url_root)
