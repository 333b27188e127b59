"""A school's own portal, as its settings describe it: built, and begun where it is served."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from flask import Flask

from reference_app.clock import RealClock
from reference_app.database.store import Store
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.settings import Settings
from reference_app.portal import Portal
from reference_app.rules.policy import Policy
from reference_app.web import create_app


@dataclass(frozen=True)
class Installation:
    """`mail_worker` is None where no mail server is set."""

    portal: Portal
    app: Flask
    mail_worker: MailWorker | None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All that happens beside answering pages: the database is brought up to date and tidied, mails go out.

        Raises UnusableDatabase.
        """
        self.portal.store.migrate()
        self.portal.administration.tidy()
        with self.mail_worker.at_work() if self.mail_worker else nullcontext():
            yield


def built(settings: Settings) -> Installation:
    """Nothing is read, written or started yet. Raises UnusableDatabase where its address is wrong."""
    portal = Portal(
        Store(settings.database_url), RealClock(), Policy(), settings.secret_key, can_mail=bool(settings.mail_server)
    )
    app = create_app(
        portal,
        settings.secret_key,
        public_address=settings.public_address,
        trusted_proxies=settings.trusted_proxies,
    )
    mail_worker = MailWorker(portal, app, settings.mail_server.deliver) if settings.mail_server else None
    return Installation(portal, app, mail_worker)
