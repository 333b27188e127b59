"""The mail that brings a code to the parent: to the right one, in a queue that loses none, and the teacher told all."""

from __future__ import annotations

import atexit
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from reference_app import postman as post
from reference_app.administration import NewGroup, NewPupil, NewSchool, NewTeacher, SchoolRules
from reference_app.code_mails import MailForm
from reference_app.mail_server import NotDelivered
from reference_app.outcomes import (
    LogsInElsewhere,
    MailNotSent,
    MailNotSetUp,
    MailSent,
    MailsQueued,
    MailTrouble,
    MailWaiting,
    NoAddress,
    NotAllowedAtHome,
    NotYours,
)
from reference_app.postman import Postman
from reference_app.settings import Settings
from reference_app.web import create_app
from reference_app.wsgi import application
from tests.portal.smtp_server import SmtpServer
from tests.portal.test_guesses_at_once import becomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from flask import Flask
    from flask.testing import FlaskClient

    from reference_app.administration import AddedGroup, AddedSchool, AddedTeacher
    from reference_app.outcomes import MailState
    from reference_app.portal import Portal
    from tests.portal.conftest import AtHome, Rows, SetClock

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{4}-[0-9A-Z]{4}")
ADDRESS = "https://thuispoort.example/"
IN_DUTCH, IN_ENGLISH = MailForm("nl", ADDRESS), MailForm("en", ADDRESS)

NO_CODES = pytest.mark.parametrize(
    ("rules", "why"),
    [
        (SchoolRules(home_login=False), NotAllowedAtHome()),
        (SchoolRules(network_environment="MOO"), LogsInElsewhere("MOO")),
    ],
)


@pytest.fixture
def portal(start_portal: Callable[..., Portal]) -> Portal:
    return start_portal(can_mail=True)


@pytest.fixture
def app(portal: Portal) -> Flask:
    return create_app(portal, "the key of the forms under test")


@pytest.fixture
def group(school: AddedSchool) -> AddedGroup:
    return school.groups[0]


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postman(portal: Portal, app: Flask, server: SmtpServer) -> Postman:
    return Postman(portal, app, server.reached().deliver)


@pytest.fixture
def console(app: Flask, portal: Portal, anna: AddedTeacher) -> FlaskClient:
    """Anna's browser, logged in; its forms need no token."""
    app.config["WTF_CSRF_ENABLED"] = False
    return logged_in(app, portal, anna)


def logged_in(app: Flask, portal: Portal, teacher: AddedTeacher) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("__Host-session", portal.teacher.sign_in(teacher.email, teacher.password).session_token)
    return client


@pytest.fixture
def mailed(portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer) -> EmailMessage:
    """Noor's, as her parent gets it."""
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()
    [mail] = server.taken
    return mail.message


@pytest.fixture
def state(portal: Portal, anna: AddedTeacher, noor: AtHome) -> Callable[[], MailState | None]:
    """How it stands with the mail to Noor's parent, as her teacher sees it."""
    return lambda: portal.teacher.groups(anna.id)[0].row(noor.id).mail


def call_parent(portal: Portal, pupil: AtHome, address: str | None) -> None:
    with portal.store.write() as tx:
        tx.pupil(pupil.id).parent_email = address


def part(mail: EmailMessage, kind: str) -> str:
    return mail.get_body((kind,)).get_content()


# To the right parent


def test_a_mail_reaches_the_parent_of_that_pupil_only(mailed: EmailMessage, server: SmtpServer) -> None:
    assert [mail.recipients for mail in server.taken] == [["moeder@bakker.example"]]


def test_the_mails_of_a_group_reach_each_parent_with_the_own_childs_code(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, postman: Postman, server: SmtpServer
) -> None:
    sem, noor = group.pupils
    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    postman.deliver_due()

    codes = {mail.message["To"]: CODE.findall(part(mail.message, "plain")) for mail in server.taken}
    assert codes == {"moeder@bakker.example": [noor.home_code], "vader@bakker.example": [sem.home_code]}


def test_a_pupil_without_an_address_is_passed_over(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, sem: AtHome, postman: Postman, server: SmtpServer
) -> None:
    call_parent(portal, sem, None)

    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    postman.deliver_due()

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
    portal: Portal, school: AddedSchool, anna: AddedTeacher, rules: SchoolRules, why: object
) -> None:
    portal.administration.change_school(school.id, rules)

    group = school.groups[0]
    assert portal.mails.to_parent(anna.id, group.pupils[0].id, IN_DUTCH) == why
    assert portal.mails.to_parents(anna.id, group.id, IN_DUTCH) == why


