"""What goes wrong with the password and the picture, which are those of school."""

from datetime import datetime
from typing import Any

from reference_app import passwords
from reference_app.defects.breaking import Breaking
from reference_app.defects.registry import defect
from reference_app.outcomes import SignedIn, WrongSecret
from reference_app.schema import Pupil
from reference_app.web import cookies
from reference_app.web.ways import see_other


@defect(breaks="SECRET-3", also={"LOCK-4": "no picture is wrong, so none counts"})
def any_picture_opens(wrong: Breaking) -> None:
    """Whichever password picture is clicked, the lesson materials open."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        with wrong.pupil(pupil_id) as pupil:
            picture = pupil.uses_password_picture
        return wrong.lets_in(pupil_id) if picture and answer == WrongSecret() else answer


@defect(breaks="SECRET-4")
def the_old_password_goes_on_counting(wrong: Breaking) -> None:
    """Every password with which the pupil once logged in at home is taken, those from before too."""
    once: dict[str, set[str]] = {}

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = own(device_token, pupil_id, secret)
        if isinstance(answer, SignedIn):
            with wrong.pupil(pupil_id) as pupil:
                once.setdefault(pupil_id, set()).add(pupil.secret_hash)
        elif answer == WrongSecret() and any(passwords.matches(kept, secret) for kept in once.get(pupil_id, ())):
            return wrong.lets_in(pupil_id)
        return answer


@defect(breaks="SECRET-4")
def home_has_a_copy_of_the_password(wrong: Breaking) -> None:
    """Home counts the password that the school had when the code was verified, whatever the school changes."""
    copies: dict[str, str] = {}

    @wrong.instead_of(wrong.portal.home, "_remember")
    def remember(own: Any, tx: Any, pupil: Pupil, device_token: str | None, now: datetime) -> Any:
        copies.setdefault(pupil.id, pupil.secret_hash)
        return own(tx, pupil, device_token, now)

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(own: Any, device_token: str | None, pupil_id: str, secret: str) -> Any:
        with wrong.pupil(pupil_id) as pupil:
            of_school = pupil.secret_hash
        if copies[pupil_id] == of_school:
            return own(device_token, pupil_id, secret)
        return wrong.lets_in(pupil_id) if passwords.matches(copies[pupil_id], secret) else WrongSecret()


@defect(breaks="SECRET-5")
def any_password_opens_at_school(wrong: Breaking) -> None:
    """At school the name is enough: the password is asked and not looked at."""

    @wrong.instead_of(wrong.portal.school, "sign_in")
    def sign_in(own: Any, link_key: str, pupil_id: str, secret: str) -> Any:
        answer = own(link_key, pupil_id, secret)
        return wrong.lets_in(pupil_id) if answer == WrongSecret() else answer


@defect(breaks="SECRET-5", also={"LOCK-7": "without a code nobody logs in at school"})
def the_code_is_asked_at_school(wrong: Breaking) -> None:
    """At school, too, the pupil has to verify the home code before the password."""

    @wrong.view("school.password")
    def password(own: Any, link_key: str, pupil_id: str) -> Any:
        known = wrong.portal.home.pupil(cookies.device_token(), pupil_id)
        return own(link_key=link_key, pupil_id=pupil_id) if known else see_other("home.code")
