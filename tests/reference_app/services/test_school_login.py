"""Logging in at school: by the school's own link, without a code and without a block."""

from datetime import datetime

import pytest

from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import SignedIn, UnknownHere, WrongSecret
from reference_app.services.administration import AddedPupil, AddedSchool, NewGroup, NewSchool, SchoolRules
from tests.reference_app.conftest import AtHome, SetClock, there, token_of


@pytest.fixture
def pupil(school: AddedSchool) -> AddedPupil:
    """Noor, whom no device knows yet."""
    return school.groups[0].pupils[1]


def test_the_password_logs_a_pupil_in_without_a_code(portal: Portal, school: AddedSchool, pupil: AddedPupil) -> None:
    assert isinstance(portal.school.sign_in(school.link_key, pupil.id, "bokiza42"), SignedIn)


def test_the_picture_logs_a_pupil_in(portal: Portal, school: AddedSchool) -> None:
    assert isinstance(portal.school.sign_in(school.link_key, school.groups[0].pupils[0].id, "boat"), SignedIn)


def test_who_logged_in_at_school_is_known_to_be_there(portal: Portal, school: AddedSchool, pupil: AddedPupil) -> None:
    token = token_of(portal.school.sign_in(school.link_key, pupil.id, "bokiza42"))

    assert there(portal.sessions.pupil(token)).at_school


@pytest.mark.parametrize("secret", ["", "bokiza4", "boat", "BOKIZA42"])
def test_a_wrong_password_is_refused(portal: Portal, school: AddedSchool, pupil: AddedPupil, secret: str) -> None:
    assert portal.school.sign_in(school.link_key, pupil.id, secret) == WrongSecret()


@pytest.mark.parametrize("link_key", ["", "wrong", "%"])
def test_with_a_wrong_link_the_right_password_opens_nothing(portal: Portal, pupil: AddedPupil, link_key: str) -> None:
    assert portal.school.sign_in(link_key, pupil.id, "bokiza42") == UnknownHere()


def test_the_schools_id_is_not_its_link(portal: Portal, school: AddedSchool) -> None:
    assert portal.school.place(school.id) is None


def test_the_link_of_another_school_opens_nothing(portal: Portal, pupil: AddedPupil) -> None:
    other = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 5"),)))

    assert portal.school.sign_in(other.link_key, pupil.id, "bokiza42") == UnknownHere()


@pytest.mark.parametrize("pupil_id", ["", "nobody"])
def test_a_pupil_that_is_not_there_is_unknown(portal: Portal, school: AddedSchool, pupil_id: str) -> None:
    assert portal.school.sign_in(school.link_key, pupil_id, "bokiza42") == UnknownHere()


def test_the_block_of_the_home_account_does_not_hold_at_school(
    portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    noor.fail(10)

    assert isinstance(portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret), SignedIn)


def test_logging_in_at_school_does_not_end_the_block_at_home(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    noor.fail(10)
    blocked = noor.lockout()

    portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret)

    assert noor.lockout() == blocked


def test_a_wrong_password_at_school_does_not_count_at_home(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.school.sign_in(school.link_key, noor.id, "wrong")

    assert noor.lockout() == Lockout()


def test_ten_wrong_passwords_at_school_do_not_block_there(
    portal: Portal, school: AddedSchool, pupil: AddedPupil
) -> None:
    wrong = [portal.school.sign_in(school.link_key, pupil.id, "wrong") for _ in range(10)]

    assert wrong == [WrongSecret()] * 10


@pytest.mark.parametrize(
    "rules", [SchoolRules(home_login=False), SchoolRules(network_environment="MOO")], ids=["not allowed", "elsewhere"]
)
def test_what_the_school_says_of_home_does_not_hold_at_school(
    portal: Portal, school: AddedSchool, pupil: AddedPupil, rules: SchoolRules
) -> None:
    portal.administration.change_school(school.id, rules)

    assert isinstance(portal.school.sign_in(school.link_key, pupil.id, "bokiza42"), SignedIn)


def test_the_opening_of_the_home_login_does_not_hold_at_school(
    portal: Portal, school: AddedSchool, pupil: AddedPupil, clock: SetClock
) -> None:
    opening: datetime = portal.policy.opens_at
    clock.time = opening.replace(year=2020)

    assert isinstance(portal.school.sign_in(school.link_key, pupil.id, "bokiza42"), SignedIn)


def test_the_link_shows_the_school(portal: Portal, school: AddedSchool) -> None:
    assert there(portal.school.place(school.link_key)).name == "De Regenboog"


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("link_key", ["", "wrong", "%"])
def test_a_wrong_link_shows_no_school(portal: Portal, link_key: str) -> None:
    assert portal.school.place(link_key) is None


def test_the_link_shows_the_pupils_of_each_group_by_name(portal: Portal, school: AddedSchool) -> None:
    group = there(portal.school.place(school.link_key)).group(school.groups[0].id)

    assert [pupil.first_name for pupil in there(group).pupils] == ["Noor", "Sem"]


def test_the_link_shows_the_groups_by_name(portal: Portal) -> None:
    groups = tuple(NewGroup(f"Groep {year}") for year in (7, 4, 8, 3, 6, 5))
    added = portal.administration.add_school(NewSchool("De Vlieger", groups))

    shown = there(portal.school.place(added.link_key)).groups
    assert [group.name[-1] for group in shown] == ["3", "4", "5", "6", "7", "8"]


def test_the_link_shows_no_pupil_of_another_school(portal: Portal, pupil: AddedPupil) -> None:
    other = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 5"),)))

    assert there(portal.school.place(other.link_key)).pupil(pupil.id) is None
