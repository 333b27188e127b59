"""What a teacher can do about mails, and is told about them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from reference_app.operations.mail_worker import MailWorker
from reference_app.portal import Portal
from reference_app.rules.outcomes import MailTrouble
from reference_app.services.administration import AddedGroup, AddedSchool, AddedTeacher, SchoolRules
from reference_app.web import create_app
from tests.reference_app.conftest import AtHome, Rows, logged_in, there
from tests.reference_app.services.mails.conftest import IN_DUTCH, NO_CODES, call_parent, part
from tests.reference_app.smtp_server import SmtpServer


def test_a_teacher_mails_the_code_of_one_pupil(
    console: FlaskClient, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    page = console.post(f"/teacher/pupils/{noor.id}/mail", follow_redirects=True).text
    mail_worker.deliver_due()

    assert "De mail voor Noor is onderweg." in page
    assert [mail.recipients for mail in server.taken] == [["moeder@bakker.example"]]


def test_a_teacher_mails_the_codes_of_the_group(
    console: FlaskClient, group: AddedGroup, mail_worker: MailWorker, server: SmtpServer
) -> None:
    page = console.post(f"/teacher/groups/{group.id}/mails", follow_redirects=True).text
    mail_worker.deliver_due()

    assert "De mail voor Groep 5 is onderweg." in page
    assert len(server.taken) == 2


def test_the_mail_is_as_the_teachers_page_is(
    console: FlaskClient, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    console.post(f"/teacher/pupils/{noor.id}/mail", base_url="https://localhost", headers={"Accept-Language": "en"})
    mail_worker.deliver_due()

    text = part(server.taken[0].message, "plain")
    assert ("Dear parent" in text, "https://localhost/home" in text) == (True, True)


def test_mailing_a_whole_group_is_asked_twice(
    console: FlaskClient, portal: Portal, group: AddedGroup, sem: AtHome, rows: Callable[[], Rows]
) -> None:
    call_parent(portal, sem, None)

    page = console.get(f"/teacher/groups/{group.id}/mails").text

    assert "Ja, mail de codes" in page
    assert "Geen e-mailadres bekend: Sem. Geef de brief mee." in page
    assert rows()["mails"] == []


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ({}, "Mail staat klaar sinds 2 maart 2026 09:00 uur"),
        ({"trouble": "unreachable"}, "Mail wacht sinds 2 maart 2026 09:00 uur: de mailserver geeft geen antwoord."),
        ({"trouble": "not accepted"}, "Mail wacht sinds 2 maart 2026 09:00 uur: de mailserver neemt hem nog niet aan."),
        ({"sent": "yes"}, "Gemaild op 2 maart 2026 09:00 uur"),
        ({"trouble": "address refused"}, "Niet gemaild: moeder@bakker.example is geweigerd."),
        ({"trouble": "no codes"}, "Niet gemaild: er waren geen thuis login codes om uit te delen."),
    ],
)
def test_the_page_tells_how_it_stands_with_a_mail(
    console: FlaskClient,
    portal: Portal,
    anna: AddedTeacher,
    group: AddedGroup,
    noor: AtHome,
    mail: dict[str, str],
    said: str,
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    if mail:
        portal.mails.settle(there(portal.mails.claim()).id, MailTrouble(mail["trouble"]) if "trouble" in mail else None)

    assert said in console.get(f"/teacher/groups/{group.id}").text


def test_where_no_address_is_known_there_is_nothing_to_press(
    console: FlaskClient, portal: Portal, group: AddedGroup, noor: AtHome
) -> None:
    call_parent(portal, noor, None)

    page = console.get(f"/teacher/groups/{group.id}").text

    assert re.findall(r"Mail de code van \w+|Geen e-mailadres bekend", page) == [
        "Geen e-mailadres bekend",
        "Mail de code van Sem",
    ]


def test_an_address_alone_does_not_say_that_a_mail_is_on_its_way(
    console: FlaskClient, group: AddedGroup, noor: AtHome
) -> None:
    page = console.get(f"/teacher/groups/{group.id}?mailed={noor.id}").text

    assert ("Mail de code van Noor" in page, "is onderweg" in page) == (True, False)


def test_where_mail_is_not_set_up_the_letters_are_offered(
    start_portal: Callable[..., Portal], anna: AddedTeacher, group: AddedGroup
) -> None:
    without = start_portal()
    page = logged_in(create_app(without, "the key of the forms"), without, anna).get(f"/teacher/groups/{group.id}").text

    assert "Mailen van de codes is hier niet ingesteld. Deel de brieven uit." in page
    assert "Brieven voor de hele groep" in page
    assert "Mail de code" not in page


@pytest.mark.parametrize("path", ["pupils/{noor}/mail", "groups/{group}/mails"])
def test_another_teacher_posts_no_mail(
    app: Flask,
    console: FlaskClient,
    portal: Portal,
    bas: AddedTeacher,
    group: AddedGroup,
    noor: AtHome,
    rows: Callable[[], Rows],
    path: str,
) -> None:
    answer = logged_in(app, portal, bas).post("/teacher/" + path.format(noor=noor.id, group=group.id))

    assert (answer.status_code, rows()["mails"]) == (404, [])


@pytest.mark.parametrize("path", ["pupils/{noor}/mail", "groups/{group}/mails"])
def test_a_form_without_its_token_mails_nothing(
    app: Flask,
    portal: Portal,
    anna: AddedTeacher,
    group: AddedGroup,
    noor: AtHome,
    rows: Callable[[], Rows],
    path: str,
) -> None:
    answer = logged_in(app, portal, anna).post("/teacher/" + path.format(noor=noor.id, group=group.id))

    assert (answer.status_code, rows()["mails"]) == (400, [])


@NO_CODES
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "pupils/{noor}/mail"), ("POST", "groups/{group}/mails"), ("GET", "groups/{group}/mails")],
)
def test_a_teacher_without_codes_to_mail_is_told_why(
    console: FlaskClient,
    portal: Portal,
    school: AddedSchool,
    noor: AtHome,
    method: str,
    path: str,
    rules: SchoolRules,
    why: object,
) -> None:
    portal.administration.change_school(school.id, rules)

    address = "/teacher/" + path.format(noor=noor.id, group=school.groups[0].id)
    page = console.open(address, method=method, follow_redirects=True).text
    assert ("er geen thuis login codes om uit te delen" in page, "onderweg" in page) == (True, False)
