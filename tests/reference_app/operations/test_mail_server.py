"""A mail leaves through a real mail server; if it cannot, the mail worker is told whether to try again."""

import socket
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from reference_app.operations import mail_server
from reference_app.operations.mail_server import NotDelivered, Tls
from reference_app.rules.outcomes import MailTrouble
from tests.reference_app.smtp_server import PASSWORD, SmtpServer


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.fixture
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """A certificate for 127.0.0.1."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def secure_server(certified: ssl.SSLContext) -> Iterator[SmtpServer]:
    server = SmtpServer(certified)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def secure_from_the_start(certified: ssl.SSLContext) -> Iterator[SmtpServer]:
    server = SmtpServer(certified, tls_from_the_start=True)
    server.start()
    yield server
    server.stop()


def a_mail(to: str = "ouders@bakker.example") -> EmailMessage:
    message = EmailMessage()
    message["To"] = to
    message["Subject"] = "Thuis login code van Zoë"
    message.set_content("De code van Zoë")
    return message


def trouble(server: mail_server.MailServer, message: EmailMessage | None = None) -> MailTrouble:
    with pytest.raises(NotDelivered) as kept:
        server.deliver(message or a_mail())
    return kept.value.trouble


# On its way


def test_a_mail_reaches_the_recipient_and_nobody_else(server: SmtpServer) -> None:
    server.reached().deliver(a_mail())

    assert [mail.recipients for mail in server.taken] == [["ouders@bakker.example"]]


def test_a_mail_comes_from_the_sender_of_the_settings(server: SmtpServer) -> None:
    server.reached().deliver(a_mail())

    [mail] = server.taken
    assert (mail.sender, mail.message["From"]) == (
        "no-reply@regenboog.example",
        "Thuispoort <no-reply@regenboog.example>",
    )


def test_what_is_written_arrives_as_it_was(server: SmtpServer) -> None:
    server.reached().deliver(a_mail())

    [mail] = server.taken
    assert (mail.message["Subject"], mail.message.get_content()) == ("Thuis login code van Zoë", "De code van Zoë\r\n")


@pytest.mark.usefixtures("trusted")
def test_a_mail_goes_over_starttls(secure_server: SmtpServer) -> None:
    secure_server.reached(Tls.STARTTLS).deliver(a_mail())

    assert len(secure_server.taken) == 1


@pytest.mark.usefixtures("trusted")
def test_a_mail_goes_over_tls_from_the_start(secure_from_the_start: SmtpServer) -> None:
    secure_from_the_start.reached(Tls.FROM_THE_START).deliver(a_mail())

    assert len(secure_from_the_start.taken) == 1


@pytest.mark.usefixtures("trusted")
def test_a_server_that_demands_a_login_gets_it(secure_server: SmtpServer) -> None:
    secure_server.demands_login = True

    secure_server.reached(Tls.STARTTLS, password=PASSWORD).deliver(a_mail())

    assert len(secure_server.taken) == 1


def test_a_goodbye_that_fails_does_not_undo_what_was_taken(server: SmtpServer) -> None:
    server.answers["QUIT"] = "500 what?"

    server.reached().deliver(a_mail())

    assert len(server.taken) == 1


# What will pass


def test_a_server_that_is_down_is_unreachable() -> None:
    assert trouble(SmtpServer().reached()) == MailTrouble.UNREACHABLE


def test_a_server_whose_name_is_unknown_is_unreachable() -> None:
    assert trouble(SmtpServer().reached(host="mail.invalid")) == MailTrouble.UNREACHABLE


def test_a_server_that_says_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_server, "TIMEOUT_SECONDS", 0.1)
    silent = SmtpServer()

    with socket.create_server(("127.0.0.1", silent.port)):
        assert trouble(silent.reached()) == MailTrouble.UNREACHABLE


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(secure_server: SmtpServer) -> None:
    assert (trouble(secure_server.reached(Tls.STARTTLS)), secure_server.taken) == (MailTrouble.UNREACHABLE, [])


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_server_gets_no_mail(secure_server: SmtpServer) -> None:
    reached = secure_server.reached(Tls.STARTTLS, host="localhost")

    assert (trouble(reached), secure_server.taken) == (MailTrouble.UNREACHABLE, [])


def test_where_tls_is_demanded_a_server_without_gets_no_mail(server: SmtpServer) -> None:
    assert (trouble(server.reached(Tls.STARTTLS)), server.taken) == (MailTrouble.NOT_ACCEPTED, [])


@pytest.mark.usefixtures("trusted")
def test_a_wrong_login_is_not_the_recipients_fault(secure_server: SmtpServer) -> None:
    assert trouble(secure_server.reached(Tls.STARTTLS, password="verkeerd")) == MailTrouble.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "550 5.7.1 not you"),
        ("MAIL", "421 busy"),
        ("RCPT", "450 4.2.0 greylisted"),
        ("RCPT", "421 busy"),
        ("RCPT", "554 5.7.1 relay access denied"),
        ("DATA", "451 disk full"),
        ("DATA", "554 looks like spam"),
    ],
)
def test_an_answer_that_is_not_about_the_address_leaves_hope(server: SmtpServer, command: str, answer: str) -> None:
    server.answers[command] = answer

    assert trouble(server.reached()) == MailTrouble.NOT_ACCEPTED


# What will not


@pytest.mark.parametrize("answer", ["550 5.1.1 no such mailbox", "550 no such mailbox", "553 5.1.3 bad address"])
def test_an_address_that_the_server_refuses_for_good_is_told_apart(server: SmtpServer, answer: str) -> None:
    server.answers["RCPT"] = answer

    assert trouble(server.reached()) == MailTrouble.ADDRESS_REFUSED


def test_the_servers_own_words_do_not_reach_the_log(server: SmtpServer) -> None:
    server.answers["RCPT"] = "550 5.1.1 no mailbox ouders@bakker.example"

    with pytest.raises(NotDelivered, match=r"^address refused: 550$"):
        server.reached().deliver(a_mail())
