"""The letters that bring the codes home: each pupil's own, for the teacher's groups, and none without codes."""

import re
from collections.abc import Sequence

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from reference_app.portal import Portal
from reference_app.rules.outcomes import (
    CodeAccepted,
    LogsInElsewhere,
    NoCodes,
    NotAllowedAtHome,
    NothingToHandOut,
    NotYours,
    WrongCode,
)
from reference_app.services.administration import AddedGroup, AddedSchool, AddedTeacher, SchoolRules
from reference_app.services.code_letters import CodeLetter, Letters
from tests.reference_app.conftest import AtHome, logged_in, name_of, there

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{4}-[0-9A-Z]{4}")
ADDRESS = "http://localhost"

NO_CODES = pytest.mark.parametrize(
    ("rules", "why", "said"),
    [
        (SchoolRules(home_login=False), NotAllowedAtHome(), "Je school staat thuiswerken niet toe."),
        (SchoolRules(network_environment="MOO"), LogsInElsewhere("MOO"), "Je leerlingen loggen thuis in via MOO."),
    ],
)


@pytest.fixture
def group(school: AddedSchool) -> AddedGroup:
    return school.groups[0]


@pytest.fixture
def because(group: AddedGroup, why: NoCodes) -> NothingToHandOut:
    return NothingToHandOut(name_of(group), why)


def _codes(page: str) -> list[str]:
    return CODE.findall(page)


def printed(found: object) -> Sequence[CodeLetter]:
    """The letters that a teacher gets."""
    assert isinstance(found, Letters)
    return found.letters


def letter_of(portal: Portal, teacher: AddedTeacher, pupil_id: str) -> CodeLetter:
    [letter] = printed(portal.letters.of_pupil(teacher.id, pupil_id))
    return letter


# The letters


def test_the_letters_of_a_group_hold_each_pupils_own_code(
    portal: Portal, anna: AddedTeacher, group: AddedGroup
) -> None:
    letters = printed(portal.letters.of_group(anna.id, group.id))

    assert {letter.pupil.id: letter.home_code for letter in letters} == {p.id: p.home_code for p in group.pupils}


def test_the_letters_of_a_group_lie_in_the_order_of_the_class_list(
    portal: Portal, anna: AddedTeacher, group: AddedGroup
) -> None:
    assert [letter.pupil.first_name for letter in printed(portal.letters.of_group(anna.id, group.id))] == [
        "Noor",
        "Sem",
    ]


