"""The queue of mails, which loses none, and the mail worker that empties it."""

import atexit
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from threading import Barrier, Event

import pytest
from flask import Flask
from structlog.testing import capture_logs

from reference_app.operations import mail_worker as worker_module
from reference_app.operations.mail_server import NotDelivered
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.settings import Settings
from reference_app.portal import Portal
from reference_app.rules.outcomes import (
    MailNotSent,
    MailSent,
    MailsQueued,
    MailState,
    MailTrouble,
    MailWaiting,
    NoAddress,
)
from reference_app.services.administration import (
    AddedGroup,
    AddedSchool,
    AddedTeacher,
    NewGroup,
    NewPupil,
    NewSchool,
    NewTeacher,
)
from reference_app.web import create_app
from reference_app.wsgi import application
from tests.reference_app.conftest import AtHome, Rows, SetClock, name_of, there
from tests.reference_app.services.mails.conftest import IN_DUTCH, call_parent, part
from tests.reference_app.services.test_guesses_at_once import becomes
from tests.reference_app.smtp_server import SmtpServer

# The queue


def test_the_queue_does_not_give_a_code_away(
    portal: Portal, anna: AddedTeacher, noor: AtHome, rows: Callable[[], Rows]
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    queued = repr(rows()["mails"]).upper()
    assert (noor.id.upper() in queued, noor.code[6:] in queued) == (True, False)


def test_a_code_that_was_replaced_meanwhile_is_not_mailed(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    new = noor.replace_code()
    mail_worker.deliver_due()

    text = part(server.taken[0].message, "plain")
    assert (new in text, noor.code in text) == (True, False)


def test_impatient_clicking_mails_once(
    portal: Portal, anna: AddedTeacher, group: AddedGroup, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.to_parents(anna.id, group.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert sorted(mail.message["To"] for mail in server.taken) == ["moeder@bakker.example", "vader@bakker.example"]


def test_a_mail_that_was_sent_can_be_sent_again(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mailed: EmailMessage, mail_worker: MailWorker, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert len({mail.message["Message-ID"] for mail in server.taken}) == 2


def test_mailing_again_goes_to_the_address_as_it_is_by_then(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    call_parent(portal, noor, "oma@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert [mail.recipients for mail in server.taken] == [["oma@bakker.example"]]


def test_what_was_sent_is_not_sent_again_by_itself(
    mailed: EmailMessage, mail_worker: MailWorker, server: SmtpServer, clock: SetClock
) -> None:
    clock.advance(timedelta(days=30))
    mail_worker.deliver_due()

    assert len(server.taken) == 1


def test_two_mail_workers_at_once_send_each_mail_once(
    portal: Portal, start_portal: Callable[..., Portal], rows: Callable[[], Rows]
) -> None:
    """The workers of two processes; each mail takes a moment, so that both are busy at once."""
    dirk = NewTeacher("Meester Dirk", "dirk@vlieger.example")
    pupils = tuple(NewPupil(f"Kind {place}", parent_email=f"ouder{place}@vlieger.example") for place in range(12))
    [group] = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 8", (dirk,), pupils),))).groups
    portal.mails.to_parents(group.teachers[0].id, group.id, IN_DUTCH)
    delivered: list[tuple[int, str]] = []
    start = Barrier(2)

    def work(which: int) -> None:
        first: list[EmailMessage] = []
        own = start_portal(can_mail=True)

        def deliver(mail: EmailMessage) -> None:
            delivered.append((which, str(mail["To"])))
            if not first:
                first.append(mail)
                start.wait(timeout=10)

        MailWorker(own, create_app(own, "the key of the forms under test"), deliver).deliver_due()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(2)))

    assert ({which for which, _ in delivered}, sorted(to for _, to in delivered)) == (
        {0, 1},
        sorted(there(pupil.parent_email) for pupil in pupils),
    )


def test_a_mail_under_way_is_nobody_elses(portal: Portal, anna: AddedTeacher, noor: AtHome) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    assert [mail and mail.address for mail in (portal.mails.claim(), portal.mails.claim())] == [
        "moeder@bakker.example",
        None,
    ]


def test_a_mail_of_a_worker_that_came_to_its_end_is_tried_again(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer, clock: SetClock
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.claim()
    clock.advance(portal.policy.mail_under_way)
    mail_worker.deliver_due()

    assert len(server.taken) == 1


def test_a_try_that_ends_after_the_mail_was_replaced_says_nothing_of_the_new_one(
    portal: Portal, anna: AddedTeacher, noor: AtHome, state: Callable[[], MailState], clock: SetClock
) -> None:
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    under_way = portal.mails.claim()
    call_parent(portal, noor, "oma@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    portal.mails.settle(there(under_way).id, None)

    assert state() == MailWaiting(clock.now(), None)


# A mail server that is away


def test_a_mail_waits_while_the_server_is_down(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    mail_worker: MailWorker,
    server: SmtpServer,
    state: Callable[[], MailState],
    clock: SetClock,
) -> None:
    server.stop()
    queued_at = clock.now()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert state() == MailWaiting(queued_at, MailTrouble.UNREACHABLE)


def test_a_mail_that_waited_goes_out_once_when_the_server_is_back(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    mail_worker: MailWorker,
    server: SmtpServer,
    state: Callable[[], MailState],
    clock: SetClock,
) -> None:
    server.stop()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()
    server.start()
    clock.advance(timedelta(minutes=1))
    mail_worker.deliver_due()
    clock.advance(timedelta(hours=1))
    mail_worker.deliver_due()

    assert (len(server.taken), state()) == (1, MailSent(clock.now() - timedelta(hours=1)))


def test_a_mail_is_not_tried_before_its_wait_is_over(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer, clock: SetClock
) -> None:
    server.stop()
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()
    server.start()
    clock.advance(timedelta(seconds=59))
    mail_worker.deliver_due()

    assert server.taken == []


def test_the_waits_grow_to_an_hour_and_never_end(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, clock: SetClock
) -> None:
    tried_at: list[datetime] = []

    def away(_: EmailMessage) -> None:
        tried_at.append(clock.now())
        raise NotDelivered(MailTrouble.UNREACHABLE, "down")

    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker = MailWorker(portal, app, away)
    for _ in range(5 * 60):
        mail_worker.deliver_due()
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
    MailWorker(portal, app, deliver).deliver_due()

    assert delivered == ["vader@bakker.example"]


# An address that is not right


@pytest.fixture
def refused(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer, clock: SetClock
) -> None:
    """The address of Noor's parent was refused, a day ago."""
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()
    del server.answers["RCPT"]
    clock.advance(timedelta(days=1))
    mail_worker.deliver_due()


@pytest.mark.usefixtures("refused")
def test_an_address_that_was_refused_is_not_tried_again(server: SmtpServer, state: Callable[[], MailState]) -> None:
    assert (server.taken, state()) == ([], MailNotSent("moeder@bakker.example", MailTrouble.ADDRESS_REFUSED))


@pytest.mark.usefixtures("refused")
def test_an_address_that_was_put_right_can_be_mailed_again(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    mail_worker: MailWorker,
    state: Callable[[], MailState],
    clock: SetClock,
) -> None:
    call_parent(portal, noor, "mama@bakker.example")
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert state() == MailSent(clock.now())


@pytest.mark.parametrize(
    "address", ["moeder", "moeder@bakker.example, a@evil.example", "moeder@bakker.example\nBcc: a@evil.example"]
)
def test_what_is_no_address_is_not_mailed_to(
    portal: Portal,
    anna: AddedTeacher,
    noor: AtHome,
    mail_worker: MailWorker,
    server: SmtpServer,
    state: Callable[[], MailState],
    address: str,
) -> None:
    call_parent(portal, noor, address)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()

    assert (server.taken, state()) == ([], MailNotSent(address, MailTrouble.ADDRESS_REFUSED))


def test_an_address_that_is_not_known_is_told(portal: Portal, bas: AddedTeacher, other_school: AddedSchool) -> None:
    mila = other_school.groups[0].pupils[0]

    assert portal.mails.to_parent(bas.id, mila.id, IN_DUTCH) == MailsQueued(name_of(other_school.groups[0]))
    assert there(there(portal.teacher.group(bas.id, other_school.groups[0].id)).row(mila.id)).mail == NoAddress()


# The mail worker


def test_the_worker_works_until_it_is_told_to_stop(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "LOOKS_EVERY_SECONDS", 0.01)
    delivered = Event()
    mail_worker = MailWorker(portal, app, lambda _: delivered.set())

    with mail_worker.at_work():
        portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
        assert delivered.wait(10)

    assert not mail_worker._thread.is_alive()


def test_the_worker_survives_a_database_that_is_away_for_a_while(
    portal: Portal, app: Flask, anna: AddedTeacher, noor: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "LOOKS_EVERY_SECONDS", 0.01)
    delivered, claim, away = Event(), portal.mails.claim, [OSError("the database is away")]

    def claim_later() -> object:
        if away:
            raise away.pop()
        return claim()

    monkeypatch.setattr(portal.mails, "claim", claim_later)
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)

    with MailWorker(portal, app, lambda _: delivered.set()).at_work():
        assert delivered.wait(10)


def test_beside_the_portal_of_a_school_a_mail_worker_works(
    sqlite_url: str, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_end: list[Callable[[], None]] = []
    monkeypatch.setattr(atexit, "register", at_the_end.append)
    monkeypatch.setattr(worker_module, "LOOKS_EVERY_SECONDS", 0.01)

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
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer, clock: SetClock
) -> None:
    server.answers["RCPT"] = "450 not now for moeder@bakker.example"
    with capture_logs() as logged:
        portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
        mail_worker.deliver_due()
        del server.answers["RCPT"]
        clock.advance(timedelta(minutes=1))
        mail_worker.deliver_due()

    assert logged == [
        {"event": "mail queued", "log_level": "info", "pupil": noor.id, "teacher": anna.id},
        {"event": "mail not delivered", "log_level": "info", "pupil": noor.id, "why": "not accepted: 450"},
        {"event": "mailed", "log_level": "info", "pupil": noor.id},
    ]
