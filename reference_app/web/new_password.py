"""Another password or password picture for a pupil, on the teacher's screen."""

from flask import Blueprint, abort, render_template, session
from flask.typing import ResponseReturnValue

from reference_app.rules.outcomes import NotYours, SecretChanged, UnusableSecret
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.teacher_console import OwnPupil
from reference_app.web import forms, messages
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal
from reference_app.web.teacher import CHANGED, logged_in, own_pupil

blueprint = Blueprint("new_password", __name__, url_prefix="/teacher")


@blueprint.get("/pupils/<id:pupil_id>/new-password")
def page(pupil_id: str) -> str:
    return _page(own_pupil(pupil_id))


@blueprint.post("/pupils/<id:pupil_id>/new-password")
def change(pupil_id: str) -> ResponseReturnValue:
    teacher, picture = logged_in(), forms.wants_picture()
    match portal().secrets.change(teacher.id, pupil_id, forms.secret(), uses_password_picture=picture):
        case SecretChanged(group):
            session[CHANGED] = pupil_id
            return see_other("teacher.group", group_id=group.id)
        case UnusableSecret() if picture:
            return _page(own_pupil(pupil_id), picture_message=messages.no_picture())
        case UnusableSecret():
            return _page(own_pupil(pupil_id), password_message=messages.unusable_password(portal().policy))
        case NotYours():
            return abort(404)


def _page(own: OwnPupil, **told: str) -> str:
    return render_template(
        "teacher/new_password.html",
        group=own.group,
        row=own.row,
        pictures=PASSWORD_PICTURES,
        policy=portal().policy,
        **told,
    )
