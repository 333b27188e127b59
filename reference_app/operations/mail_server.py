"""How a mail leaves the portal: through the school's mail server, over SMTP."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from enum import Enum

from reference_app.rules.outcomes import MailTrouble

TIMEOUT_SECONDS = 30
_FOR_GOOD = range(500, 600)

Deliver = Callable[[EmailMessage], None]
"""Hands a mail over, or raises NotDelivered: the one seam between the portal and real mail."""


class NotDelivered(Exception):
    """The mail is still here. `detail` is for the log, so without the server's own words: they may hold an address."""

    def __init__(self, trouble: MailTrouble, detail: int | str) -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble


class Tls(Enum):
    """How the way to the server is kept private."""

    NO = "no"
    STARTTLS = "starttls"
    FROM_THE_START = "from the start"


@dataclass(frozen=True)
class MailServer:
    """`sender` is who mails, and who hears of a mail that comes back; `user` is None where there is no login."""

    host: str
    port: int
    tls: Tls
    sender: Address
    user: str | None = None
    password: str = ""

    def deliver(self, message: EmailMessage) -> None:
        """Hand the mail to the server, with the sender on it. Raises NotDelivered."""
        message["From"] = self.sender
        to = [address.addr_spec for address in message["To"].addresses]
        try:
            with self._spoken_to() as server:
                server.send_message(message, self.sender.addr_spec, to)
        except smtplib.SMTPRecipientsRefused as refused:
            [(reply, said)] = refused.recipients.values()
            raise NotDelivered(_of_recipient(reply, said), reply) from None
        except smtplib.SMTPResponseException as refused:
            raise NotDelivered(MailTrouble.NOT_ACCEPTED, refused.smtp_code) from None
        except smtplib.SMTPNotSupportedError as error:
            raise NotDelivered(MailTrouble.NOT_ACCEPTED, type(error).__name__) from None
        except OSError as error:
            raise NotDelivered(MailTrouble.UNREACHABLE, type(error).__name__) from None

    @contextmanager
    def _spoken_to(self) -> Iterator[smtplib.SMTP]:
        """The server, logged in to. A goodbye that fails does not undo what it took before."""
        with closing(self._connected()) as server:
            try:
                if self.tls is Tls.STARTTLS:
                    server.starttls(context=ssl.create_default_context())
                if self.user is not None:
                    server.login(self.user, self.password)
                yield server
            finally:
                with suppress(OSError):
                    server.quit()

    def _connected(self) -> smtplib.SMTP:
        if self.tls is Tls.FROM_THE_START:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)


def _of_recipient(reply: int, said: bytes) -> MailTrouble:
    """5xx says that the address is wrong; 5.7 (RFC 3463) that this portal may not mail, which is not the address."""
    if reply in _FOR_GOOD and not said.startswith(b"5.7."):
        return MailTrouble.ADDRESS_REFUSED
    return MailTrouble.NOT_ACCEPTED
