"""Logging in at home: the code, the name screen, and the password or the picture."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from reference_app.portal import Portal
from reference_app.rules.outcomes import (
    CodeAccepted,
    LogsInElsewhere,
    NotAllowedAtHome,
    NotYetOpen,
    SignedIn,
    UnknownHere,
    WrongCode,
    WrongSecret,
)
from reference_app.services.administration import AddedSchool, NewGroup, NewPupil, NewSchool, SchoolRules
from reference_app.services.sessions import PupilLoggedIn
from tests.reference_app.conftest import AtHome, SetClock, code_of, device_of, there, token_of

OPENING = datetime(2021, 7, 22, 22, tzinfo=UTC)
"""23 July 2021, midnight in the Netherlands."""
BEFORE = OPENING - timedelta(microseconds=1)


# The code


def test_the_right_code_is_accepted(portal: Portal, school: AddedSchool) -> None:
    noor = school.groups[0].pupils[1]

    assert isinstance(portal.home.enter_code(code_of(noor), None), CodeAccepted)


def test_the_right_code_is_accepted_as_a_child_types_it(portal: Portal, school: AddedSchool) -> None:
    noor = school.groups[0].pupils[1]

    assert isinstance(portal.home.enter_code(f" {code_of(noor).lower().replace('-', ' ')} ", None), CodeAccepted)


def test_a_wrong_secret_behind_a_known_locator_is_refused(noor: AtHome) -> None:
    assert noor.enter_wrong_code() == WrongCode()


def test_the_code_of_a_sibling_with_the_own_locator_is_refused(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    mixed = noor.code[:5] + sem.code[5:]

    assert portal.home.enter_code(mixed, noor.device) == WrongCode()


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("typed", ["UUUUU-UUUU-UUUU", "", "NOOR", "1" * 5000, "\u0660" * 13, "\0" * 13, "' OR 1=1 --"])
def test_what_cannot_be_a_code_is_answered_as_a_wrong_one(portal: Portal, typed: str) -> None:
    assert portal.home.enter_code(typed, None) == WrongCode()


def test_a_locator_that_nobody_has_is_answered_as_a_wrong_code(portal: Portal) -> None:
    assert portal.home.enter_code("00000-0000-0000", None) == WrongCode()


def test_a_wrong_code_shows_no_pupil(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    device = noor.on_another_device().device

    portal.home.enter_code(sem.code[:-1] + "U", device)

    assert [pupil.first_name for pupil in portal.home.pupils(device)] == ["Noor"]


def test_a_code_of_another_portals_key_is_refused(start_portal: Callable[..., Portal], school: AddedSchool) -> None:
    other = start_portal(secret_key="another key")

    assert other.home.enter_code(code_of(school.groups[0].pupils[1]), None) == WrongCode()


# From when


def test_before_the_opening_a_right_code_is_not_accepted(portal: Portal, school: AddedSchool, clock: SetClock) -> None:
    clock.time = BEFORE

    assert portal.home.enter_code(code_of(school.groups[0].pupils[1]), None) == NotYetOpen(OPENING)


def test_before_the_opening_a_wrong_code_is_not_called_wrong(portal: Portal, clock: SetClock) -> None:
    clock.time = BEFORE

    assert portal.home.enter_code("00000-0000-0000", None) == NotYetOpen(OPENING)


def test_before_the_opening_a_wrong_code_does_not_count(noor: AtHome, clock: SetClock) -> None:
    clock.time = BEFORE

    noor.enter_wrong_code()

    assert noor.lockout().failures == 0


def test_from_the_opening_the_code_is_accepted(portal: Portal, school: AddedSchool, clock: SetClock) -> None:
    clock.time = OPENING

    assert isinstance(portal.home.enter_code(code_of(school.groups[0].pupils[1]), None), CodeAccepted)


def test_before_the_opening_a_right_password_opens_nothing(noor: AtHome, clock: SetClock) -> None:
    clock.time = BEFORE

    assert noor.give_right_secret() == NotYetOpen(OPENING)


def test_the_portal_says_that_it_is_not_open_yet(portal: Portal, clock: SetClock) -> None:
    clock.time = BEFORE

    assert portal.home.not_yet_open() == NotYetOpen(OPENING)


def test_an_open_portal_does_not_say_that_it_is_closed(portal: Portal, clock: SetClock) -> None:
    clock.time = OPENING

    assert portal.home.not_yet_open() is None


# Schools whose pupils do not log in here


def test_the_code_of_a_school_without_home_login_is_refused(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False))

    assert noor.enter_right_code() == NotAllowedAtHome()


def test_the_code_of_a_school_with_a_network_environment_is_sent_there(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    portal.administration.change_school(school.id, SchoolRules(network_environment="MOO"))

    assert noor.enter_right_code() == LogsInElsewhere("MOO")


def test_a_refused_code_is_not_remembered(portal: Portal, school: AddedSchool) -> None:
    noor = school.groups[0].pupils[1]
    device = device_of(portal.home.enter_code(code_of(school.groups[0].pupils[0]), None))
    portal.administration.change_school(school.id, SchoolRules(home_login=False))

    portal.home.enter_code(code_of(noor), device)

    assert [pupil.first_name for pupil in portal.home.pupils(device)] == ["Sem"]


def test_a_wrong_code_does_not_tell_what_the_school_allows(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False, network_environment="MOO"))

    assert noor.enter_wrong_code() == WrongCode()


def test_a_right_password_is_refused_where_the_school_took_the_home_login_away(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False))

    assert noor.give_right_secret() == NotAllowedAtHome()


# The name


def test_the_name_screen_shows_only_pupils_whose_code_was_verified_here(portal: Portal, noor: AtHome) -> None:
    assert [pupil.first_name for pupil in portal.home.pupils(noor.device)] == ["Noor"]


def test_the_name_screen_shows_siblings_by_name(portal: Portal, sem: AtHome) -> None:
    assert [pupil.first_name for pupil in portal.home.pupils(sem.device)] == ["Noor", "Sem"]


def test_the_name_screen_shows_the_picture_that_the_pupil_has_at_school(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    at_school = there(portal.school.place(school.link_key)).pupil(noor.id)

    assert portal.home.pupil(noor.device, noor.id) == at_school


def test_the_name_screen_has_no_surname(portal: Portal, noor: AtHome) -> None:
    assert "Bakker" not in repr(portal.home.pupil(noor.device, noor.id))


@pytest.mark.usefixtures("noor")
def test_a_device_without_a_code_shows_nobody(portal: Portal) -> None:
    assert portal.home.pupils(None) == []


def test_a_pupil_is_not_shown_on_a_device_of_another(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    assert portal.home.pupil(noor.on_another_device().device, sem.id) is None


# The password and the picture


def test_the_right_password_logs_the_pupil_in(portal: Portal, noor: AtHome) -> None:
    token = token_of(noor.give_right_secret())

    assert portal.sessions.pupil(token) == PupilLoggedIn(
        there(portal.home.pupil(noor.device, noor.id)), at_school=False
    )


def test_the_right_picture_logs_the_pupil_in(portal: Portal, sem: AtHome) -> None:
    assert there(portal.sessions.pupil(token_of(sem.give("boat")))).pupil.id == sem.id


@pytest.mark.parametrize("secret", ["", "bokiza4", "bokiza422", "BOKIZA42", "bokiza42\0", "boat", "Noor", "é" * 2000])
def test_a_wrong_password_is_refused(noor: AtHome, secret: str) -> None:
    assert noor.give(secret) == WrongSecret()


@pytest.mark.parametrize("secret", ["", "car", "bokiza42"])
def test_a_wrong_picture_is_refused(sem: AtHome, secret: str) -> None:
    assert sem.give(secret) == WrongSecret()


def test_a_wrong_password_starts_no_session(noor: AtHome, rows: Callable[[], dict[str, list[object]]]) -> None:
    noor.give_wrong_secret()

    assert rows()["sessions"] == []


def test_each_login_gives_a_new_session(noor: AtHome) -> None:
    assert noor.give_right_secret() != noor.give_right_secret()


@pytest.mark.parametrize("device", [None, "", "forged"])
def test_the_right_password_opens_nothing_on_an_unknown_device(
    portal: Portal, noor: AtHome, device: str | None
) -> None:
    assert portal.home.sign_in(device, noor.id, noor.pupil.secret) == UnknownHere()


def test_the_right_password_opens_nothing_on_a_device_of_another_pupil(
    portal: Portal, noor: AtHome, sem: AtHome
) -> None:
    other = noor.on_another_device().device

    assert portal.home.sign_in(other, sem.id, sem.pupil.secret) == UnknownHere()


@pytest.mark.parametrize("pupil_id", ["", "nobody", "\0"])
def test_a_pupil_that_is_not_there_is_unknown(portal: Portal, noor: AtHome, pupil_id: str) -> None:
    assert portal.home.sign_in(noor.device, pupil_id, "bokiza42") == UnknownHere()


def test_a_school_that_allows_home_login_again_lets_its_pupils_in(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False))
    portal.administration.change_school(school.id, SchoolRules())

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_two_schools_do_not_share_pupils(portal: Portal, noor: AtHome) -> None:
    other = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 5", (), (NewPupil("Mila"),)),)))

    assert portal.home.sign_in(noor.device, other.groups[0].pupils[0].id, noor.pupil.secret) == UnknownHere()
