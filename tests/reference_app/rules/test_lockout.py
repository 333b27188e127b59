"""The block as a pure rule: ten failures in a row, one hour."""

from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_app.rules.lockout import Lockout
from reference_app.rules.policy import Policy

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
POLICY = Policy()

moments = st.datetimes(datetime(2021, 7, 23), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
gaps = st.timedeltas(timedelta(0), timedelta(days=40))


def failed(times: int, *, since: Lockout | None = None, now: datetime = NOON, policy: Policy = POLICY) -> Lockout:
    return reduce(lambda lockout, _: lockout.after_failure(policy, now), range(times), since or Lockout())


def guessed(at: list[datetime]) -> Lockout:
    """Wrong guesses at these moments, as the portal counts them: none while a block is in force."""
    return reduce(
        lambda lockout, now: lockout if lockout.in_force(now) else lockout.after_failure(POLICY, now), at, Lockout()
    )


def test_a_new_account_is_not_blocked() -> None:
    assert Lockout().in_force(NOON) is None


@pytest.mark.parametrize("times", range(1, 10))
def test_fewer_than_ten_failures_do_not_block(times: int) -> None:
    assert failed(times).in_force(NOON) is None


def test_the_tenth_failure_blocks_for_an_hour() -> None:
    assert failed(10).in_force(NOON) == NOON + HOUR


def test_the_hour_begins_at_the_tenth_failure() -> None:
    late = NOON + timedelta(minutes=40)

    assert failed(1, since=failed(9), now=late).in_force(late) == late + HOUR


def test_failures_do_not_age() -> None:
    next_year = NOON + timedelta(days=365)

    assert failed(1, since=failed(9), now=next_year).in_force(next_year) == next_year + HOUR


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(minutes=59), HOUR - MICROSECOND])
def test_the_block_holds_until_the_hour_is_over(passed: timedelta) -> None:
    assert failed(10).in_force(NOON + passed) == NOON + HOUR


@pytest.mark.parametrize("passed", [HOUR, HOUR + MICROSECOND, timedelta(days=365)])
def test_the_block_is_over_when_the_hour_is(passed: timedelta) -> None:
    assert failed(10).in_force(NOON + passed) is None


@pytest.mark.parametrize(
    "tenth_failure",
    [
        pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="to winter time: 02:30 comes twice"),
        pytest.param(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), id="to summer time: 02:30 does not come"),
    ],
)
def test_the_hour_is_sixty_minutes_when_the_clocks_change(tenth_failure: datetime) -> None:
    assert failed(10, now=tenth_failure).until == tenth_failure + timedelta(minutes=60)


def test_the_first_failure_after_a_block_is_the_first_of_a_new_count() -> None:
    assert failed(1, since=failed(10), now=NOON + HOUR) == Lockout(failures=1, until=None)


def test_nine_failures_after_a_block_do_not_block() -> None:
    assert failed(9, since=failed(10), now=NOON + HOUR).in_force(NOON + HOUR) is None


def test_the_tenth_failure_after_a_block_blocks_again() -> None:
    assert failed(10, since=failed(10), now=NOON + HOUR).in_force(NOON + HOUR) == NOON + 2 * HOUR


@given(allowed=st.integers(1, 50))
def test_the_policy_says_which_failure_blocks(allowed: int) -> None:
    policy = Policy(failures_allowed=allowed)
    before, then = failed(allowed - 1, policy=policy), failed(allowed, policy=policy)

    assert (before.in_force(NOON), then.in_force(NOON)) == (None, NOON + HOUR)


@given(lasts=st.timedeltas(MICROSECOND, timedelta(days=30)), now=moments)
def test_the_policy_says_how_long_the_block_lasts(lasts: timedelta, now: datetime) -> None:
    assert failed(10, now=now, policy=Policy(block_lasts=lasts)).until == now + lasts


@given(at=st.lists(moments, min_size=10, max_size=10).map(sorted))
def test_ten_failures_block_an_hour_from_the_last_whatever_lies_between(at: list[datetime]) -> None:
    assert guessed(at).in_force(at[-1]) == at[-1] + HOUR


@given(at=st.lists(moments, max_size=9).map(sorted), now=moments)
def test_nine_failures_never_block_whatever_lies_between(at: list[datetime], now: datetime) -> None:
    assert guessed(at).in_force(now) is None


@given(start=moments, waits=st.lists(gaps, min_size=1, max_size=40))
def test_no_row_of_guesses_blocks_longer_than_an_hour_from_the_last(start: datetime, waits: list[timedelta]) -> None:
    at = [start + sum(waits[:place], timedelta(0)) for place in range(1, len(waits) + 1)]

    assert guessed(at).in_force(at[-1] + HOUR) is None


@given(guesses=st.integers(10, 60))
def test_no_more_than_ten_guesses_in_an_hour_are_counted(guesses: int) -> None:
    at = [NOON + HOUR * place / guesses for place in range(guesses)]

    assert guessed(at).failures == 10