@NO_CODES
def test_a_mail_that_waits_is_withdrawn_when_the_school_has_no_codes_any_more(
    portal: Portal,
    school: AddedSchool,
    anna: AddedTeacher,
    noor: AtHome,
    postman: Postman,
    server: SmtpServer,
    state: Callable[[], MailState],
    rules: SchoolRules,
    why: object,
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.administration.change_school(school.id, rules)
    postman.deliver_due()
    portal.administration.change_school(school.id, SchoolRules())
    postman.deliver_due()

    assert (server.taken, state()) == ([], MailNotSent("moeder@bakker.example", MailTrouble.NO_CODES))


def test_a_portal_that_cannot_mail_says_so(
    start_portal: Callable[..., Portal], anna: AddedTeacher, noor: AtHome, rows: Callable[[], Rows]
) -> None:
    assert (start_portal().mails.to_parent(anna.id, noor.id, IN_DUTCH), rows()["mails"]) == (MailNotSetUp(), [])


# What it says


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_says_the_name_the_code_and_the_home_address(mailed: EmailMessage, noor: AtHome, kind: str) -> None:
    text = part(mailed, kind)

    assert [said in text for said in ("Noor", noor.pupil.home_code, "https://thuispoort.example/home")] == [True] * 3


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_tells_the_five_steps_of_the_letter(
    console: FlaskClient, mailed: EmailMessage, noor: AtHome, kind: str
) -> None:
    letter = console.get(f"/teacher/pupils/{noor.id}/letter").text.replace("http://localhost/", ADDRESS)
    steps = re.findall(r"<li>(.*)</li>", letter)

    assert (len(steps), [step for step in steps if step not in part(mailed, kind)]) == (5, [])


def test_a_mail_speaks_english_where_the_teachers_page_does(
    portal: Portal, anna: AddedTeacher, sem: AtHome, postman: Postman, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, sem.id, IN_ENGLISH)
    postman.deliver_due()

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
    assert noor.pupil.home_code not in str(mailed.items())


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
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer, name: str
) -> None:
    with portal.store.write() as tx:
        tx.pupil(noor.id).first_name = name
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    [mail] = server.taken
    assert mail.recipients == ["moeder@bakker.example"]
    assert mail.message["Bcc"] is None
    assert mail.message["Subject"].startswith("Thuis login code van Noor ")
    assert "\r\nBcc" not in part(mail.message, "plain")


