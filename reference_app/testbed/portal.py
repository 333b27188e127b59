"""The portal with what a test needs around it: a clock that can be set, mails that stay here, the control protocol.

An ordinary portal, built from outside; a school that runs the portal has none of this.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from reference_app.clock import Clock, RealClock
from reference_app.database.store import Store
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.server import served
from reference_app.portal import Portal
from reference_app.rules.policy import Policy
from reference_app.testbed.control import control
from reference_app.tokens import new_token
from reference_app.web import create_app

CONTROL = "/control/v1"
HOST = "127.0.0.1"


class SettableClock:
    """Real time until it is set; from there it runs on."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._real.now() + self._ahead

    def set(self, now: datetime) -> None:
        self._ahead = now - self._real.now()

    def reset(self) -> None:
        self._ahead = timedelta()


class Testbed:
    """A portal on its own database; `token` opens the control protocol."""

    __test__ = False

    def __init__(self, database_url: str, token: str | None = None) -> None:
        self.token = token or new_token()
        self.clock = SettableClock(RealClock())
        store = Store(database_url)
        store.migrate()
        secret_key = new_token()
        self.portal = Portal(store, self.clock, Policy(), secret_key, can_mail=True)
        # As behind a proxy, so that a suite can give each household an address of its own.
        self.app: Flask = create_app(self.portal, secret_key, trusted_proxies=1)
        self.mails: list[EmailMessage] = []
        self.mail_worker = MailWorker(self.portal, self.app, self.mails.append)
        protocol = control(self.portal, self.clock, self.mails, self.token)
        self.app.extensions["csrf"].exempt(protocol)
        self.app.register_blueprint(protocol, url_prefix=CONTROL)

    def close(self) -> None:
        self.portal.store.close()


@contextmanager
def running_testbed(
    prepare: Callable[[Testbed], object] = lambda _: None,
    certificate: Path | None = None,
    host: str = HOST,
    port: int = 0,
) -> Iterator[tuple[Testbed, str]]:
    """A testbed on a database of its own in a temporary folder, and the address where it is served.

    `prepare` gets it before it serves. With a `certificate`, a PEM file that holds its key too, it serves over TLS.
    """
    with TemporaryDirectory(prefix="testbed-") as folder:
        testbed = Testbed(f"sqlite:///{Path(folder) / 'portal.sqlite'}")
        try:
            prepare(testbed)
            with served(testbed.app, host, port, certificate) as url, testbed.mail_worker.at_work():
                yield testbed, url
        finally:
            testbed.close()
