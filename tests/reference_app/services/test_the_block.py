"""The block of the home account: what counts, for whom it holds, and when it is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import CodeAccepted, LockedOut, SignedIn, WrongCode, WrongSecret
from reference_app.rules.policy import Policy
from tests.reference_app.conftest import AtHome, SetClock, there

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def an_hour_later(clock: SetClock) -> LockedOut:
    """How the portal answers a guess that starts a block now, or one made during a block that began now."""
    return LockedOut(clock.now() + HOUR)


def wrong_secrets(pupil: AtHome, times: int) -> list[object]:
    return [pupil.give_wrong_secret() for _ in range(times)]


def wrong_codes(pupil: AtHome, times: int) -> list[object]:
    return [pupil.enter_wrong_code() for _ in range(times)]


# The tenth failure blocks


def test_nine_wrong_passwords_do_not_block(noor: AtHome) -> None:
    assert wrong_secrets(noor, 9) == [WrongSecret()] * 9


def test_the_tenth_wrong_password_blocks(noor: AtHome, an_hour_later: LockedOut) -> None:
    assert wrong_secrets(noor, 10)[-1] == an_hour_later


def test_the_tenth_wrong_picture_blocks(sem: AtHome, an_hour_later: LockedOut) -> None:
    assert wrong_secrets(sem, 10)[-1] == an_hour_later


def test_nine_wrong_codes_do_not_block(noor: AtHome) -> None:
    assert wrong_codes(noor, 9) == [WrongCode()] * 9


def test_the_tenth_wrong_code_blocks(noor: AtHome, an_hour_later: LockedOut) -> None:
    assert wrong_codes(noor, 10)[-1] == an_hour_later


def test_the_portal_tells_until_when(portal: Portal, noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(10)

    assert portal.home.blocked_until(noor.id) == an_hour_later.until


def test_the_portal_tells_of_no_block_after_nine_failures(portal: Portal, noor: AtHome) -> None:
    noor.fail(9)

    assert portal.home.blocked_until(noor.id) is None


def test_a_wrong_password_counts_with_nine_wrong_codes(noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(9)

    assert noor.give_wrong_secret() == an_hour_later


def test_a_wrong_code_counts_with_nine_wrong_passwords(noor: AtHome, an_hour_later: LockedOut) -> None:
    wrong_secrets(noor, 9)

    assert noor.enter_wrong_code() == an_hour_later


def test_codes_and_passwords_by_turns_count_together(noor: AtHome, an_hour_later: LockedOut) -> None:
    by_turns = [(noor.enter_wrong_code(), noor.give_wrong_secret()) for _ in range(5)]

    assert by_turns == [(WrongCode(), WrongSecret())] * 4 + [(WrongCode(), an_hour_later)]


def test_an_empty_password_counts(noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(9)

    assert noor.give("") == an_hour_later


def test_the_portal_reads_its_policy_at_each_use(portal: Portal, noor: AtHome, an_hour_later: LockedOut) -> None:
    portal.policy = Policy(failures_allowed=1)

    assert noor.enter_wrong_code() == an_hour_later


# What does not count


def test_the_right_password_as_the_tenth_try_logs_in(noor: AtHome) -> None:
    noor.fail(9)

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_the_right_code_after_nine_failures_is_accepted(noor: AtHome) -> None:
    noor.fail(9)

    assert isinstance(noor.enter_right_code(), CodeAccepted)


def test_the_right_code_leaves_the_count_as_it_is(noor: AtHome) -> None:
    noor.fail(9)

    noor.enter_right_code()

    assert noor.lockout() == Lockout(failures=9)


def test_a_code_that_is_nobodys_counts_for_nobody(portal: Portal, noor: AtHome) -> None:
    portal.home.enter_code("00000-0000-0000", noor.device)

    assert noor.lockout() == Lockout()


def test_a_slip_that_cannot_be_a_code_does_not_count(portal: Portal, noor: AtHome) -> None:
    portal.home.enter_code(noor.code[:-1], noor.device)

    assert noor.lockout() == Lockout()


@pytest.mark.parametrize("device", [None, "", "forged"])
def test_a_password_on_a_device_without_the_code_does_not_count(
    portal: Portal, noor: AtHome, device: str | None
) -> None:
    portal.home.sign_in(device, noor.id, "wrong")

    assert noor.lockout() == Lockout()


@pytest.mark.parametrize("pupil_id", ["", "nobody"])
def test_a_guess_without_a_pupil_counts_for_nobody(portal: Portal, noor: AtHome, pupil_id: str) -> None:
    portal.home.sign_in(noor.device, pupil_id, "wrong")

    assert noor.lockout() == Lockout()


# While blocked


def test_while_blocked_the_right_password_is_refused(noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(10)

    assert noor.give_right_secret() == an_hour_later


def test_while_blocked_the_right_picture_is_refused(sem: AtHome, an_hour_later: LockedOut) -> None:
    sem.fail(10)

    assert sem.give_right_secret() == an_hour_later


def test_while_blocked_the_right_code_is_refused(noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(10)

    assert noor.enter_right_code() == an_hour_later


@pytest.mark.parametrize("guess", ["give_wrong_secret", "give_right_secret", "enter_wrong_code", "enter_right_code"])
def test_trying_while_blocked_changes_nothing(noor: AtHome, clock: SetClock, guess: str) -> None:
    noor.fail(10)
    blocked = noor.lockout()
    clock.advance(timedelta(minutes=59))

    getattr(noor, guess)()

    assert noor.lockout() == blocked


# When it is over


def test_a_microsecond_before_the_hour_the_right_password_is_refused(
    noor: AtHome, clock: SetClock, an_hour_later: LockedOut
) -> None:
    noor.fail(10)
    clock.advance(HOUR - MICROSECOND)

    assert noor.give_right_secret() == an_hour_later


def test_a_microsecond_before_the_hour_the_right_code_is_refused(
    noor: AtHome, clock: SetClock, an_hour_later: LockedOut
) -> None:
    noor.fail(10)
    clock.advance(HOUR - MICROSECOND)

    assert noor.enter_right_code() == an_hour_later


def test_after_the_hour_the_right_password_logs_in(noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    clock.advance(HOUR)

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_after_the_hour_the_right_code_is_accepted(noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    clock.advance(HOUR)

    assert isinstance(noor.enter_right_code(), CodeAccepted)


def test_after_the_hour_the_count_starts_at_zero(noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    clock.advance(HOUR)

    assert wrong_codes(noor, 9) == [WrongCode()] * 9


def test_after_the_hour_ten_failures_block_again(noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    clock.advance(HOUR)

    assert wrong_codes(noor, 10)[-1] == LockedOut(clock.now() + HOUR)


def test_logging_in_sets_the_count_back_to_zero(noor: AtHome) -> None:
    noor.fail(9)

    noor.give_right_secret()

    assert wrong_codes(noor, 9) == [WrongCode()] * 9


def test_nine_failures_a_day_apart_and_a_tenth_block(noor: AtHome, clock: SetClock) -> None:
    noor.fail(9)
    clock.advance(timedelta(days=1))

    assert noor.give_wrong_secret() == LockedOut(clock.now() + HOUR)


# For whom it holds


def test_failures_on_two_devices_count_together(noor: AtHome, an_hour_later: LockedOut) -> None:
    other = noor.on_another_device()
    noor.fail(5)
    other.fail(4)

    assert noor.give_wrong_secret() == an_hour_later


def test_the_block_holds_on_every_device(noor: AtHome, an_hour_later: LockedOut) -> None:
    other = noor.on_another_device()
    noor.fail(10)

    assert other.give_right_secret() == an_hour_later


def test_the_count_outlives_a_restart(
    noor: AtHome, start_portal: Callable[..., Portal], an_hour_later: LockedOut
) -> None:
    noor.fail(9)

    assert noor.through(start_portal()).give_wrong_secret() == an_hour_later


def test_the_block_outlives_a_restart(
    noor: AtHome, start_portal: Callable[..., Portal], an_hour_later: LockedOut
) -> None:
    noor.fail(10)

    assert noor.through(start_portal()).give_right_secret() == an_hour_later


def test_a_sibling_on_the_same_device_is_not_blocked(noor: AtHome, sem: AtHome) -> None:
    noor.fail(10)

    assert isinstance(sem.give_right_secret(), SignedIn)


def test_the_failures_of_siblings_do_not_count_together(noor: AtHome, sem: AtHome) -> None:
    noor.fail(9)

    assert sem.give_wrong_secret() == WrongSecret()


def test_a_login_of_a_sibling_does_not_set_the_count_back(noor: AtHome, sem: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(9)

    sem.give_right_secret()

    assert noor.enter_wrong_code() == an_hour_later


def test_a_replaced_code_counts_as_a_wrong_one(noor: AtHome) -> None:
    noor.replace_code()

    noor.enter_right_code()

    assert noor.lockout() == Lockout(failures=1)


def test_another_password_does_not_end_the_block(portal: Portal, noor: AtHome, an_hour_later: LockedOut) -> None:
    noor.fail(10)

    changed = portal.administration.change_secret(noor.id)

    assert noor.give(there(changed).secret) == an_hour_later