def test_a_name_cannot_write_into_the_html(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    with portal.store.write() as tx:
        tx.pupil(noor.id).first_name = '<a href="https://evil.example">Noor</a>'
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert "<a href=&#34;" not in part(server.taken[0].message, "plain")
    assert 'href="https://evil.example"' not in part(server.taken[0].message, "html")


# The queue


def test_the_queue_does_not_give_a_code_away(
    portal: Portal, anna: AddedTeacher, noor: AtHome, rows: Callable[[], Rows]
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    queued = repr(rows()["mails"]).upper()
    assert (noor.id.upper() in queued, noor.pupil.home_code[6:] in queued) == (True, False)


def test_a_code_that_was_replaced_meanwhile_is_not_mailed(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    new = noor.replace_code()
    postman.deliver_due()

    text = part(server.taken[0].message, "plain")
    assert (new in text, noor.pupil.home_code in text) == (True, False)


def test_impatient_clicking_mails_once(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    postman.deliver_due()

    assert sorted(mail.message["To"] for mail in server.taken) == ["moeder@bakker.example", "vader@bakker.example"]


def test_a_mail_that_was_sent_can_be_sent_again(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mailed: EmailMessage, postman: Postman, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert len({mail.message["Message-ID"] for mail in server.taken}) == 2


def test_mailing_again_goes_to_the_address_as_it_is_by_then(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    call_parent(portal, noor, "oma@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert [mail.recipients for mail in server.taken] == [["oma@bakker.example"]]


def test_what_was_sent_is_not_sent_again_by_itself(
    mailed: EmailMessage, postman: Postman, server: SmtpServer, clock: SetClock
) -> None:
    clock.advance(timedelta(days=30))
    postman.deliver_due()

    assert len(server.taken) == 1


def test_two_postmen_at_once_send_each_mail_once(
    portal: Portal, start_portal: Callable[..., Portal], rows: Callable[[], Rows]
) -> None:
    """Of two processes; each mail takes a moment, so that both are at it."""
    dirk = NewTeacher("Meester Dirk", "dirk@vlieger.example")
    pupils = tuple(NewPupil(f"Kind {place}", parent_email=f"ouder{place}@vlieger.example") for place in range(12))
    [group] = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 8", (dirk,), pupils),))).groups
    portal.mails.to_parents(group.teachers[0].id, group.id, IN_DUTCH)
    delivered: list[tuple[int, str]] = []
    start = Barrier(2)

    def work(which: int) -> None:
        first, own = [], start_portal(can_mail=True)

        def deliver(mail: EmailMessage) -> None:
            delivered.append((which, str(mail["To"])))
            if not first:
                first.append(mail)
                start.wait(timeout=10)

        Postman(own, create_app(own, "the key of the forms under test"), deliver).deliver_due()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(2)))

    assert ({which for which, _ in delivered}, sorted(to for _, to in delivered)) == (
        {0, 1},
        sorted(pupil.parent_email for pupil in pupils),
    )


def test_a_mail_under_way_is_nobody_elses(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    assert [mail and mail.address for mail in (portal.mails.claim(), portal.mails.claim())] == [
        "moeder@bakker.example",
        None,
    ]


def test_a_mail_of_a_postman_who_came_to_his_end_is_tried_again(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer, clock: SetClock
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.claim()
    clock.advance(portal.policy.mail_under_way)
    postman.deliver_due()

    assert len(server.taken) == 1


def test_a_try_that_ends_after_the_mail_was_replaced_says_nothing_of_the_new_one(
    portal: Portal, anna: AddedTeacher, noor: AtHome, state: Callable[[], MailState], clock: SetClock
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    under_way = portal.mails.claim()
    call_parent(portal, noor, "oma@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.settle(under_way.id, None)

    assert state() == MailWaiting(clock.now(), None)


# A mail server that is away


def test_a_mail_waits_while_the_server_is_down(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    postman: Postman,
    server: SmtpServer,
    state: Callable[[], MailState],
    clock: SetClock,
) -> None:
    server.stop()
    queued_at = clock.now()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert state() == MailWaiting(queued_at, MailTrouble.UNREACHABLE)


def test_a_mail_that_waited_goes_out_once_when_the_server_is_back(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    postman: Postman,
    server: SmtpServer,
    state: Callable[[], MailState],
    clock: SetClock,
) -> None:
    server.stop()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()
    server.start()
    clock.advance(timedelta(minutes=1))
    postman.deliver_due()
    clock.advance(timedelta(hours=1))
    postman.deliver_due()

    assert (len(server.taken), state()) == (1, MailSent(clock.now() - timedelta(hours=1)))


def test_a_mail_is_not_tried_before_its_wait_is_over(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer, clock: SetClock
) -> None:
    server.stop()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()
    server.start()
    clock.advance(timedelta(seconds=59))
    postman.deliver_due()

    assert server.taken == []


def test_the_waits_grow_to_an_hour_and_never_end(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, clock: SetClock
) -> None:
    tried_at: list[datetime] = []

    def away(_: EmailMessage) -> None:
        tried_at.append(clock.now())
        raise NotDelivered(MailTrouble.UNREACHABLE, "down")

    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman = Postman(portal, app, away)
    for _ in range(5 * 60):
        postman.deliver_due()
        clock.advance(timedelta(minutes=1))

    waits = [(later - earlier) // timedelta(minutes=1) for earlier, later in pairwise(tried_at)]
    assert waits == [1, 5, 15, 60, 60, 60, 60]


def test_a_mail_that_cannot_go_holds_up_no_other(
    portal: Portal, app: Flask, anna: AddedTeacher, group: AddedGroup
) -> None:
    delivered = []

    def deliver(mail: EmailMessage) -> None:
        if mail["To"] == "moeder@bakker.example":
            raise NotDelivered(MailTrouble.NOT_ACCEPTED, 451)
        delivered.append(mail["To"])

    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    Postman(portal, app, deliver).deliver_due()

    assert delivered == ["vader@bakker.example"]


# An address that is not right


@pytest.fixture
def refused(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer, clock: SetClock
) -> None:
    """Noor's parent's address, a day ago."""
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()
    del server.answers["RCPT"]
    clock.advance(timedelta(days=1))
    postman.deliver_due()


@pytest.mark.usefixtures("refused")
def test_an_address_that_was_refused_is_not_tried_again(server: SmtpServer, state: Callable[[], MailState]) -> None:
    assert (server.taken, state()) == ([], MailNotSent("moeder@bakker.example", MailTrouble.ADDRESS_REFUSED))


@pytest.mark.usefixtures("refused")
def test_an_address_that_was_put_right_can_be_mailed_again(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, state: Callable[[], MailState], clock: SetClock
) -> None:
    call_parent(portal, noor, "mama@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert state() == MailSent(clock.now())


@pytest.mark.parametrize(
    "address", ["moeder", "moeder@bakker.example, a@evil.example", "moeder@bakker.example\nBcc: a@evil.example"]
)
def test_what_is_no_address_is_not_mailed_to(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    postman: Postman,
    server: SmtpServer,
    state: Callable[[], MailState],
    address: str,
) -> None:
    call_parent(portal, noor, address)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    postman.deliver_due()

    assert (server.taken, state()) == ([], MailNotSent(address, MailTrouble.ADDRESS_REFUSED))


def test_an_address_that_is_not_known_is_told(portal: Portal, bas: AddedTeacher, other_school: AddedSchool) -> None:
    mila = other_school.groups[0].pupils[0]

    assert portal.mails.to_parent(bas.id, mila.id, IN_DUTCH) == MailsQueued()
    assert portal.teacher.group(bas.id, other_school.groups[0].id).row(mila.id).mail == NoAddress()


# The postman


def test_the_postman_works_until_he_is_told_to_stop(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "LOOKS_EVERY_SECONDS", 0.01)
    delivered = Event()
    postman = Postman(portal, app, lambda _: delivered.set())

    with postman.at_work():
        portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
        assert delivered.wait(10)

    assert not postman._thread.is_alive()


def test_the_postman_survives_a_database_that_is_away_for_a_while(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "LOOKS_EVERY_SECONDS", 0.01)
    delivered, claim, away = Event(), portal.mails.claim, [OSError("the database is away")]

    def claim_later() -> object:
        if away:
            raise away.pop()
        return claim()

    monkeypatch.setattr(portal.mails, "claim", claim_later)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    with Postman(portal, app, lambda _: delivered.set()).at_work():
        assert delivered.wait(10)


def test_beside_the_portal_of_a_school_a_postman_works(
    sqlite_url: str, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_end: list[Callable[[], None]] = []
    monkeypatch.setattr(atexit, "register", at_the_end.append)
    monkeypatch.setattr(post, "LOOKS_EVERY_SECONDS", 0.01)

    settings = Settings("k" * 32, sqlite_url, "127.0.0.1", 0, None, 0, server.reached())
    portal = application(settings).extensions["portal"]
    anna = NewTeacher("Juf Anna", "anna@regenboog.example")
    noor = NewPupil("Noor", parent_email="moeder@bakker.example")
    [group] = portal.administration.add_school(NewSchool("De Regenboog", (NewGroup("5", (anna,), (noor,)),))).groups
    portal.mails.to_parents(group.teachers[0].id, group.id, IN_DUTCH)

    arrived = becomes(1, lambda: len(server.taken))
    [stop] = at_the_end
    stop()
    portal.store.close()
    assert arrived


def test_the_log_of_a_mail_has_ids_only(
    portal: Portal, anna: AddedTeacher, noor: AtHome, postman: Postman, server: SmtpServer, clock: SetClock
) -> None:
    server.answers["RCPT"] = "450 not now for moeder@bakker.example"
    with capture_logs() as logged:
        portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
        postman.deliver_due()
        del server.answers["RCPT"]
        clock.advance(timedelta(minutes=1))
        postman.deliver_due()

    assert logged == [
        {"event": "mail queued", "log_level": "info", "pupil": noor.id, "teacher": anna.id},
        {"event": "mail not delivered", "log_level": "info", "pupil": noor.id, "why": "not accepted: 450"},
        {"event": "mailed", "log_level": "info", "pupil": noor.id},
    ]


# The teacher's pages


def test_a_teacher_mails_the_code_of_one_pupil(
    console: FlaskClient, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    page = console.post(f"/teacher/pupils/{noor.id}/mail", follow_redirects=True).text
    postman.deliver_due()

    assert "De mail voor Noor is onderweg." in page
    assert [mail.recipients for mail in server.taken] == [["moeder@bakker.example"]]


def test_a_teacher_mails_the_codes_of_the_group(
    console: FlaskClient, group: AddedGroup, postman: Postman, server: SmtpServer
) -> None:
    page = console.post(f"/teacher/groups/{group.id}/mails", follow_redirects=True).text
    postman.deliver_due()

    assert "De mail voor Groep 5 is onderweg." in page
    assert len(server.taken) == 2


def test_the_mail_is_as_the_teachers_page_is(
    console: FlaskClient, noor: AtHome, postman: Postman, server: SmtpServer
) -> None:
    console.post(f"/teacher/pupils/{noor.id}/mail", base_url="https://localhost", headers={"Accept-Language": "en"})
    postman.deliver_due()

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
        ({"sent": True}, "Gemaild op 2 maart 2026 09:00 uur"),
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
    mail: dict[str, object],
    said: str,
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    if mail:
        portal.mails.settle(portal.mails.claim().id, MailTrouble(mail["trouble"]) if "trouble" in mail else None)

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
