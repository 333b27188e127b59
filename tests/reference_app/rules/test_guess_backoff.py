"""Slowing down as a pure rule: some guesses are free, each further wait doubles, and after an hour all is forgotten."""

from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_app.rules.guess_backoff import Backoff
from reference_app.rules.policy import Policy
from tests.reference_app.conftest import there

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
POLICY = Policy()
FREE = 5


def failed(times: int, *, since: Backoff | None = None, now: datetime = NOON, policy: Policy = POLICY) -> Backoff:
    return reduce(lambda slow, _: slow.after_failure(FREE, policy, now), range(times), since or Backoff(0, NOON))


def wait(backoff: Backoff, now: datetime = NOON) -> float | None:
    """In seconds."""
    until = backoff.in_force(now)
    return (until - now).total_seconds() if until else None


@pytest.mark.parametrize("times", range(FREE + 1))
def test_the_first_failures_are_free(times: int) -> None:
    assert wait(failed(times)) is None


def test_each_further_failure_doubles_the_wait_up_to_a_minute() -> None:
    assert [wait(failed(FREE + further)) for further in range(1, 9)] == [2, 4, 8, 16, 32, 60, 60, 60]


@given(times=st.integers(FREE + 1, 3_000))
def test_no_wait_is_longer_than_a_minute(times: int) -> None:
    assert 2 <= there(wait(Backoff(times - 1, NOON).after_failure(FREE, POLICY, NOON))) <= 60


def test_a_wait_is_over_when_its_seconds_are() -> None:
    slow, over = failed(FREE + 1), NOON + timedelta(seconds=2)

    assert (wait(slow, over - MICROSECOND), wait(slow, over)) == (1e-6, None)


def test_after_a_wait_the_count_goes_on() -> None:
    later = NOON + timedelta(minutes=30)

    assert wait(failed(1, since=failed(FREE + 1), now=later), later) == 4


def test_an_hour_after_the_first_failure_the_count_begins_anew() -> None:
    assert failed(1, since=failed(FREE + 3), now=NOON + HOUR) == Backoff(1, NOON + HOUR)


def test_before_the_hour_is_over_nothing_is_forgotten() -> None:
    assert failed(1, since=failed(FREE + 3), now=NOON + HOUR - MICROSECOND).failures == FREE + 4


def test_going_on_does_not_put_the_hour_off() -> None:
    """Many people may share an address: it is not slowed down for good because some of them mistype now and then."""
    later = failed(1, since=failed(FREE), now=NOON + HOUR - MICROSECOND)

    assert failed(1, since=later, now=NOON + HOUR).failures == 1


@given(
    free=st.integers(0, 100),
    first=st.timedeltas(timedelta(seconds=1), timedelta(hours=1)),
    longest=st.timedeltas(timedelta(hours=2), timedelta(hours=10)),
)
def test_the_policy_says_how_long(free: int, first: timedelta, longest: timedelta) -> None:
    policy = Policy(first_wait=first, longest_wait=longest)
    slow = [Backoff(free + more, NOON).after_failure(free, policy, NOON) for more in (0, 1, 60)]
    waits = [there(backoff.until) - NOON for backoff in slow]

    assert waits == [first, 2 * first, longest]


def test_a_guess_that_was_right_leaves_no_trace() -> None:
    before = failed(FREE)
    counted = failed(1, since=before)

    assert counted.given_back(counted) == before


def test_a_guess_that_was_right_does_not_end_the_wait_of_another() -> None:
    counted = failed(FREE)
    another = failed(1, since=counted)

    assert another.given_back(counted) == Backoff(FREE, NOON, another.until)


def test_a_guess_that_was_right_is_not_taken_from_an_empty_count() -> None:
    assert failed(0).given_back(failed(1)) == failed(0)
