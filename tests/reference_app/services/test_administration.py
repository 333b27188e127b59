"""The school's administration: a school comes as a whole, changes at once, and leaves nothing when it goes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy.exc import IntegrityError

from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import CodeAccepted, SignedIn, WrongCode, WrongSecret
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services import administration
from reference_app.services.administration import (
    AddedPupil,
    AddedSchool,
    EmailTaken,
    NewGroup,
    NewPupil,
    NewSchool,
    NewTeacher,
    SchoolRules,
)
from reference_app.services.code_mails import MailForm
from tests.reference_app.conftest import AtHome, SetClock, code_of, there, token_of

Rows = Callable[[], dict[str, list[object]]]

BAS = NewTeacher("Meester Bas", "bas@vlieger.example")
MILA = NewPupil("Mila")


def school_of(*groups: NewGroup, rules: SchoolRules | None = None) -> NewSchool:
    return NewSchool("De Vlieger", groups, rules or SchoolRules())


def tables_in_use(rows: Rows) -> set[str]:
    return {name for name, found in rows().items() if found}


# Adding a school


def test_a_made_up_password_logs_the_pupil_in(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA,))))
    mila = added.groups[0].pupils[0]

    assert isinstance(portal.school.sign_in(added.link_key, mila.id, mila.secret), SignedIn)


def test_a_made_up_password_can_be_read_and_typed_by_a_child(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA,))))

    assert re.fullmatch(r"([bdfghjklmnprstvwz][aeiou]){3}\d\d", added.groups[0].pupils[0].secret)


def test_a_made_up_password_picture_is_one_of_the_drawings(portal: Portal) -> None:
    mila = NewPupil("Mila", uses_password_picture=True)
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (mila,))))

    assert added.groups[0].pupils[0].secret in PASSWORD_PICTURES


def test_a_made_up_password_logs_the_teacher_in(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,))))

    assert isinstance(portal.teacher.sign_in(BAS.email, added.groups[0].teachers[0].password), SignedIn)


def test_the_home_code_that_is_told_is_accepted(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA,))))

    assert isinstance(portal.home.enter_code(code_of(added.groups[0].pupils[0]), None), CodeAccepted)


@pytest.mark.parametrize(
    "rules", [SchoolRules(home_login=False), SchoolRules(network_environment="MOO")], ids=["not allowed", "elsewhere"]
)
def test_a_school_without_home_login_hands_out_no_codes(portal: Portal, rules: SchoolRules) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA,)), rules=rules))

    assert added.groups[0].pupils[0].home_code is None


def test_what_was_added_is_told_in_the_order_that_was_given(portal: Portal) -> None:
    added = portal.administration.add_school(
        school_of(NewGroup("Groep 7", (), (MILA, NewPupil("Daan"))), NewGroup("Groep 3", (), (NewPupil("Aya"),)))
    )

    told = [(group.name, [pupil.first_name for pupil in group.pupils]) for group in added.groups]
    assert told == [("Groep 7", ["Mila", "Daan"]), ("Groep 3", ["Aya"])]


def test_pupils_of_a_group_have_different_pictures(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA, NewPupil("Daan")))))
    shown = there(portal.school.place(added.link_key)).groups[0].pupils

    assert shown[0].picture != shown[1].picture


def test_pupils_have_different_locators(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (), (MILA, MILA))))

    assert len({code_of(pupil)[:5] for pupil in added.groups[0].pupils}) == 2


def test_a_teacher_named_in_two_groups_is_one_teacher(portal: Portal, rows: Rows) -> None:
    again = NewTeacher("Meester Bas", "Bas@Vlieger.example ")

    portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,)), NewGroup("Groep 6", (again,))))

    assert len(rows()["teachers"]) == 1


def test_a_teacher_named_in_two_groups_has_both(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,)), NewGroup("Groep 6", (BAS,))))
    bas = added.groups[0].teachers[0]

    assert [group.name for group in portal.teacher.groups(bas.id)] == ["Groep 5", "Groep 6"]


def test_a_teacher_named_in_two_groups_is_told_alike_in_both(portal: Portal) -> None:
    added = portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,)), NewGroup("Groep 6", (BAS,))))

    assert added.groups[0].teachers == added.groups[1].teachers


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("email", ["anna@regenboog.example", " ANNA@Regenboog.example"])
def test_an_address_of_a_teacher_of_another_school_is_taken(portal: Portal, email: str) -> None:
    with pytest.raises(EmailTaken, match=r"anna@regenboog\.example .* give this one another address"):
        portal.administration.add_school(school_of(NewGroup("Groep 5", (NewTeacher("Anna", email),))))


@pytest.mark.usefixtures("school")
def test_a_school_with_a_taken_address_leaves_nothing_behind(portal: Portal, rows: Rows) -> None:
    before = rows()
    taken = NewGroup("Groep 6", (NewTeacher("Anna", "anna@regenboog.example"),))

    with pytest.raises(EmailTaken):
        portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,), (MILA,)), taken))

    assert rows() == before


def test_a_school_with_a_broken_pupil_leaves_nothing_behind(portal: Portal, rows: Rows) -> None:
    nameless = NewPupil(cast("str", None))

    with pytest.raises(IntegrityError):
        portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,), (MILA, nameless))))

    assert tables_in_use(rows) == set()


# Changing a school's rules


def test_rules_that_were_changed_are_told(portal: Portal, school: AddedSchool) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False, network_environment="MOO"))

    with portal.store.read() as tx:
        stored = there(tx.school(school.id))
    assert (stored.home_login, stored.network_environment) == (False, "MOO")


def test_changing_a_school_that_is_there_is_told_to_have_worked(portal: Portal, school: AddedSchool) -> None:
    assert portal.administration.change_school(school.id, SchoolRules())


@pytest.mark.parametrize("school_id", ["", "nowhere"])
def test_a_school_that_is_not_there_cannot_be_changed(portal: Portal, school_id: str) -> None:
    assert not portal.administration.change_school(school_id, SchoolRules())


# Changing a password or a picture


def test_a_changed_password_counts_at_home(portal: Portal, noor: AtHome) -> None:
    changed = portal.administration.change_secret(noor.id)

    assert isinstance(noor.give(there(changed).secret), SignedIn)


def test_the_old_password_does_not_count_at_home(portal: Portal, noor: AtHome) -> None:
    portal.administration.change_secret(noor.id)

    assert noor.give_right_secret() == WrongSecret()


def test_a_changed_password_counts_at_school(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    changed = portal.administration.change_secret(noor.id)

    assert isinstance(portal.school.sign_in(school.link_key, noor.id, there(changed).secret), SignedIn)


def test_the_old_password_does_not_count_at_school(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.administration.change_secret(noor.id)

    assert portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret) == WrongSecret()


def test_a_given_password_becomes_the_password(portal: Portal, noor: AtHome) -> None:
    portal.administration.change_secret(noor.id, password="vierkant")

    assert isinstance(noor.give("vierkant"), SignedIn)


def test_a_changed_picture_is_always_another_one(portal: Portal, sem: AtHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(administration, "PASSWORD_PICTURES", ("boat", "car"))

    changed = [there(portal.administration.change_secret(sem.id)).secret for _ in range(6)]

    assert changed == ["car", "boat"] * 3


def test_the_old_picture_does_not_count(portal: Portal, sem: AtHome) -> None:
    portal.administration.change_secret(sem.id)

    assert sem.give_right_secret() == WrongSecret()


def test_a_pupil_can_go_over_from_a_picture_to_a_password(portal: Portal, sem: AtHome) -> None:
    portal.administration.change_secret(sem.id, uses_password_picture=False)

    assert not there(portal.home.pupil(sem.device, sem.id)).uses_password_picture


def test_a_pupil_can_go_over_from_a_password_to_a_picture(portal: Portal, noor: AtHome) -> None:
    changed = portal.administration.change_secret(noor.id, uses_password_picture=True)

    assert isinstance(noor.give(there(changed).secret), SignedIn)


def test_a_changed_password_leaves_the_code_as_it_is(portal: Portal, noor: AtHome) -> None:
    assert there(portal.administration.change_secret(noor.id)).home_code == noor.code


def test_a_changed_password_leaves_siblings_as_they_are(portal: Portal, noor: AtHome, sem: AtHome) -> None:
    portal.administration.change_secret(noor.id)

    assert isinstance(sem.give_right_secret(), SignedIn)


def test_a_changed_password_leaves_the_count_as_it_is(portal: Portal, noor: AtHome) -> None:
    noor.fail(9)

    portal.administration.change_secret(noor.id)

    assert noor.lockout() == Lockout(failures=9)


def test_who_changed_is_told(portal: Portal, noor: AtHome) -> None:
    changed = portal.administration.change_secret(noor.id, password="vierkant")

    assert changed == AddedPupil(noor.id, "Noor", noor.code, uses_password_picture=False, secret="vierkant")


@pytest.mark.parametrize("pupil_id", ["", "nobody"])
def test_the_password_of_a_pupil_that_is_not_there_cannot_be_changed(portal: Portal, pupil_id: str) -> None:
    assert portal.administration.change_secret(pupil_id) is None


# Removing a school


@pytest.fixture
def school_in_use(portal: Portal, school: AddedSchool, sem: AtHome) -> AddedSchool:
    """A school whose pupils and teacher are logged in, with a block, and with a code being mailed."""
    anna = school.groups[0].teachers[0]
    portal.mails.can_mail = True
    portal.mails.to_parent(anna.id, sem.id, MailForm("nl", "https://thuis.school.nl/"))
    portal.teacher.sign_in(anna.email, anna.password)
    portal.school.sign_in(school.link_key, sem.id, sem.pupil.secret)
    sem.give_right_secret()
    sem.fail(10)
    return school


@pytest.mark.usefixtures("school_in_use")
def test_a_school_in_use_has_rows_in_every_table(rows: Rows) -> None:
    """Otherwise the next test would prove nothing."""
    assert tables_in_use(rows) == set(rows())


def test_a_removed_school_leaves_no_rows_in_any_table(portal: Portal, school_in_use: AddedSchool, rows: Rows) -> None:
    """Except the browser and where guesses came from: these belong to no school, and name nobody."""
    portal.administration.remove_school(school_in_use.id)

    assert tables_in_use(rows) == {"devices", "strangers"}


def test_removing_a_school_leaves_another_as_it_is(portal: Portal, school_in_use: AddedSchool) -> None:
    other = portal.administration.add_school(school_of(NewGroup("Groep 5", (BAS,), (MILA,))))
    shown = portal.school.place(other.link_key)

    portal.administration.remove_school(school_in_use.id)

    assert portal.school.place(other.link_key) == shown


def test_the_code_of_a_removed_school_is_nobodys(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.administration.remove_school(school.id)

    assert noor.enter_right_code() == WrongCode()


def test_the_device_of_a_removed_school_knows_nobody(portal: Portal, school: AddedSchool, noor: AtHome) -> None:
    portal.administration.remove_school(school.id)

    assert portal.home.pupils(noor.device) == []


def test_the_address_of_a_teacher_of_a_removed_school_is_free(portal: Portal, school: AddedSchool) -> None:
    portal.administration.remove_school(school.id)

    anna = NewTeacher("Juf Anna", "anna@regenboog.example")
    assert portal.administration.add_school(school_of(NewGroup("Groep 5", (anna,))))


@pytest.mark.parametrize("school_id", ["", "nowhere"])
def test_a_school_that_is_not_there_cannot_be_removed(portal: Portal, school_id: str) -> None:
    assert not portal.administration.remove_school(school_id)


def test_removing_a_school_is_told_to_have_worked(portal: Portal, school: AddedSchool) -> None:
    assert portal.administration.remove_school(school.id)


# Tidying


def test_tidying_removes_devices_that_are_no_longer_remembered(
    portal: Portal, noor: AtHome, clock: SetClock, rows: Rows
) -> None:
    clock.advance(timedelta(days=395))
    noor.enter_right_code()

    portal.administration.tidy()

    assert len(rows()["devices"]) == 1


def test_tidying_removes_what_such_a_device_knew(portal: Portal, sem: AtHome, clock: SetClock, rows: Rows) -> None:
    clock.advance(timedelta(days=395))
    sem.enter_right_code()

    portal.administration.tidy()

    assert len(rows()["device_pupils"]) == 1


def test_tidying_removes_sessions_that_nobody_used_for_long(
    portal: Portal, noor: AtHome, clock: SetClock, rows: Rows
) -> None:
    noor.give_right_secret()
    clock.advance(timedelta(hours=12, microseconds=1))

    portal.administration.tidy()

    assert rows()["sessions"] == []


def test_tidying_leaves_devices_that_are_remembered(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    clock.advance(timedelta(days=395, microseconds=-1))

    portal.administration.tidy()

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_tidying_leaves_who_is_logged_in(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    token = token_of(noor.give_right_secret())
    clock.advance(timedelta(hours=4, microseconds=-1))

    portal.administration.tidy()

    assert portal.sessions.pupil(token) is not None


def test_tidying_leaves_a_block_as_it_is(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    noor.fail(10)
    blocked = noor.lockout()
    clock.advance(timedelta(minutes=59))

    portal.administration.tidy()

    assert noor.lockout() == blocked
