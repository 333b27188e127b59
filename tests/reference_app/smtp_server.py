"""A real mail server on this machine: it can be down, be choosy, and speak TLS; what it accepts can be read."""

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from reference_app.operations.mail_server import MailServer, Tls

SENDER = Address("Thuispoort", addr_spec="no-reply@regenboog.example")
USER, PASSWORD = "portal", "geheim"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass(frozen=True)
class Taken:
    sender: str
    recipients: list[str]
    message: EmailMessage
    raw: bytes


@dataclass
class SmtpServer:
    """Down until it is started. `answers` has what it says instead of yes, by command."""

    tls: ssl.SSLContext | None = None
    tls_from_the_start: bool = False
    demands_login: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    _controller: Controller | None = None

    def start(self) -> None:
        options: dict[str, Any] = {"ssl_context": self.tls} if self.tls_from_the_start else {}
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    def reached(self, tls: Tls = Tls.NO, *, host: str = "127.0.0.1", password: str | None = None) -> MailServer:
        """Its address for the portal; with a login if there is a password."""
        return MailServer(host, self.port, tls, SENDER, USER if password else None, password or "")

    async def handle_MAIL(  # noqa: N802 - by this name aiosmtpd finds it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        raw = envelope.original_content or b""
        message = message_from_bytes(raw, policy=policy.default)
        self.taken.append(Taken(envelope.mail_from or "", envelope.rcpt_tos, message, raw))
        return "250 OK"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.answers.get("QUIT", "221 Bye")


class _Controller(Controller):
    def __init__(self, server: SmtpServer, **options: Any) -> None:
        super().__init__(server, **options)
        self._server = server

    def factory(self) -> SMTP:
        starttls = None if self._server.tls_from_the_start else self._server.tls
        return SMTP(
            self.handler,
            hostname="mail.regenboog.example",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=_authenticate,
            auth_required=self._server.demands_login,
        )


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (USER.encode(), PASSWORD.encode()), handled=False)
