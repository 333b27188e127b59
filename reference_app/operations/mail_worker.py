"""The mail worker: takes the mails that are due from the queue, has them written, and delivers them.

Several may work the same queue, one per process of the portal; each mail is claimed by one. A worker that ends in the
middle of a delivery leaves the mail in the queue, to be tried again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import partial
from threading import Event, Thread

from flask import Flask

from reference_app.log import log
from reference_app.operations.mail_server import Deliver, NotDelivered
from reference_app.portal import Portal
from reference_app.rules.outcomes import MailTrouble
from reference_app.services.code_mails import CodeMail
from reference_app.web import mail

LOOKS_EVERY_SECONDS = 1
SECONDS_TO_FINISH = 5


class MailWorker:
    """`start` and `stop`, or `at_work`, for a thread of its own; `deliver_due` does one round."""

    def __init__(self, portal: Portal, app: Flask, deliver: Deliver) -> None:
        self._mails = portal.mails
        self._write: Callable[[CodeMail], EmailMessage | None] = partial(mail.written, app)
        self._deliver = deliver
        self._ended = Event()
        self._thread = Thread(target=self._work, name="mail worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """After the delivery that is under way, if that ends soon."""
        self._ended.set()
        self._thread.join(SECONDS_TO_FINISH)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    def deliver_due(self) -> None:
        while not self._ended.is_set() and (claimed := self._mails.claim()):
            self._mails.settle(claimed.id, self._trouble_with(claimed))

    def _trouble_with(self, claimed: CodeMail) -> MailTrouble | None:
        try:
            self._hand_over(claimed)
        except NotDelivered as kept:
            log.info("mail not delivered", pupil=claimed.pupil.id, why=str(kept))
            return kept.trouble
        log.info("mailed", pupil=claimed.pupil.id)
        return None

    def _hand_over(self, claimed: CodeMail) -> None:
        message = self._write(claimed)
        if message is None:
            raise NotDelivered(MailTrouble.ADDRESS_REFUSED, "not an address")
        self._deliver(message)

    def _work(self) -> None:
        while not self._ended.wait(LOOKS_EVERY_SECONDS):
            try:
                self.deliver_due()
            except Exception as fault:  # noqa: BLE001 - a database that is away comes back; the mails wait in it
                log.error("the mail worker stumbled", fault=type(fault).__name__)  # the message may hold an address
