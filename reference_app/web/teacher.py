"""What the teacher does here: log in, see who is blocked, and unlock."""

from flask import Blueprint, abort, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.rules.outcomes import MailSent, MailWaiting, MustWait, NotYours, SignedIn, Unlocked, WrongSecret
from reference_app.services.sessions import TeacherLoggedIn
from reference_app.services.teacher_console import GroupOverview, OwnPupil, PupilOverview
from reference_app.web import forms, messages, redirects, request_context
from reference_app.web.redirects import see_other
from reference_app.web.request_context import portal

blueprint = Blueprint("teacher", __name__, url_prefix="/teacher")

CHANGED = "changed"
"""In the session of the forms: the pupil who has just been given another password."""


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    return see_other("teacher.groups") if request_context.teacher() else _login_page()


@blueprint.post("/login")
def sign_in() -> ResponseReturnValue:
    match portal().teacher.sign_in(forms.email(), forms.secret(), request_context.visitor()):
        case SignedIn(token):
            return redirects.logged_in(token, "teacher.groups")
        case WrongSecret():
            return _login_page(messages.wrong_teacher())
        case MustWait(seconds):
            return redirects.wait(_login_page(messages.must_wait(seconds)), seconds)


@blueprint.get("")
def groups() -> str:
    return render_template("teacher/groups.html", groups=portal().teacher.groups(logged_in().id))


@blueprint.get("/groups/<id:group_id>")
def group(group_id: str) -> str:
    """`?unlocked=<pupil's id>` says who has just been unlocked, `?replaced=<pupil's id>` who has a new code.

    `?mailed=<id>`, of a pupil or of the group, says whose mails were queued.
    """
    shown = own_group(group_id)
    changed = shown.row(session.pop(CHANGED, None))
    unlocked, replaced = (shown.row(request.args.get(what)) for what in ("unlocked", "replaced"))
    return render_template(
        "teacher/group.html",
        group=shown,
        unlocked=unlocked.pupil if unlocked and not unlocked.blocked_until else None,
        replaced=replaced.pupil if replaced and replaced.code_replaced else None,
        changed=changed.pupil if changed else None,
        mailed=_mailed(shown, request.args.get("mailed")),
        can_mail=portal().mails.can_mail,
        mail_said=messages.mail,
        no_codes=messages.no_codes(shown.no_codes) if shown.no_codes else None,
    )


@blueprint.post("/pupils/<id:pupil_id>/unlock")
def unlock(pupil_id: str) -> Response:
    match portal().teacher.unlock(logged_in().id, pupil_id):
        case Unlocked(group):
            return see_other("teacher.group", group_id=group.id, unlocked=pupil_id)
        case NotYours():
            return abort(404)


def _mailed(group: GroupOverview, whom: str | None) -> str | None:
    """The name of the pupil or the group, if there is a mail that has met no trouble."""
    if whom == group.id:
        return group.name if any(map(_on_its_way, group.pupils)) else None
    row = group.row(whom)
    return row.pupil.first_name if row and _on_its_way(row) else None


def _on_its_way(row: PupilOverview) -> bool:
    return isinstance(row.mail, MailSent) or (isinstance(row.mail, MailWaiting) and row.mail.trouble is None)


def own_group(group_id: str) -> GroupOverview:
    """Of the teacher who is logged in; 404 where the group is someone else's (TEACHER-5)."""
    return portal().teacher.group(logged_in().id, group_id) or abort(404)


def own_pupil(pupil_id: str) -> OwnPupil:
    """Likewise."""
    return portal().teacher.pupil(logged_in().id, pupil_id) or abort(404)


def logged_in() -> TeacherLoggedIn:
    return request_context.teacher() or abort(see_other("teacher.login"))


def _login_page(message: str | None = None) -> str:
    return render_template("teacher/login.html", message=message)
