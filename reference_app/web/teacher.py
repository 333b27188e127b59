"""What the teacher does here: log in, see who is blocked, and unlock."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from reference_app.logged_in import TeacherLoggedIn
from reference_app.outcomes import SignedIn, WrongSecret
from reference_app.teacher_console import GroupOverview
from reference_app.web import current, messages, typed, ways
from reference_app.web.current import portal
from reference_app.web.ways import see_other

blueprint = Blueprint("teacher", __name__, url_prefix="/teacher")


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    return see_other("teacher.groups") if current.teacher() else _login_page()


@blueprint.post("/login")
def sign_in() -> ResponseReturnValue:
    match portal().teacher.sign_in(typed.email(), typed.secret()):
        case SignedIn(token):
            return ways.logged_in(token, "teacher.groups")
        case WrongSecret():
            return _login_page(messages.wrong_teacher())


@blueprint.get("")
def groups() -> str:
    return render_template("teacher/groups.html", groups=portal().teacher.groups(_logged_in().id))


@blueprint.get("/groups/<id:group_id>")
def group(group_id: str) -> str:
    """`?unlocked=<pupil's id>` says who has just been unlocked."""
    shown = portal().teacher.group(_logged_in().id, group_id) or abort(404)
    unlocked = request.args.get("unlocked")
    name = next(
        (row.pupil.first_name for row in shown.pupils if row.pupil.id == unlocked and not row.blocked_until), None
    )
    return render_template("teacher/group.html", group=shown, unlocked=name)


@blueprint.post("/pupils/<id:pupil_id>/unlock")
def unlock(pupil_id: str) -> Response:
    teacher = _logged_in()
    if not portal().teacher.unlock(teacher.id, pupil_id):
        abort(404)
    return see_other("teacher.group", group_id=_group_of(teacher, pupil_id).id, unlocked=pupil_id)


def _group_of(teacher: TeacherLoggedIn, pupil_id: str) -> GroupOverview:
    groups = portal().teacher.groups(teacher.id)
    own = (group for group in groups if any(row.pupil.id == pupil_id for row in group.pupils))
    return next(own, None) or abort(404)


def _logged_in() -> TeacherLoggedIn:
    return current.teacher() or abort(see_other("teacher.login"))


def _login_page(message: str | None = None) -> str:
    return render_template("teacher/login.html", message=message)
