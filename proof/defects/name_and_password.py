"""What goes wrong with the names on the screen, with the password, and with the lesson materials behind it."""

from dataclasses import replace
from typing import Any

from flask import make_response, render_template, request, session
from werkzeug import Response

from proof.defects.breaking import Breaking, Replacement
from proof.defects.registry import defect
from reference_app import passwords
from reference_app.rules import home_code
from reference_app.rules.outcomes import SignedIn, WrongSecret
from reference_app.services.people import PupilCard, card
from reference_app.web import cookies, forms, request_context
from reference_app.web.materials import MATERIALS

_NOBODY = PupilCard("", "", "bear", uses_password_picture=False, group="")


@defect(breaks="PICK-1")
def picture_is_for_looking_at(wrong: Breaking) -> None:
    """Small pictures stand before the names, but clicking one does nothing."""
    wrong.styles(".face { flex-direction: row } .face .picture { width: 3rem }")
    wrong.script("""addEventListener('click', event => {
        if (event.target.matches('.face img')) event.preventDefault();
    })""")


@defect(breaks="PICK-1")
def name_is_for_reading(wrong: Breaking) -> None:
    """Only the pictures can be clicked: clicking the name under one does nothing."""
    wrong.script("""addEventListener('click', event => {
        if (event.detail && event.target.matches('.face span')) event.preventDefault();
    })""")


@defect(breaks="PICK-2")
def whole_class_is_shown(wrong: Breaking) -> None:
    """A device that knows a pupil shows the whole class."""

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(original: Replacement, device_token: str | None) -> Any:
        with wrong.portal.store.read() as tx:
            known = [tx.pupil(shown.id) for shown in original(device_token)]
            return [card(classmate) for pupil in known if pupil for classmate in pupil.group.pupils]


@defect(breaks="PICK-2")
def surname_is_shown(wrong: Breaking) -> None:
    """The names on the screen are first names and surnames."""

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(original: Replacement, device_token: str | None) -> Any:
        with wrong.portal.store.read() as tx:
            known = [(shown, tx.pupil(shown.id)) for shown in original(device_token)]
        return [replace(shown, first_name=f"{shown.first_name} {pupil.last_name}") for shown, pupil in known if pupil]


@defect(breaks="SECRET-1")
def one_login_at_a_time(wrong: Breaking) -> None:
    """A pupil who is still logged in at school is refused at home, as if the password were wrong."""
    at_school: set[str] = set()

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in_at_school(original: Replacement, link_key: str, pupil_id: str, secret: str) -> Any:
        answer = original(link_key, pupil_id, secret)
        if isinstance(answer, SignedIn):
            at_school.add(pupil_id)
        return answer

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        return WrongSecret() if pupil_id in at_school else original(device_token, pupil_id, secret)


@defect(breaks="SECRET-1", also={"A11Y-2": "with the keyboard alone the password is typed key by key too"})
def field_is_full_before_the_password_is(wrong: Breaking) -> None:
    """The field accepts six keystrokes, but the passwords of schools are longer."""
    wrong.script("""addEventListener('keypress', event => {
        const isFull = event.target.id === 'secret' && event.target.value.length > 5;
        if (isFull && event.key !== 'Enter') event.preventDefault();
    })""")


@defect(
    breaks="SECRET-2",
    also={
        "SECRET-4": "no picture logs anybody in, nor does the new one",
        "A11Y-2": "nor does one chosen with the keyboard",
        "A11Y-5": "nor does one chosen without JavaScript",
    },
)
def picture_is_sent_by_its_name_in_dutch(wrong: Breaking) -> None:
    """A password picture is sent under its name on the screen, and the Dutch name is no name the portal knows."""
    wrong.template("password.html", 'value="{{ name }}"', 'value="{{ _(name) }}"')


@defect(breaks="SECRET-3")
def half_a_password_will_do(wrong: Breaking) -> None:
    """Only as much of a password as was typed is compared."""
    known: dict[str, str] = {}

    @wrong.instead_of(wrong.portal.administration, "add_school")
    def add_school(original: Replacement, new: Any) -> Any:
        school = original(new)
        known.update({pupil.id: pupil.secret for group in school.groups for pupil in group.pupils})
        return school

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        right = known[pupil_id]
        return original(device_token, pupil_id, right if secret and right.startswith(secret) else secret)


@defect(breaks="SECRET-3")
def password_of_a_classmate_will_do(wrong: Breaking) -> None:
    """The password of any pupil in the group is accepted, no matter whose it is."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = original(device_token, pupil_id, secret)
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil(pupil_id)
            group = [one.secret_hash for one in pupil.group.pupils] if pupil else []
        right = isinstance(answer, WrongSecret) and any(passwords.matches(stored, secret) for stored in group)
        return wrong.lets_in(pupil_id) if right else answer


@defect(breaks="SECRET-3", also={"LOCK-4": "a pupil who clicked a wrong picture is logged in and cannot click another"})
def wrong_picture_is_refused_in_words_only(wrong: Breaking) -> None:
    """The page says that the picture is wrong, but the pupil is logged in all the same."""

    @wrong.view("home.sign_in")
    def sign_in(original: Replacement, pupil_id: str) -> Any:
        answer = original(pupil_id)
        if not isinstance(answer, str) or 'class="choices"' not in answer:
            return answer
        return cookies.log_in(make_response(answer), wrong.lets_in(pupil_id).session_token)


@defect(breaks="SECRET-3", also={"LOCK-4": "no picture is wrong, so none counts"})
def any_picture_opens(wrong: Breaking) -> None:
    """Any password picture opens the lesson materials."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = original(device_token, pupil_id, secret)
        with wrong.pupil(pupil_id) as pupil:
            picture = pupil.uses_password_picture
        return wrong.lets_in(pupil_id) if picture and answer == WrongSecret() else answer


