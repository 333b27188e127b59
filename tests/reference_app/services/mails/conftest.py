"""A school whose portal mails, the server that takes the mails, and what is in one."""

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask import Flask

from reference_app.operations.mail_worker import MailWorker
from reference_app.portal import Portal
from reference_app.rules.outcomes import LogsInElsewhere, MailState, NotAllowedAtHome
from reference_app.services.administration import AddedGroup, AddedSchool, AddedTeacher, SchoolRules
from reference_app.services.code_mails import MailForm
from tests.reference_app.conftest import AtHome, there
from tests.reference_app.smtp_server import SmtpServer

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
def group(school: AddedSchool) -> AddedGroup:
    return school.groups[0]


@pytest.fixture
def mail_worker(portal: Portal, app: Flask, server: SmtpServer) -> MailWorker:
    return MailWorker(portal, app, server.reached().deliver)


@pytest.fixture
def mailed(
    portal: Portal, anna: AddedTeacher, noor: AtHome, mail_worker: MailWorker, server: SmtpServer
) -> EmailMessage:
    """Noor's, as her parent gets it."""
    portal.mails.to_parent(anna.id, noor.id, IN_DUTCH)
    mail_worker.deliver_due()
    [mail] = server.taken
    return mail.message


@pytest.fixture
def state(portal: Portal, anna: AddedTeacher, noor: AtHome) -> Callable[[], MailState | None]:
    """The state of the mail to Noor's parent, as her teacher sees it."""
    return lambda: there(portal.teacher.groups(anna.id)[0].row(noor.id)).mail


def call_parent(portal: Portal, pupil: AtHome, address: str | None) -> None:
    with portal.store.write() as tx:
        there(tx.pupil(pupil.id)).parent_email = address


def part(mail: EmailMessage, kind: str) -> str:
    return str(there(mail.get_body((kind,))).get_content())