def test_a_letter_bears_both_names_to_hand_it_out_by(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    letter = letter_of(portal, anna, noor.id)

    assert (letter.pupil.first_name, letter.last_name) == ("Noor", "Bakker")


def test_the_letter_of_a_pupil_holds_the_pupils_code(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    assert letter_of(portal, anna, noor.id).home_code == noor.code


def test_the_same_letter_can_be_printed_again(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    assert portal.letters.of_pupil(anna.id, noor.id) == portal.letters.of_pupil(anna.id, noor.id)


def test_the_letters_of_a_group_of_another_school_are_not_to_be_had(
    portal: Portal, bas: AddedTeacher, group: AddedGroup
) -> None:
    assert portal.letters.of_group(bas.id, group.id) == NotYours()


def test_the_letters_of_another_group_of_the_school_are_not_to_be_had(
    portal: Portal, other_school: AddedSchool, carla: AddedTeacher
) -> None:
    assert portal.letters.of_group(carla.id, other_school.groups[0].id) == NotYours()


def test_the_letter_of_another_teachers_pupil_is_not_to_be_had(portal: Portal, bas: AddedTeacher, noor: AtHome) -> None:
    assert portal.letters.of_pupil(bas.id, noor.id) == NotYours()


@NO_CODES
def test_a_school_without_codes_has_no_letters_for_a_group(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, rules: SchoolRules, because: NothingToHandOut, said: str
) -> None:
    portal.administration.change_school(school.id, rules)

    assert portal.letters.of_group(anna.id, school.groups[0].id) == because


@NO_CODES
def test_a_school_without_codes_has_no_letter_for_a_pupil(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, rules: SchoolRules, because: NothingToHandOut, said: str
) -> None:
    portal.administration.change_school(school.id, rules)

    assert portal.letters.of_pupil(anna.id, school.groups[0].pupils[0].id) == because


# A new code for a lost one


def test_the_old_code_stops_working_when_it_is_replaced(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    portal.letters.replace_code(anna.id, noor.id)

    assert noor.enter_right_code() == WrongCode()


def test_a_device_that_remembers_a_replaced_code_asks_again(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    portal.letters.replace_code(anna.id, noor.id)

    assert portal.home.pupils(noor.device) == []


def test_the_code_on_the_new_letter_works(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    portal.letters.replace_code(anna.id, noor.id)

    new = letter_of(portal, anna, noor.id).home_code
    assert portal.home.enter_code(new, noor.device) == CodeAccepted(noor.device)


def test_replacing_a_code_leaves_a_brothers_alone(
    portal: Portal, anna: AddedTeacher, noor: AtHome, sem: AtHome
) -> None:
    portal.letters.replace_code(anna.id, noor.id)

    assert [pupil.id for pupil in portal.home.pupils(sem.device)] == [sem.id]


def test_replacing_a_code_does_not_end_a_block(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    noor.fail(10)
    blocked = noor.lockout()

    portal.letters.replace_code(anna.id, noor.id)

    assert noor.lockout() == blocked


def test_replacing_a_code_is_logged_with_ids_only(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    with capture_logs() as logged:
        portal.letters.replace_code(anna.id, noor.id)

    assert logged == [{"event": "code replaced", "log_level": "info", "pupil": noor.id, "teacher": anna.id}]


def test_another_teacher_does_not_replace_a_code(portal: Portal, bas: AddedTeacher, noor: AtHome) -> None:
    refused = portal.letters.replace_code(bas.id, noor.id)

    assert (refused, noor.enter_right_code()) == (NotYours(), CodeAccepted(noor.device))


@NO_CODES
def test_a_school_without_codes_replaces_none(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, rules: SchoolRules, because: NothingToHandOut, said: str
) -> None:
    pupil = school.groups[0].pupils[0]
    portal.administration.change_school(school.id, rules)
    refused = portal.letters.replace_code(anna.id, pupil.id)
    portal.administration.change_school(school.id, SchoolRules())

    assert (refused, letter_of(portal, anna, pupil.id).home_code) == (because, pupil.home_code)


# On paper


def test_a_page_of_letters_holds_one_letter_and_one_code_a_pupil(console: FlaskClient, group: AddedGroup) -> None:
    page = console.get(f"/teacher/groups/{group.id}/letters").text

    letters = [
        (there(re.search(r"<h2[^>]*>(\w+)", letter))[1], *_codes(letter)) for letter in page.split("<article")[1:]
    ]
    assert letters == sorted((pupil.first_name, pupil.home_code) for pupil in group.pupils)


def test_the_letter_of_one_pupil_holds_one_code(console: FlaskClient, noor: AtHome) -> None:
    assert _codes(console.get(f"/teacher/pupils/{noor.id}/letter").text) == [noor.code]


def test_a_letter_names_the_whole_home_address(console: FlaskClient, noor: AtHome) -> None:
    page = console.get(f"/teacher/pupils/{noor.id}/letter").text

    assert f'<p role="group" aria-labelledby="address-{noor.id}">{ADDRESS}/home</p>' in page


def test_a_letter_tells_the_five_steps(console: FlaskClient, noor: AtHome) -> None:
    assert console.get(f"/teacher/pupils/{noor.id}/letter").text.count("<li>") == 5


@pytest.mark.parametrize(
    ("pupil", "said"), [("noor", "Vul nu het wachtwoord in dat je"), ("sem", "Klik nu op het wachtwoordplaatje dat je")]
)
def test_the_last_step_is_the_pupils_own_kind_of_password(
    console: FlaskClient, request: pytest.FixtureRequest, pupil: str, said: str
) -> None:
    assert said in console.get(f"/teacher/pupils/{request.getfixturevalue(pupil).id}/letter").text


def test_the_qr_code_opens_the_page_for_the_code_and_holds_no_code(console: FlaskClient, noor: AtHome) -> None:
    page = console.get(f"/teacher/pupils/{noor.id}/letter").text

    drawn = segno.make_qr(f"{ADDRESS}/home/code", error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None)
    assert drawn in page


def test_a_letter_has_no_style_that_the_content_policy_refuses(console: FlaskClient, noor: AtHome) -> None:
    page = console.get(f"/teacher/pupils/{noor.id}/letter").text

    assert re.findall(r"<style|style=", page) == []


def test_no_browser_keeps_a_letter(console: FlaskClient, noor: AtHome) -> None:
    assert console.get(f"/teacher/pupils/{noor.id}/letter").headers["Cache-Control"] == "no-store"


@NO_CODES
@pytest.mark.parametrize(
    "path", ["groups/{group}", "groups/{group}/letters", "pupils/{pupil}/letter", "pupils/{pupil}/new-code"]
)
def test_a_teacher_without_codes_to_hand_out_is_told_why(
    console: FlaskClient, portal: Portal, school: AddedSchool, path: str, rules: SchoolRules, why: object, said: str
) -> None:
    group = school.groups[0]
    portal.administration.change_school(school.id, rules)

    page = console.get("/teacher/" + path.format(group=group.id, pupil=group.pupils[0].id)).text

    assert (said in page, _codes(page), re.findall("Brie[fv]|Nieuwe code", page)) == (True, [], [])


def test_the_new_code_is_asked_for_twice(console: FlaskClient, noor: AtHome) -> None:
    page = console.get(f"/teacher/pupils/{noor.id}/new-code").text

    assert ("Ja, maak een nieuwe code" in page, noor.enter_right_code()) == (True, CodeAccepted(noor.device))


def test_after_a_new_code_the_new_letter_is_offered(console: FlaskClient, noor: AtHome) -> None:
    page = console.post(f"/teacher/pupils/{noor.id}/new-code", follow_redirects=True).text

    assert re.search(rf'href="/teacher/pupils/{noor.id}/letter">De nieuwe brief afdrukken', page)


def test_an_address_alone_does_not_say_that_a_code_was_replaced(
    console: FlaskClient, group: AddedGroup, noor: AtHome
) -> None:
    page = console.get(f"/teacher/groups/{group.id}?replaced={noor.id}").text

    assert ("Brief voor Noor" in page, "heeft een nieuwe thuis login code" in page) == (True, False)


def test_a_form_without_its_token_replaces_no_code(
    app: Flask, portal: Portal, anna: AddedTeacher, noor: AtHome
) -> None:
    answer = logged_in(app, portal, anna).post(f"/teacher/pupils/{noor.id}/new-code")

    assert (answer.status_code, noor.enter_right_code()) == (400, CodeAccepted(noor.device))


@pytest.mark.parametrize("path", ["groups/{group}/letters", "pupils/{pupil}/letter", "pupils/{pupil}/new-code"])
def test_another_teachers_letters_have_no_page(
    app: Flask, portal: Portal, bas: AddedTeacher, group: AddedGroup, path: str
) -> None:
    address = "/teacher/" + path.format(group=group.id, pupil=group.pupils[0].id)

    assert logged_in(app, portal, bas).get(address).status_code == 404


def test_another_teacher_posts_no_new_code(
    app: Flask, console: FlaskClient, portal: Portal, bas: AddedTeacher, noor: AtHome
) -> None:
    answer = logged_in(app, portal, bas).post(f"/teacher/pupils/{noor.id}/new-code")

    assert (answer.status_code, noor.enter_right_code()) == (404, CodeAccepted(noor.device))


def test_who_is_not_logged_in_is_sent_to_the_login(app: Flask, group: AddedGroup) -> None:
    assert app.test_client().get(f"/teacher/groups/{group.id}/letters").location == "/teacher/login"
