"""The mail that brings a code to the parent: to the right one, and what it says."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient

from reference_app.operations.mail_worker import MailWorker
from reference_app.portal import Portal
from reference_app.rules.outcomes import (
    MailNotSent,
    MailNotSetUp,
    MailState,
    MailTrouble,
    NoCodes,
    NothingToHandOut,
    NotYours,
)
from reference_app.services.administration import AddedGroup, AddedSchool, AddedTeacher, SchoolRules
from tests.reference_app.conftest import AtHome, Rows, SetClock, name_of, there
from tests.reference_app.services.mails.conftest import ADDRESS, CODE, IN_DUTCH, IN_ENGLISH, NO_CODES, call_parent, part
from tests.reference_app.smtp_server import SmtpServer

# To the right parent


def test_a_mail_reaches_the_parent_of_that_pupil_only(mailed: EmailMessage, server: SmtpServer) -> None:
    assert [mail.recipients for mail in server.taken] == [["moeder@bakker.example"]]


def test_the_mails_of_a_group_reach_each_parent_with_the_own_childs_code(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, mail_worker: MailWorker, server: SmtpServer
) -> None:
    sem, noor = group.pupils
    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    mail_worker.deliver_due()

    codes = {mail.message["To"]: CODE.findall(part(mail.message, "plain")) for mail in server.taken}
    assert codes == {"moeder@bakker.example": [noor.home_code], "vader@bakker.example": [sem.home_code]}


def test_a_pupil_without_an_address_is_passed_over(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, sem: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    call_parent(portal, sem, None)

    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert [mail.recipients for mail in server.taken] == [["moeder@bakker.example"]]


def test_a_teacher_of_another_school_mails_no_parent(
    portal: Portal, bas: AddedTeacher, group: AddedGroup, noor: AtHome, rows: Callable[[], Rows]
) -> None:
    refused = portal.mails.to_parent(bas.id, noor.id, IN_DUTCH), portal.mails.to_parents(bas.id, group.id, IN_DUTCH)

    assert (refused, rows()["mails"]) == ((NotYours(), NotYours()), [])


def test_a_teacher_of_another_group_of_the_school_mails_no_parent(
    portal: Portal, other_school: AddedSchool, carla: AddedTeacher, rows: Callable[[], Rows]
) -> None:
    others = other_school.groups[0]

    portal.mails.to_parent(carla.id, others.pupils[0].id, IN_DUTCH)
    portal.mails.to_parents(carla.id, others.id, IN_DUTCH)

    assert rows()["mails"] == []


@NO_CODES
def test_a_school_without_codes_mails_none(
    portal: Portal, school: AddedSchool, anna: AddedTeacher, rules: SchoolRules, why: NoCodes
) -> None:
    portal.administration.change_school(school.id, rules)

    group = school.groups[0]
    because = NothingToHandOut(name_of(group), why)
    assert portal.mails.to_parent(anna.id, group.pupils[0].id, IN_DUTCH) == because
    assert portal.mails.to_parents(anna.id, group.id, IN_DUTCH) == because


@NO_CODES
def test_a_mail_that_waits_is_withdrawn_when_the_school_has_no_codes_any_more(
    portal: Portal,
    school: AddedSchool,
    anna: AddedTeacher,
    noor: AtHome,
    mail_worker: MailWorker,
    server: SmtpServer,
    state: Callable[[], MailState],
    rules: SchoolRules,
    why: object,
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.administration.change_school(school.id, rules)
    mail_worker.deliver_due()
    portal.administration.change_school(school.id, SchoolRules())
    mail_worker.deliver_due()

    assert (server.taken, state()) == ([], MailNotSent("moeder@bakker.example", MailTrouble.NO_CODES))


def test_a_portal_that_cannot_mail_says_so(
    start_portal: Callable[..., Portal], anna: AddedTeacher, group: AddedGroup, noor: AtHome, rows: Callable[[], Rows]
) -> None:
    said = start_portal().mails.to_parent(anna.id, noor.id, IN_DUTCH)

    assert (said, rows()["mails"]) == (MailNotSetUp(name_of(group)), [])


# What it says


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_says_the_name_the_code_and_the_home_address(mailed: EmailMessage, noor: AtHome, kind: str) -> None:
    text = part(mailed, kind)

    assert [said in text for said in ("Noor", noor.code, "https://thuispoort.example/home")] == [True] * 3


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_tells_the_five_steps_of_the_letter(
    console: FlaskClient, mailed: EmailMessage, noor: AtHome, kind: str
) -> None:
    letter = console.get(f"/teacher/pupils/{noor.id}/letter").text.replace("http://localhost/", ADDRESS)
    steps = re.findall(r"<li>(.*)</li>", letter)

    assert (len(steps), [step for step in steps if step not in part(mailed, kind)]) == (5, [])


def test_a_mail_speaks_english_where_the_teachers_page_does(
    portal: Portal, anna: AddedTeacher, sem: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, sem.id, IN_ENGLISH)
    mail_worker.deliver_due()

    mail = server.taken[0].message
    assert mail["Subject"] == "Home login code of Sem"
    assert "Now click the password picture that you also use at school." in part(mail, "plain")
    assert '<html lang="en">' in part(mail, "html")


def test_a_mail_has_the_headers_of_one_that_no_person_wrote(
    mailed: EmailMessage, clock: SetClock, rows: Callable[[], Rows]
) -> None:
    headers = {name: mailed[name] for name in ("From", "To", "Subject", "Auto-Submitted", "Message-ID")}

    assert headers == {
        "From": "Thuispoort <no-reply@regenboog.example>",
        "To": "moeder@bakker.example",
        "Subject": "Thuis login code van Noor",
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{rows()['mails'][0].id}@thuispoort.example>",
    }
    assert mailed["Date"].datetime == clock.now()


@pytest.mark.parametrize("secret", ["bokiza42", "Bakker"])
def test_a_mail_says_no_password_and_no_surname(mailed: EmailMessage, secret: str) -> None:
    assert secret not in part(mailed, "plain") + part(mailed, "html")


def test_the_code_is_in_no_link_and_no_header(mailed: EmailMessage, noor: AtHome) -> None:
    links = re.findall(r'(?:href|src)="([^"]*)"', part(mailed, "html"))

    assert links == ["https://thuispoort.example/home"]
    assert noor.code not in str(mailed.items())


@pytest.mark.parametrize(
    "name",
    [
        "Noor\r\nBcc: everyone@evil.example",
        "Noor\nBcc: everyone@evil.example",
        "Noor\u2028Bcc: everyone@evil.example",
        "Noor\r\n\r\n.\r\nMAIL FROM:<a@evil.example>",
        "Noor\x1b\x7f <everyone@evil.example>",
    ],
)
def test_a_name_cannot_write_into_the_mail(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer, name: str
) -> None:
    with portal.store.write() as tx:
        there(tx.pupil(noor.id)).first_name = name
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    [mail] = server.taken
    assert mail.recipients == ["moeder@bakker.example"]
    assert mail.message["Bcc"] is None
    assert mail.message["Subject"].startswith("Thuis login code van Noor ")
    assert "\r\nBcc" not in part(mail.message, "plain")


def test_a_name_cannot_write_into_the_html(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    with portal.store.write() as tx:
        there(tx.pupil(noor.id)).first_name = '<a href="https://evil.example">Noor</a>'
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert "<a href=&#34;" not in part(server.taken[0].message, "plain")
    assert 'href="https://evil.example"' not in part(server.taken[0].message, "html")
