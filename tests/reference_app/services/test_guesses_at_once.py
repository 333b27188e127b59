"""Guesses that come at the same moment are counted one by one (LOCK-13)."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from threading import Barrier

from reference_app import passwords
from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import LockedOut, WrongCode, WrongSecret
from tests.reference_app.conftest import AtHome

GUESSES = 20
HASHES_AT_ONCE = 4


def at_once(guess: Callable[[], object], times: int = GUESSES) -> list[object]:
    """The outcomes of this many guesses, by as many threads that start together."""
    start = Barrier(times)

    def wait_and_guess(_: int) -> object:
        start.wait(timeout=10)
        return guess()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(wait_and_guess, range(times)))


def by_turns(*guesses: Callable[[], object]) -> Callable[[], object]:
    turns = cycle(guesses)

    def guess() -> object:
        return next(turns)()

    return guess


def becomes(expected: object, question: Callable[[], object], seconds: float = 15) -> bool:
    """Whether the answer is as expected within this many seconds."""
    deadline = time.monotonic() + seconds
    while question() != expected:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def no_hash_is_ready() -> Iterator[None]:
    """Every secret that is given inside this context stays unchecked until its end."""
    for _ in range(HASHES_AT_ONCE):
        passwords._at_once.acquire(timeout=10)
    try:
        yield
    finally:
        passwords._at_once.release(HASHES_AT_ONCE)


def test_of_twenty_wrong_passwords_at_once_nine_are_called_wrong(noor: AtHome) -> None:
    assert at_once(noor.give_wrong_secret).count(WrongSecret()) == 9


def test_twenty_wrong_passwords_at_once_block(portal: Portal, noor: AtHome) -> None:
    at_once(noor.give_wrong_secret)

    assert portal.home.blocked_until(noor.id) is not None


def test_of_twenty_wrong_passwords_at_once_ten_are_counted(noor: AtHome) -> None:
    at_once(noor.give_wrong_secret)

    assert noor.lockout().failures == 10


def test_two_processes_of_the_portal_share_the_count(noor: AtHome, start_portal: Callable[..., Portal]) -> None:
    elsewhere = noor.through(start_portal())

    came = at_once(by_turns(noor.give_wrong_secret, elsewhere.give_wrong_secret))

    assert came.count(WrongSecret()) == 9


def test_after_nine_failures_no_more_of_twenty_guesses_at_once_is_called_wrong(noor: AtHome) -> None:
    noor.fail(9)

    assert at_once(noor.give_wrong_secret).count(WrongSecret()) == 0


def test_ten_guesses_that_are_still_being_checked_block(portal: Portal, noor: AtHome) -> None:
    """Guesses are counted before they are checked; otherwise many could be under way when the tenth is answered."""
    with ThreadPoolExecutor(10) as threads, no_hash_is_ready():
        threads.map(lambda _: noor.give_wrong_secret(), range(10))

        assert becomes(Lockout(10, portal.now() + portal.policy.block_lasts), noor.lockout)


def test_the_right_password_is_refused_while_ten_guesses_are_being_checked(portal: Portal, noor: AtHome) -> None:
    with ThreadPoolExecutor(11) as threads, no_hash_is_ready():
        threads.map(lambda _: noor.give_wrong_secret(), range(10))
        becomes(10, lambda: noor.lockout().failures)
        eleventh = threads.submit(noor.give_right_secret)

        assert eleventh.result(timeout=15) == LockedOut(portal.now() + portal.policy.block_lasts)


def test_of_twenty_wrong_codes_at_once_nine_are_called_wrong(noor: AtHome) -> None:
    assert at_once(noor.enter_wrong_code).count(WrongCode()) == 9


def test_twenty_wrong_codes_at_once_block(portal: Portal, noor: AtHome) -> None:
    at_once(noor.enter_wrong_code)

    assert portal.home.blocked_until(noor.id) is not None


def test_wrong_codes_and_wrong_passwords_at_once_count_together(noor: AtHome) -> None:
    came = at_once(by_turns(noor.enter_wrong_code, noor.give_wrong_secret))

    assert len([outcome for outcome in came if outcome in (WrongCode(), WrongSecret())]) == 9


def test_twenty_right_passwords_at_once_leave_no_block(noor: AtHome) -> None:
    at_once(noor.give_right_secret)

    assert noor.lockout() == Lockout()


def test_twenty_right_codes_at_once_do_not_count(noor: AtHome) -> None:
    at_once(noor.enter_right_code)

    assert noor.lockout() == Lockout()


def test_twenty_right_codes_at_once_show_the_pupil_once(portal: Portal, noor: AtHome) -> None:
    at_once(noor.enter_right_code)

    assert [pupil.first_name for pupil in portal.home.pupils(noor.device)] == ["Noor"]


def test_guesses_of_siblings_at_once_count_apart(noor: AtHome, sem: AtHome) -> None:
    at_once(by_turns(noor.enter_wrong_code, sem.enter_wrong_code), times=18)

    assert (noor.lockout().failures, sem.lockout().failures) == (9, 9)
