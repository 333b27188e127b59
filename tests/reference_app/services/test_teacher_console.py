"""What a teacher sees and does: their own groups and nobody else's, and ending a block."""

from datetime import timedelta

import pytest

from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import CodeAccepted, NotYours, SignedIn, WrongCode, WrongSecret
from reference_app.services.administration import AddedSchool, AddedTeacher, NewGroup, NewSchool, NewTeacher
from tests.reference_app.conftest import AtHome, SetClock, there, token_of

# Logging in


def test_the_right_password_logs_the_teacher_in(portal: Portal, anna: AddedTeacher) -> None:
    token = token_of(portal.teacher.sign_in(anna.email, "een twee drie"))

    assert there(portal.sessions.teacher(token)).id == anna.id


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("email", ["ANNA@regenboog.example", " anna@Regenboog.example "])
def test_how_the_address_is_typed_does_no_harm(portal: Portal, email: str) -> None:
    assert isinstance(portal.teacher.sign_in(email, "een twee drie"), SignedIn)


@pytest.mark.parametrize("password", ["", "een twee dri", "EEN TWEE DRIE", "bokiza42"])
def test_a_wrong_password_is_refused(portal: Portal, anna: AddedTeacher, password: str) -> None:
    assert portal.teacher.sign_in(anna.email, password) == WrongSecret()


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("password", ["een twee drie", "nobody's", ""])
@pytest.mark.parametrize("email", ["", "nobody@regenboog.example", "%", "' OR 1=1 --"])
def test_an_unknown_address_is_answered_as_a_wrong_password(portal: Portal, email: str, password: str) -> None:
    assert portal.teacher.sign_in(email, password) == WrongSecret()


# The own groups only


def test_a_teacher_sees_the_own_groups_by_name(portal: Portal) -> None:
    dirk = NewTeacher("Meester Dirk", "dirk@vlieger.example")
    groups = tuple(NewGroup(f"Groep {year}", (dirk,)) for year in (7, 4, 8, 3, 6, 5))
    added = portal.administration.add_school(NewSchool("De Vlieger", groups))

    seen = portal.teacher.groups(added.groups[0].teachers[0].id)
    assert [group.name[-1] for group in seen] == ["3", "4", "5", "6", "7", "8"]


def test_a_teacher_sees_no_other_group_of_the_own_school(portal: Portal, carla: AddedTeacher) -> None:
    assert [group.name for group in portal.teacher.groups(carla.id)] == ["Groep 3"]


def test_a_teacher_does_not_reach_another_group_by_its_id(
    portal: Portal, other_school: AddedSchool, carla: AddedTeacher
) -> None:
    assert portal.teacher.group(carla.id, other_school.groups[0].id) is None


def test_a_teacher_does_not_reach_a_group_of_another_school(
    portal: Portal, school: AddedSchool, bas: AddedTeacher
) -> None:
    assert portal.teacher.group(bas.id, school.groups[0].id) is None


def test_a_teacher_reaches_an_own_group_by_its_id(portal: Portal, school: AddedSchool, anna: AddedTeacher) -> None:
    assert there(portal.teacher.group(anna.id, school.groups[0].id)).name == "Groep 5"


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("teacher_id", ["", "nobody"])
def test_who_is_no_teacher_sees_no_groups(portal: Portal, teacher_id: str) -> None:
    assert portal.teacher.groups(teacher_id) == []


def test_a_pupil_sees_no_groups(portal: Portal, noor: AtHome) -> None:
    assert portal.teacher.groups(noor.id) == []


def test_a_teacher_sees_the_pupils_by_name(portal: Portal, anna: AddedTeacher) -> None:
    assert [row.pupil.first_name for row in portal.teacher.groups(anna.id)[0].pupils] == ["Noor", "Sem"]


# Who is blocked


def test_a_teacher_sees_who_is_blocked_and_until_when(
    portal: Portal, anna: AddedTeacher, noor: AtHome, clock: SetClock
) -> None:
    noor.fail(10)

    blocked = [(row.pupil.first_name, row.blocked_until) for row in portal.teacher.groups(anna.id)[0].pupils]

    assert blocked == [("Noor", clock.now() + timedelta(hours=1)), ("Sem", None)]


def test_a_teacher_sees_how_many_are_blocked(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)

    assert portal.teacher.groups(anna.id)[0].blocked == 1


def test_nine_failures_do_not_show_as_a_block(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(9)

    assert portal.teacher.groups(anna.id)[0].blocked == 0


def test_a_block_that_is_over_does_not_show(portal: Portal, anna: AddedTeacher, noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    clock.advance(timedelta(hours=1))

    assert portal.teacher.groups(anna.id)[0].blocked == 0


# Unlocking


def test_an_unlocked_pupil_can_log_in_at_once(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)

    portal.teacher.unlock(anna.id, noor.id)

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_an_unlocked_pupil_can_use_the_code_at_once(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)

    portal.teacher.unlock(anna.id, noor.id)

    assert isinstance(noor.enter_right_code(), CodeAccepted)


def test_unlocking_sets_the_count_back_to_zero(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)

    portal.teacher.unlock(anna.id, noor.id)

    assert [noor.enter_wrong_code() for _ in range(9)] == [WrongCode()] * 9


def test_unlocking_before_the_block_sets_the_count_back_too(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(9)

    portal.teacher.unlock(anna.id, noor.id)

    assert noor.lockout() == Lockout()


def test_unlocking_one_pupil_leaves_another_blocked(
    portal: Portal, anna: AddedTeacher, noor: AtHome, sem: AtHome
) -> None:
    noor.fail(10)
    sem.fail(10)
    blocked = sem.lockout()

    portal.teacher.unlock(anna.id, noor.id)

    assert sem.lockout() == blocked


def test_unlocking_an_own_pupil_is_told_to_have_worked(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    assert portal.teacher.unlock(anna.id, noor.id)


def test_a_teacher_of_another_school_cannot_unlock(portal: Portal, bas: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)
    blocked = noor.lockout()

    portal.teacher.unlock(bas.id, noor.id)

    assert noor.lockout() == blocked


def test_a_teacher_of_another_school_is_told_that_it_did_not_work(
    portal: Portal, bas: AddedTeacher, noor: AtHome
) -> None:
    assert portal.teacher.unlock(bas.id, noor.id) == NotYours()


def test_a_teacher_of_another_group_of_the_school_cannot_unlock(
    portal: Portal, other_school: AddedSchool, carla: AddedTeacher
) -> None:
    assert portal.teacher.unlock(carla.id, other_school.groups[0].pupils[0].id) == NotYours()


def test_a_pupil_cannot_unlock(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    assert portal.teacher.unlock(sem.id, noor.id) == NotYours()


@pytest.mark.parametrize("teacher_id", ["", "nobody"])
def test_who_is_no_teacher_cannot_unlock(portal: Portal, noor: AtHome, teacher_id: str) -> None:
    assert portal.teacher.unlock(teacher_id, noor.id) == NotYours()


@pytest.mark.parametrize("pupil_id", ["", "nobody"])
def test_a_pupil_that_is_not_there_cannot_be_unlocked(portal: Portal, anna: AddedTeacher, pupil_id: str) -> None:
    assert portal.teacher.unlock(anna.id, pupil_id) == NotYours()
