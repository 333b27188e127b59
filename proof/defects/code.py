"""What goes wrong with the home code: how it is typed, when it is refused, and what is said then."""

from collections.abc import Callable
from typing import Any

from flask import make_response, session

from proof.defects.breaking import Breaking, Replacement
from proof.defects.registry import defect
from reference_app.rules import home_code
from reference_app.rules.outcomes import CodeAccepted, LogsInElsewhere, NotAllowedAtHome, WrongCode
from reference_app.services.people import card
from reference_app.tokens import digest, new_token
from reference_app.web import cookies, forms


@defect(
    breaks="CODE-1",
    also={
        "CODE-2": "no cookie comes without the code",
        "COOKIE-4": "no cookie comes without the code",
        "A11Y-2": "with the keyboard alone the code is typed key by key too",
    },
)
def field_is_full_before_the_code_is(wrong: Breaking) -> None:
    """The field accepts thirteen keystrokes, the number of characters in a code, but the dashes are typed as well."""
    wrong.script("""addEventListener('keypress', event => {
        const isFull = event.target.id === 'code' && event.target.value.length > 12;
        if (isFull && event.key !== 'Enter') event.preventDefault();
    })""")


@defect(breaks="CODE-3")
def half_a_code_will_do(wrong: Breaking) -> None:
    """Only as much of the code as was typed is compared, as long as it includes the part that finds the account."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, typed: str, *device: Any) -> Any:
        characters = "".join(filter(str.isalnum, typed)).upper()
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil_by_locator(characters[: home_code.LOCATOR_LENGTH])
        right = wrong.portal.codes.of(pupil).printed() if pupil else ""
        return original(right if right.replace("-", "").startswith(characters) else typed, *device)


@defect(breaks="CODE-3")
def any_code_leaves_a_cookie(wrong: Breaking) -> None:
    """The device gets its cookie as soon as a code is sent, even if the code is wrong."""

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        token = cookies.device_token() or new_token()
        answer = make_response(original())
        lasts = wrong.portal.policy.device_remembered
        return answer if "location" in answer.headers else cookies.remember_device(answer, token, lasts)


@defect(breaks="CODE-3", also={"SAFE-6": "a name is shown only if the code belongs to an account"})
def wrong_code_says_whose(wrong: Breaking) -> None:
    """The answer to a code that is one letter off says whose code it almost is."""

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        answer = original()
        code = home_code.read(forms.code())
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil_by_locator(code.locator) if code else None
        return answer.replace("</h1>", f" {pupil.first_name}</h1>") if pupil and isinstance(answer, str) else answer


@defect(breaks="CODE-3")
def second_code_is_taken_for_the_first(wrong: Breaking) -> None:
    """To guard against forms sent twice, the right code after a first mistake is answered as that mistake was."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, *typed: Any) -> Any:
        answer = original(*typed)
        mistakes = session.get("mistakes", 0)
        session["mistakes"] = mistakes + isinstance(answer, WrongCode)
        return WrongCode() if mistakes == 1 and isinstance(answer, CodeAccepted) else answer


@defect(breaks="CODE-4")
def small_letters_are_wrong(wrong: Breaking) -> None:
    """A code in small letters is wrong."""
    _refuses(wrong, lambda typed: typed != typed.upper())


@defect(breaks="CODE-4")
def dashes_are_demanded(wrong: Breaking) -> None:
    """A code without its two dashes is wrong."""
    _refuses(wrong, lambda typed: len(typed) > home_code.LOCATOR_LENGTH and typed.count("-") < 2)  # noqa: PLR2004 - two


@defect(breaks="CODE-4")
def spaces_around_are_wrong(wrong: Breaking) -> None:
    """A code with a space before or after it, as copied from a mail, is wrong."""
    _refuses(wrong, lambda typed: typed != typed.strip())


@defect(breaks="CODE-4")
def look_alikes_are_wrong(wrong: Breaking) -> None:
    """A code typed with an O for a 0, or with an I or L for a 1, is wrong."""
    _refuses(wrong, lambda typed: not {"O", "I", "L"}.isdisjoint(typed.upper()))


