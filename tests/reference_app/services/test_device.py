"""The device that remembers a code: for how long and for whom it does, and that its cookie cannot be forged."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reference_app.portal import Portal
from reference_app.rules.outcomes import CodeAccepted, SignedIn, UnknownHere, WrongCode
from reference_app.tokens import digest
from tests.reference_app.conftest import AtHome, SetClock, device_of

REMEMBERED = timedelta(days=395)
MICROSECOND = timedelta(microseconds=1)

FORGED = [
    pytest.param(None, id="none"),
    pytest.param("", id="empty"),
    pytest.param("x", id="short"),
    pytest.param("x" * 10_000, id="long"),
    pytest.param("☺\0\x7f", id="odd characters"),
    pytest.param("' OR '1'='1", id="SQL"),
    pytest.param("%", id="a wildcard"),
]


def names(portal: Portal, device: str | None) -> list[str]:
    return [pupil.first_name for pupil in portal.home.pupils(device)]


# The cookie


def test_the_token_of_a_device_is_not_in_the_database(noor: AtHome, rows: Callable[[], object]) -> None:
    assert noor.device not in repr(rows())


def test_the_digest_of_the_token_is_in_the_database(noor: AtHome, rows: Callable[[], object]) -> None:
    assert digest(noor.device) in repr(rows())


def test_the_digest_of_a_token_is_not_a_token(portal: Portal, noor: AtHome) -> None:
    assert names(portal, digest(noor.device)) == []


@pytest.mark.usefixtures("noor")
@pytest.mark.parametrize("token", FORGED)
def test_a_forged_token_knows_nobody(portal: Portal, token: str | None) -> None:
    assert names(portal, token) == []


@pytest.mark.parametrize("token", FORGED)
def test_with_a_forged_token_the_right_code_is_still_accepted(portal: Portal, noor: AtHome, token: str | None) -> None:
    assert isinstance(portal.home.enter_code(noor.code, token), CodeAccepted)


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_token_does_not_become_a_device(portal: Portal, noor: AtHome, token: str | None) -> None:
    portal.home.enter_code(noor.code, token)

    assert names(portal, token) == []


@pytest.mark.parametrize("token", FORGED)
def test_forgetting_with_a_forged_token_leaves_devices_as_they_are(
    portal: Portal, noor: AtHome, token: str | None
) -> None:
    portal.home.forget_device(token)

    assert names(portal, noor.device) == ["Noor"]


@pytest.mark.parametrize("alter", [str.swapcase, lambda token: token[:-1], lambda token: token + "A"])
def test_an_altered_token_knows_nobody(portal: Portal, noor: AtHome, alter: Callable[[str], str]) -> None:
    assert names(portal, alter(noor.device)) == []


def test_two_devices_have_two_tokens(noor: AtHome) -> None:
    assert noor.on_another_device().device != noor.device


# How long it is remembered


def test_a_device_is_remembered_for_a_school_year(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(REMEMBERED - MICROSECOND)

    assert names(portal, noor.device) == ["Noor"]


def test_after_that_a_device_knows_nobody(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(REMEMBERED)

    assert names(portal, noor.device) == []


def test_the_right_password_opens_nothing_on_a_device_that_is_no_longer_remembered(
    noor: AtHome, clock: SetClock
) -> None:
    clock.advance(REMEMBERED)

    assert noor.give_right_secret() == UnknownHere()


def test_a_token_that_is_over_does_not_come_back_to_life(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(REMEMBERED)

    noor.enter_right_code()

    assert names(portal, noor.device) == []


def test_logging_in_renews_the_device(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(timedelta(days=300))
    noor.give_right_secret()
    clock.advance(REMEMBERED - MICROSECOND)

    assert names(portal, noor.device) == ["Noor"]


def test_the_code_renews_the_device(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(timedelta(days=300))
    noor.enter_right_code()
    clock.advance(REMEMBERED - MICROSECOND)

    assert names(portal, noor.device) == ["Noor"]


@pytest.mark.parametrize("guess", ["give_wrong_secret", "enter_wrong_code"])
def test_a_wrong_guess_does_not_renew_the_device(portal: Portal, noor: AtHome, clock: SetClock, guess: str) -> None:
    clock.advance(timedelta(days=300))
    getattr(noor, guess)()
    clock.advance(timedelta(days=95))

    assert names(portal, noor.device) == []


def test_a_device_is_remembered_by_every_process_of_the_portal(
    noor: AtHome, start_portal: Callable[..., Portal]
) -> None:
    assert isinstance(noor.through(start_portal()).give_right_secret(), SignedIn)


# More than one pupil


def test_a_second_code_keeps_the_token(noor: AtHome, sem: AtHome) -> None:
    assert sem.device == noor.device


def test_a_code_entered_twice_shows_the_pupil_once(portal: Portal, noor: AtHome) -> None:
    noor.enter_right_code()

    assert names(portal, noor.device) == ["Noor"]


# A code that the teacher replaced


def test_a_replaced_code_is_refused(noor: AtHome) -> None:
    noor.replace_code()

    assert noor.enter_right_code() == WrongCode()


def test_the_code_that_replaced_it_is_accepted(portal: Portal, noor: AtHome) -> None:
    new = noor.replace_code()

    assert isinstance(portal.home.enter_code(new, None), CodeAccepted)


def test_a_device_forgets_the_pupil_of_a_replaced_code(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    noor.replace_code()

    assert names(portal, sem.device) == ["Sem"]


def test_the_right_password_opens_nothing_behind_a_replaced_code(noor: AtHome) -> None:
    noor.replace_code()

    assert noor.give_right_secret() == UnknownHere()


def test_with_the_new_code_the_device_knows_the_pupil_again(portal: Portal, noor: AtHome) -> None:
    portal.home.enter_code(noor.replace_code(), noor.device)

    assert isinstance(noor.give_right_secret(), SignedIn)


# Forget this device


def test_forgetting_removes_every_pupil(portal: Portal, sem: AtHome) -> None:
    portal.home.forget_device(sem.device)

    assert names(portal, sem.device) == []


def test_the_right_password_opens_nothing_on_a_forgotten_device(portal: Portal, noor: AtHome) -> None:
    portal.home.forget_device(noor.device)

    assert noor.give_right_secret() == UnknownHere()


def test_forgetting_one_device_leaves_another(portal: Portal, noor: AtHome) -> None:
    other = noor.on_another_device()

    portal.home.forget_device(noor.device)

    assert names(portal, other.device) == ["Noor"]


def test_forgetting_twice_does_no_harm(portal: Portal, noor: AtHome) -> None:
    portal.home.forget_device(noor.device)
    portal.home.forget_device(noor.device)

    assert names(portal, noor.device) == []


def test_on_a_forgotten_device_the_same_code_works_again(portal: Portal, noor: AtHome) -> None:
    portal.home.forget_device(noor.device)

    assert names(portal, device_of(noor.enter_right_code())) == ["Noor"]


def test_forgetting_leaves_nothing_of_the_device_in_the_database(
    portal: Portal, sem: AtHome, rows: Callable[[], dict[str, list[object]]]
) -> None:
    portal.home.forget_device(sem.device)

    assert (rows()["devices"], rows()["device_pupils"]) == ([], [])
