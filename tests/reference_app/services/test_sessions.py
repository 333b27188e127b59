"""Being logged in: for how long, and that it ends on the server."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reference_app.portal import Portal
from reference_app.services.administration import AddedSchool, SchoolRules
from reference_app.services.sessions import TeacherLoggedIn
from tests.reference_app.conftest import AtHome, SetClock, there, token_of

IDLE = timedelta(hours=4)
LASTS = timedelta(hours=12)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def token(noor: AtHome) -> str:
    """Noor's session, logged in at home."""
    return token_of(noor.give_right_secret())


@pytest.fixture
def annas_token(portal: Portal, school: AddedSchool) -> str:
    anna = school.groups[0].teachers[0]
    return token_of(portal.teacher.sign_in(anna.email, anna.password))


@pytest.fixture
def keep_using(portal: Portal, clock: SetClock) -> Callable[[str, timedelta], None]:
    """A page every two hours for so long."""

    def use(token: str, span: timedelta) -> None:
        for _ in range(span // timedelta(hours=2)):
            clock.advance(timedelta(hours=2))
            portal.sessions.pupil(token)

    return use


# How long


def test_a_pupil_stays_logged_in_until_idle_for_four_hours(portal: Portal, token: str, clock: SetClock) -> None:
    clock.advance(IDLE - MICROSECOND)

    assert portal.sessions.pupil(token) is not None


def test_a_pupil_who_was_idle_for_four_hours_is_logged_out(portal: Portal, token: str, clock: SetClock) -> None:
    clock.advance(IDLE)

    assert portal.sessions.pupil(token) is None


def test_a_teacher_who_was_idle_for_four_hours_is_logged_out(portal: Portal, annas_token: str, clock: SetClock) -> None:
    clock.advance(IDLE)

    assert portal.sessions.teacher(annas_token) is None


def test_using_the_portal_keeps_a_pupil_logged_in(
    portal: Portal, token: str, clock: SetClock, keep_using: Callable[[str, timedelta], None]
) -> None:
    keep_using(token, timedelta(hours=10))
    clock.advance(LASTS - timedelta(hours=10) - MICROSECOND)

    assert portal.sessions.pupil(token) is not None


def test_after_twelve_hours_a_pupil_is_logged_out_though_never_idle(
    portal: Portal, token: str, keep_using: Callable[[str, timedelta], None]
) -> None:
    keep_using(token, LASTS)

    assert portal.sessions.pupil(token) is None


def test_a_session_that_was_idle_too_long_does_not_come_back(portal: Portal, token: str, clock: SetClock) -> None:
    clock.advance(IDLE)
    portal.sessions.pupil(token)
    clock.advance(-timedelta(minutes=1) - MICROSECOND)

    portal.sessions.pupil(token)
    clock.advance(IDLE)

    assert portal.sessions.pupil(token) is None


# How it ends


def test_a_session_that_was_ended_is_nobodys(portal: Portal, token: str) -> None:
    portal.sessions.end(token)

    assert portal.sessions.pupil(token) is None


def test_ending_one_session_leaves_another_of_the_same_pupil(portal: Portal, noor: AtHome, token: str) -> None:
    other = token_of(noor.give_right_secret())

    portal.sessions.end(token)

    assert portal.sessions.pupil(other) is not None


@pytest.mark.parametrize("unknown", [None, "", "forged", "☺\0"])
def test_ending_an_unknown_session_leaves_the_others(portal: Portal, token: str, unknown: str | None) -> None:
    portal.sessions.end(unknown)

    assert portal.sessions.pupil(token) is not None


def test_a_teachers_session_ends_too(portal: Portal, annas_token: str) -> None:
    portal.sessions.end(annas_token)

    assert portal.sessions.teacher(annas_token) is None


@pytest.mark.parametrize(
    "rules", [SchoolRules(home_login=False), SchoolRules(network_environment="MOO")], ids=["not allowed", "elsewhere"]
)
def test_when_the_school_takes_the_home_login_away_its_pupils_at_home_are_logged_out(
    portal: Portal, school: AddedSchool, token: str, rules: SchoolRules
) -> None:
    portal.administration.change_school(school.id, rules)

    assert portal.sessions.pupil(token) is None


def test_when_the_school_takes_the_home_login_away_pupils_at_school_stay_logged_in(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    at_school = token_of(portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret))
    portal.administration.change_school(school.id, SchoolRules(home_login=False))

    assert there(portal.sessions.pupil(at_school)).at_school


def test_a_block_does_not_log_out_who_is_in(portal: Portal, noor: AtHome, token: str) -> None:
    noor.fail(10)

    assert portal.sessions.pupil(token) is not None


def test_when_the_school_is_removed_its_pupils_are_logged_out(portal: Portal, school: AddedSchool, token: str) -> None:
    portal.administration.remove_school(school.id)

    assert portal.sessions.pupil(token) is None


# Whose it is


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("unknown", [None, "", "forged", "x" * 10_000, "☺\0", "' OR '1'='1"])
def test_an_unknown_token_is_nobodys(portal: Portal, unknown: str | None) -> None:
    assert (portal.sessions.pupil(unknown), portal.sessions.teacher(unknown)) == (None, None)


def test_the_token_of_a_device_logs_nobody_in(portal: Portal, noor: AtHome) -> None:
    assert portal.sessions.pupil(noor.device) is None


def test_the_token_of_a_session_is_no_device(portal: Portal, token: str) -> None:
    assert portal.home.pupils(token) == []


def test_a_pupil_is_no_teacher(portal: Portal, token: str) -> None:
    assert portal.sessions.teacher(token) is None


def test_a_teacher_is_no_pupil(portal: Portal, annas_token: str) -> None:
    assert portal.sessions.pupil(annas_token) is None


def test_a_teacher_is_known_by_name(portal: Portal, school: AddedSchool, annas_token: str) -> None:
    anna = school.groups[0].teachers[0]

    assert portal.sessions.teacher(annas_token) == TeacherLoggedIn(anna.id, "Juf Anna")


def test_the_token_of_a_session_is_not_in_the_database(token: str, rows: Callable[[], object]) -> None:
    assert token not in repr(rows())


def test_every_process_of_the_portal_knows_who_is_logged_in(start_portal: Callable[..., Portal], token: str) -> None:
    assert start_portal().sessions.pupil(token) is not None


def test_a_session_ended_in_one_process_is_over_in_every(
    portal: Portal, start_portal: Callable[..., Portal], token: str
) -> None:
    start_portal().sessions.end(token)

    assert portal.sessions.pupil(token) is None