@defect(breaks="CODE-4")
def pasting_is_blocked(wrong: Breaking) -> None:
    """Nothing can be pasted into the field of the code."""
    wrong.script("addEventListener('paste', event => event.preventDefault())")


@defect(breaks="CODE-5")
def school_is_not_asked_about_the_code(wrong: Breaking) -> None:
    """The code of a school that does not allow working at home is accepted; only the password is refused."""
    _accepts_in_spite_of(wrong, NotAllowedAtHome)


@defect(breaks="CODE-5")
def refusal_is_called_a_wrong_code(wrong: Breaking) -> None:
    """If the school does not allow working at home, the page says that the code is wrong."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, *typed: Any) -> Any:
        answer = original(*typed)
        return WrongCode() if answer == NotAllowedAtHome() else answer


@defect(breaks="CODE-5")
def known_devices_may_still_work_at_home(wrong: Breaking) -> None:
    """Whether the school still allows working at home is checked when the code is entered, and never afterwards."""
    _lets_in_in_spite_of(wrong, NotAllowedAtHome)


@defect(breaks="CODE-6")
def code_is_accepted_beside_the_environment(wrong: Breaking) -> None:
    """The code of a school with a network environment is accepted; only the password is refused."""
    _accepts_in_spite_of(wrong, LogsInElsewhere)


@defect(breaks="CODE-6")
def environment_is_not_named(wrong: Breaking) -> None:
    """The page refuses the code of a school with a network environment, but does not say which environment."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, *typed: Any) -> Any:
        answer = original(*typed)
        return LogsInElsewhere("…") if isinstance(answer, LogsInElsewhere) else answer


@defect(breaks="CODE-6")
def known_devices_stay_beside_the_environment(wrong: Breaking) -> None:
    """A pupil whose school now uses a network environment can still log in on a device that knew the code before."""
    _lets_in_in_spite_of(wrong, LogsInElsewhere)


@defect(breaks="CODE-7")
def replaced_code_still_works(wrong: Breaking) -> None:
    """After the teacher has made a new code, the old one is still accepted as well."""

    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, typed: str, *device: Any) -> Any:
        code = home_code.read(typed)
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil_by_locator(code.locator) if code else None
        if code and pupil:
            before = home_code.derive(wrong.portal.codes.key, code.locator, pupil.code_edition - 1)
            if code.same_secret(before):
                return wrong.remember(pupil.id)
        return original(typed, *device)


@defect(breaks="CODE-7")
def replaced_code_leaves_devices_known(wrong: Breaking) -> None:
    """A device that remembers a code still does so after the teacher has replaced the code."""

    @wrong.instead_of(wrong.portal.home, "pupils")
    def pupils(_own: Replacement, device_token: str | None) -> Any:
        with wrong.portal.store.read() as tx:
            device = tx.device(digest(device_token), wrong.portal.now()) if device_token else None
            return [card(link.pupil) for link in device.pupils] if device else []


def _refuses(wrong: Breaking, is_refused: Callable[[str], bool]) -> None:
    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, typed: str, *device: Any) -> Any:
        return original("" if is_refused(typed) else typed, *device)


def _accepts_in_spite_of(wrong: Breaking, refusal: type) -> None:
    @wrong.instead_of(wrong.portal.home, "enter_code")
    def enter_code(original: Replacement, typed: str, *device: Any) -> Any:
        answer = original(typed, *device)
        code = home_code.read(typed)
        with wrong.portal.store.read() as tx:
            pupil = tx.pupil_by_locator(code.locator) if code else None
        return wrong.remember(pupil.id) if pupil and isinstance(answer, refusal) else answer


def _lets_in_in_spite_of(wrong: Breaking, refusal: type) -> None:
    """Log the pupil in with a session as at school, for which the rules about home do not apply."""

    @wrong.instead_of(wrong.portal.home, "sign_in")
    def sign_in(original: Replacement, device_token: str | None, pupil_id: str, secret: str) -> Any:
        answer = original(device_token, pupil_id, secret)
        return wrong.lets_in(pupil_id, at_school=True) if isinstance(answer, refusal) else answer