@defect(breaks="SECRET-4")
def home_keeps_a_copy_of_the_password(wrong: Breaking) -> None:
    """At home only the first password or picture is accepted, even after it was changed."""
    first: dict[str, str] = {}
    _note_what_was_before(wrong, first)

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        if pupil_id not in first:
            return original(device_token, pupil_id, secret)
        return wrong.lets_in(pupil_id) if passwords.matches(first[pupil_id], secret) else WrongSecret()


@defect(breaks="SECRET-4")
def password_from_before_still_works(wrong: Breaking) -> None:
    """At home, the password from before a change is still accepted as well as the new one."""
    first: dict[str, str] = {}
    _note_what_was_before(wrong, first)

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        if pupil_id in first and passwords.matches(first[pupil_id], secret):
            return wrong.lets_in(pupil_id)
        return original(device_token, pupil_id, secret)


@defect(breaks="SECRET-5")
def school_does_not_check_the_password(wrong: Breaking) -> None:
    """At school any password is accepted for the name that was clicked."""

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in(_own: Replacement, _link_key: str, pupil_id: str, _secret: str) -> Any:
        return wrong.lets_in(pupil_id, at_school=True)


@defect(
    breaks="SECRET-5",
    also={"LOCK-7": "nobody can log in at school as before", "SECRET-1": "passwords are no longer used at school"},
)
def school_wants_the_home_code(wrong: Breaking) -> None:
    """At school the home code is asked for in place of the password."""

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in(_own: Replacement, _link_key: str, pupil_id: str, secret: str) -> Any:
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil(pupil_id)
        is_code = pupil is not None and wrong.portal.codes.of(pupil).printed() == secret
        return wrong.lets_in(pupil_id, at_school=True) if is_code else WrongSecret()


@defect(
    breaks="MATERIAL-1",
    also={
        "A11Y-1": "a walk through the screens gets no further",
        "A11Y-3": "a walk through the screens gets no further",
        "A11Y-4": "a walk through the screens gets no further",
        "MATERIAL-2": "nobody gets to a lesson material, so its address is not known",
        "SIBLING-4": "nobody gets to a lesson material to see who is logged in there",
    },
)
def materials_want_a_double_click(wrong: Breaking) -> None:
    """A single click does not open a lesson material."""
    wrong.script("""addEventListener('click', event => {
        if (event.detail === 1 && event.target.closest('.book')) event.preventDefault();
    })""")


@defect(breaks="MATERIAL-2")
def shelf_is_open_to_who_has_nothing(wrong: Breaking) -> None:
    """A browser without any cookies is shown the lesson materials at their address."""

    @wrong.view("materials.shelf")
    def shelf(original: Replacement) -> Any:
        return original() if request.cookies else _shelf_of(_NOBODY)


@defect(breaks="MATERIAL-2")
def code_opens_the_materials(wrong: Breaking) -> None:
    """The address of the lesson materials opens for a device on which only the code was entered."""
    entered: dict[str, str] = {}

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        answer, code = original(), home_code.read(forms.code())
        if code and isinstance(answer, Response) and answer.location:
            entered[session["csrf_token"]] = code.locator
        return answer

    @wrong.view("materials.shelf")
    def shelf(original: Replacement) -> Any:
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil_by_locator(entered.get(session.get("csrf_token", ""), ""))
            return _shelf_of(card(pupil)) if pupil else original()


@defect(breaks="MATERIAL-2")
def who_comes_back_is_let_in(wrong: Breaking) -> None:
    """A browser that was closed and reopened is shown the lesson materials on the strength of its cookie alone."""

    @wrong.view("materials.shelf")
    def shelf(original: Replacement) -> Any:
        known = wrong.portal.home.pupils(cookies.device_token())
        return _shelf_of(known[0]) if known and "__Host-form" not in request.cookies else original()


@defect(breaks="MATERIAL-2", also={"SIBLING-2": "including whoever uses the device after the pupil"})
def single_material_is_open_to_all(wrong: Breaking) -> None:
    """A lesson material is shown to everybody who has its address; only the list of them asks for a login."""

    @wrong.view("materials.material")
    def material(original: Replacement, slug: str) -> Any:
        chosen = next((one for one in MATERIALS if one.slug == slug), None)
        if request_context.pupil() or chosen is None:
            return original(slug)
        return render_template("materials/material.html", pupil=_NOBODY, material=chosen)


def _shelf_of(pupil: PupilCard) -> str:
    return render_template("materials/shelf.html", pupil=pupil, materials=MATERIALS)


def _note_what_was_before(wrong: Breaking, first: dict[str, str]) -> None:
    @wrong.instead_of(wrong.portal.administration, "change_secret")
    def change_secret(original: Replacement, pupil_id: str, **new: Any) -> Any:
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil(pupil_id)
        if pupil:
            first.setdefault(pupil_id, pupil.secret_hash)
        return original(pupil_id, **new)
