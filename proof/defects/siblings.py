"""What goes wrong when brothers and sisters share a device: logging out, and what the previous pupil leaves behind."""

from datetime import datetime
from typing import Any

from flask import request
from werkzeug import Request, Response

from proof.defects.breaking import Breaking
from proof.defects.registry import defect
from reference_app import passwords
from reference_app.database.schema import LoginSession, Pupil
from reference_app.rules.outcomes import SignedIn, WrongSecret
from reference_app.services.people import PupilCard
from reference_app.services.sessions import PupilLoggedIn
from reference_app.tokens import digest
from reference_app.web import cookies
from reference_app.web.redirects import see_other

_NAME = "<span>{{ pupil_in.pupil.first_name }}</span>"
_WAY_OUT = '<button class="quiet">{{ _("Log out") }}</button>'
_STUCK = "there is no way out of a lesson material"


@defect(breaks="SIBLING-1")
def the_shelf_names_the_others(wrong: Breaking) -> None:
    """A pupil who has logged in is shown who else uses the device."""
    wrong.testbed.app.jinja_env.globals["others"] = lambda: [
        pupil.first_name for pupil in wrong.portal.home.pupils(cookies.device_token())
    ]
    wrong.template("materials/shelf.html", "</ul>", '</ul>\n<p>{{ others()|join(", ") }}</p>')


@defect(breaks="SIBLING-1", also={"LOCK-8": "the brother gets the page of his sister"})
def the_first_pupil_of_the_device_is_logged_in(wrong: Breaking) -> None:
    """On a device that knows two pupils, whoever logs in gets the lesson materials of the first one."""
    first: dict[str | None, str] = {}

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        token = own(tx, pupil, device_token, now)
        first.setdefault(token, pupil.id)
        return token

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        return wrong.lets_in(first[device_token]) if isinstance(answer, SignedIn) else answer


@defect(breaks="SIBLING-2", also={"SAFE-4": "the browser stores the pages"})
def back_shows_the_materials(wrong: Breaking) -> None:
    """The browser is allowed to store the lesson materials, and its Back button shows them after logging out."""

    @wrong.answers
    def may_be_kept(request: Request, answer: Response) -> None:
        if request.path.startswith("/materials"):
            answer.headers.remove("Vary")
            answer.headers["Cache-Control"] = "private, no-cache"


@defect(breaks="SIBLING-2")
def a_material_opens_after_logging_out(wrong: Breaking) -> None:
    """The list of lesson materials requires a login, but a single one opens for whoever was last logged in there."""
    last: dict[str | None, PupilCard] = {}

    @wrong.view("materials.shelf")
    def shelf(own: Any) -> Any:
        if logged_in := wrong.portal.sessions.pupil(cookies.session_token()):
            last[cookies.device_token()] = logged_in.pupil
        return own()

    @wrong.instead_of(wrong.portal.sessions, "pupil")
    def pupil(own: Any, token: str | None) -> Any:
        known = last.get(cookies.device_token())
        if known and request.endpoint == "materials.material":
            return PupilLoggedIn(known, at_school=False)
        return own(token)


@defect(breaks="SIBLING-3")
def logging_out_drops_only_the_cookie(wrong: Breaking) -> None:
    """Logging out deletes the cookie, but the session goes on, and an old copy of the cookie opens it."""

    @wrong.instead_of(wrong.portal.sessions, "end")
    def end(_own: object, _token: str | None) -> None:
        return None


@defect(breaks="SIBLING-3")
def the_next_login_revives_the_old_sessions(wrong: Breaking) -> None:
    """The login is a mark on the pupil, so that the next login makes every old cookie valid again."""
    tokens: dict[str, set[str]] = {}

    @wrong.instead_of(wrong.portal.sessions, "start")
    def start(own: Any, tx: Any, person: Any, *, at_school: bool) -> Any:
        now = wrong.portal.now()
        for token in tokens.setdefault(person.id, set()) if isinstance(person, Pupil) else ():
            tx.end_session(digest(token))
            tx.add(
                LoginSession(token_digest=digest(token), pupil_id=person.id, started_at=now, last_seen_at=now),
            )
        token = own(tx, person, at_school=at_school)
        tokens.setdefault(person.id, set()).add(token)
        return token


@defect(breaks="SIBLING-4")
def a_material_does_not_say_who(wrong: Breaking) -> None:
    """The page of a lesson material does not say who is logged in."""
    elsewhere = "request.endpoint != 'materials.material'"
    wrong.template(
        "layout.html", f"{{{{ pupil_picture(pupil_in.pupil) }}}}{_NAME}", f"{{% if {elsewhere} %}}{_NAME}{{% endif %}}"
    )


@defect(breaks="SIBLING-4", also={"SIBLING-2": _STUCK})
def a_material_has_no_way_out(wrong: Breaking) -> None:
    """There is no way to log out on the page of a lesson material."""
    wrong.template(
        "layout.html", _WAY_OUT, f"{{% if request.endpoint != 'materials.material' %}}{_WAY_OUT}{{% endif %}}"
    )


@defect(breaks="SIBLING-4", also={"SIBLING-2": _STUCK})
def a_material_logs_nobody_out(wrong: Breaking) -> None:
    """On the page of a lesson material, logging out leads back to the list of them and logs nobody out."""

    @wrong.view("front.log_out")
    def log_out(own: Any) -> Any:
        return see_other("materials.shelf") if "/materials/" in (request.referrer or "") else own()


@defect(breaks="SIBLING-5")
def the_second_pupil_replaces_the_first(wrong: Breaking) -> None:
    """The device remembers only one pupil: the last who verified a code."""

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        token = own(tx, pupil, device_token, now)
        device = tx.device(digest(token), now)
        device.pupils[:] = [link for link in device.pupils if link.pupil_id == pupil.id]
        return token


@defect(breaks="SIBLING-5", also={"SIBLING-1": "the sister's password lets her brother in"})
def any_password_of_the_device_will_do(wrong: Breaking) -> None:
    """The password of any pupil that the device knows is accepted, no matter whose name was clicked."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if answer == WrongSecret():
            for known in wrong.portal.home.pupils(device_token):
                with wrong.pupil(known.id) as pupil:
                    right = passwords.matches(pupil.secret_hash, secret)
                if right:
                    return wrong.lets_in(pupil_id)
        return answer


@defect(breaks="SIBLING-6")
def only_the_last_pupil_is_forgotten(wrong: Breaking) -> None:
    """Forgetting the device removes one pupil from it and leaves the others."""

    @wrong.view("home.forget_device")
    def forget_device(own: Any) -> Any:
        with wrong.portal.store.write() as tx:
            device = tx.device(digest(cookies.device_token() or ""), wrong.portal.now())
            if device and len(device.pupils) > 1:
                device.pupils.pop()
                return see_other("home.code")
        return own()


@defect(breaks="SIBLING-6")
def forgetting_hides_the_names_until_the_next_code(wrong: Breaking) -> None:
    """A forgotten device shows nobody, but the next code brings back all who were on it before."""
    hidden: set[str | None] = set()

    @wrong.view("home.forget_device")
    def forget_device(_own: Any) -> Any:
        hidden.add(cookies.device_token())
        return see_other("home.code")

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(own: Any, device_token: str | None) -> Any:
        return [] if device_token in hidden else own(device_token)

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        hidden.discard(device_token)
        return own(tx, pupil, device_token, now)
