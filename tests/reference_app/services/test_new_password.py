"""The teacher gives a pupil a new password or picture: it is accepted everywhere at once, the old one nowhere."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import NotYours, SecretChanged, SignedIn, UnknownHere, UnusableSecret, WrongSecret
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.administration import AddedSchool, AddedTeacher, SchoolRules
from tests.reference_app.conftest import AtHome, logged_in, there, token_of, without_token
from tests.reference_app.services.test_guesses_at_once import becomes, no_hash_is_ready


def give(portal: Portal, teacher: AddedTeacher, pupil: AtHome, secret: str, *, picture: bool = False) -> object:
    return portal.secrets.change(teacher.id, pupil.id, secret, uses_password_picture=picture)


# What counts


def test_the_new_password_counts_at_home(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    assert isinstance(give(portal, anna, noor, "konijn12"), SecretChanged)

    assert isinstance(noor.give("konijn12"), SignedIn)


def test_the_new_password_counts_at_school(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, noor: AtHome
) -> None:
    give(portal, anna, noor, "konijn12")

    assert isinstance(portal.school.sign_in(school.link_key, noor.id, "konijn12"), SignedIn)


def test_the_old_password_counts_nowhere(portal: Portal, school: AddedSchool, anna: AddedTeacher, noor: AtHome) -> None:
    give(portal, anna, noor, "konijn12")

    at_school = portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret)
    assert (noor.give_right_secret(), at_school) == (WrongSecret(), WrongSecret())


def test_a_picture_comes_for_a_password(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    give(portal, anna, noor, "kite", picture=True)

    shown = there(portal.home.pupil(noor.device, noor.id))
    assert (shown.uses_password_picture, isinstance(noor.give("kite"), SignedIn)) == (True, True)


def test_a_password_comes_for_a_picture(portal: Portal, anna: AddedTeacher, sem: AtHome) -> None:
    give(portal, anna, sem, "konijn12")

    shown = there(portal.home.pupil(sem.device, sem.id))
    assert (shown.uses_password_picture, isinstance(sem.give("konijn12"), SignedIn)) == (False, True)


def test_spaces_around_a_password_are_no_part_of_it(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    give(portal, anna, noor, " twee woorden ")

    assert isinstance(noor.give("twee woorden"), SignedIn)


# What is refused


@pytest.mark.parametrize("password", ["", "konij", " konij ", "      ", "k" * 129])
def test_a_password_that_is_too_short_or_too_long_is_refused(
    portal: Portal, anna: AddedTeacher, noor: AtHome, password: str
) -> None:
    refused = give(portal, anna, noor, password)

    assert (refused, isinstance(noor.give_right_secret(), SignedIn)) == (UnusableSecret(), True)


@pytest.mark.parametrize("password", ["konijn", "k" * 128])
def test_the_shortest_and_the_longest_password_are_taken(
    portal: Portal, anna: AddedTeacher, noor: AtHome, password: str
) -> None:
    assert isinstance(give(portal, anna, noor, password), SecretChanged)


@pytest.mark.parametrize("picture", ["", "konijn12", "bear", "boot"])
def test_what_is_no_password_picture_is_refused(portal: Portal, anna: AddedTeacher, noor: AtHome, picture: str) -> None:
    refused = give(portal, anna, noor, picture, picture=True)

    assert (refused, isinstance(noor.give_right_secret(), SignedIn)) == (UnusableSecret(), True)


def test_another_teacher_changes_nothing(portal: Portal, bas: AddedTeacher, noor: AtHome) -> None:
    refused = give(portal, bas, noor, "konijn12")

    assert (refused, isinstance(noor.give_right_secret(), SignedIn)) == (NotYours(), True)


def test_a_teacher_of_another_group_of_the_school_changes_nothing(
    portal: Portal, other_school: AddedSchool, carla: AddedTeacher
) -> None:
    mila = other_school.groups[0].pupils[0]

    refused = portal.secrets.change(carla.id, mila.id, "konijn12", uses_password_picture=False)
    assert refused == NotYours()


# What stays and what ends


def test_a_block_stays(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)
    blocked = noor.lockout()

    give(portal, anna, noor, "konijn12")

    assert noor.lockout() == blocked


def test_the_count_stays(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(9)

    give(portal, anna, noor, "konijn12")

    assert noor.lockout() == Lockout(failures=9)


def test_whoever_is_logged_in_with_the_old_one_is_logged_out(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, noor: AtHome
) -> None:
    at_home, at_school = noor.give_right_secret(), portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret)

    give(portal, anna, noor, "konijn12")

    assert [portal.sessions.pupil(token_of(login)) for login in (at_home, at_school)] == [None, None]


def test_a_brother_and_the_teacher_stay_logged_in(
    portal: Portal, anna: AddedTeacher, noor: AtHome, sem: AtHome
) -> None:
    brother, teacher = sem.give_right_secret(), portal.teacher.sign_in(anna.email, anna.password)

    give(portal, anna, noor, "konijn12")

    logged_in = portal.sessions
    assert (there(logged_in.pupil(token_of(brother))).pupil.id, there(logged_in.teacher(token_of(teacher))).id) == (
        sem.id,
        anna.id,
    )


def test_a_change_by_the_administration_logs_out_too(portal: Portal, noor: AtHome) -> None:
    token = token_of(noor.give_right_secret())

    portal.administration.change_secret(noor.id)

    assert portal.sessions.pupil(token) is None


def test_the_old_password_on_its_way_in_opens_nothing_at_home(portal: Portal, noor: AtHome) -> None:
    """The old password is found right, but the new one is set before the login is completed."""
    with ThreadPoolExecutor(1) as threads:
        with no_hash_is_ready():
            on_its_way = threads.submit(noor.give_right_secret)
            becomes(1, lambda: noor.lockout().failures)
            _change_behind_the_back(portal, noor)

        assert on_its_way.result(timeout=15) == UnknownHere()


def test_the_old_password_on_its_way_in_opens_nothing_at_school(
    portal: Portal, school: AddedSchool, noor: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def matches(*_: str) -> bool:
        _change_behind_the_back(portal, noor)
        return True

    monkeypatch.setattr("reference_app.passwords.matches", matches)

    assert portal.school.sign_in(school.link_key, noor.id, noor.pupil.secret) == UnknownHere()


def _change_behind_the_back(portal: Portal, pupil: AtHome) -> None:
    with portal.store.write() as tx:
        tx.change_secret(there(tx.pupil(pupil.id)), "another hash", uses_password_picture=False)


def test_a_change_is_logged_with_ids_only(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    with capture_logs() as logged:
        give(portal, anna, noor, "konijn12")

    assert logged == [{"event": "secret changed", "log_level": "info", "pupil": noor.id, "teacher": anna.id}]


# On the screen


def _address(pupil: AtHome) -> str:
    return f"/teacher/pupils/{pupil.id}/new-password"


def test_the_group_leads_to_the_new_password_of_each_pupil(
    console: FlaskClient, school: AddedSchool, noor: AtHome, sem: AtHome
) -> None:
    page = console.get(f"/teacher/groups/{school.groups[0].id}").text

    assert re.findall(r'href="([^"]*/new-password)"', page) == [_address(noor), _address(sem)]


def test_a_school_without_codes_has_passwords_all_the_same(
    console: FlaskClient, portal: Portal, school: AddedSchool, noor: AtHome
) -> None:
    portal.administration.change_school(school.id, SchoolRules(home_login=False))

    assert _address(noor) in console.get(f"/teacher/groups/{school.groups[0].id}").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "password", "secret": "konijn12"}, "Noor heeft een nieuw wachtwoord."),
        ({"kind": "picture", "secret": "kite"}, "Noor heeft een nieuw wachtwoordplaatje."),
    ],
)
def test_the_group_says_once_that_it_is_done(
    console: FlaskClient, noor: AtHome, form: dict[str, str], said: str
) -> None:
    done = console.post(_address(noor), data=form, follow_redirects=True)

    assert (said in done.text, said in console.get(done.request.path).text) == (True, False)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "password", "secret": "konij"}, "Een wachtwoord heeft 6 tot 128 tekens."),
        ({"kind": "password", "secret": "k" * 129}, "Een wachtwoord heeft 6 tot 128 tekens."),
        ({"kind": "picture"}, "Kies een wachtwoordplaatje."),
        ({"kind": "picture", "secret": "konijn12"}, "Kies een wachtwoordplaatje."),
        ({}, "Een wachtwoord heeft 6 tot 128 tekens."),
    ],
)
def test_what_is_unusable_is_said(console: FlaskClient, noor: AtHome, form: dict[str, str], said: str) -> None:
    assert said in console.post(_address(noor), data=form).text


def test_the_pictures_are_radio_buttons_with_names(console: FlaskClient, sem: AtHome) -> None:
    page = console.get(_address(sem)).text

    shown = re.findall(r'<label><input type="radio" name="secret" value="(\w+)" required>\s*<img [^>]*alt="\w+"', page)
    assert shown == list(PASSWORD_PICTURES)


def test_the_page_does_not_tell_which_picture_the_pupil_has(
    console: FlaskClient, portal: Portal, anna: AddedTeacher, sem: AtHome
) -> None:
    before = without_token(console.get(_address(sem)).text)

    give(portal, anna, sem, "kite", picture=True)

    assert (without_token(console.get(_address(sem)).text), "checked" in before) == (before, False)


def test_a_form_without_its_token_changes_nothing(app: Flask, portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    answer = logged_in(app, portal, anna).post(_address(noor), data={"kind": "password", "secret": "konijn12"})

    assert (answer.status_code, isinstance(noor.give_right_secret(), SignedIn)) == (400, True)


def test_another_teachers_pupil_has_no_page(
    app: Flask, console: FlaskClient, portal: Portal, bas: AddedTeacher, noor: AtHome
) -> None:
    other = logged_in(app, portal, bas)

    answers = other.get(_address(noor)), other.post(_address(noor), data={"kind": "password", "secret": "konijn12"})
    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_is_not_logged_in_is_sent_to_the_login(app: Flask, noor: AtHome) -> None:
    assert app.test_client().get(_address(noor)).location == "/teacher/login"
