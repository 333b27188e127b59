"""The portal for a WSGI server other than waitress, and for Flask's own commands.

`gunicorn --threads 8 --forwarded-allow-ips= 'reference_app.wsgi:application()'` serves it: without that option gunicorn
believes an X-Forwarded-Proto from the same machine, whatever TRUSTED_PROXIES says. The commands:
`flask --app reference_app.wsgi school --help`.
"""

import atexit
import os

from flask import Flask

from reference_app import web
from reference_app.clock import RealClock
from reference_app.database.store import Store, UnusableDatabase
from reference_app.operations import commands
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.settings import Settings, UnusableSettings, from_environment
from reference_app.portal import Portal
from reference_app.rules.policy import Policy


def application(settings: Settings | None = None) -> Flask:
    """The portal as a school runs it, with its settings from the environment; its database is brought up to date.

    Where a mail server is set, a mail_worker works beside it until the process ends.
    """
    settings = settings or from_environment(os.environ)
    store = Store(settings.database_url)
    store.migrate()
    portal = Portal(store, RealClock(), Policy(), settings.secret_key, can_mail=settings.mail_server is not None)
    portal.administration.tidy()
    app = web.create_app(
        portal,
        settings.secret_key,
        public_address=settings.public_address,
        trusted_proxies=settings.trusted_proxies,
    )
    if settings.mail_server:
        mail_worker = MailWorker(portal, app, settings.mail_server.deliver)
        mail_worker.start()
        atexit.register(mail_worker.stop)
    return app


def create_app() -> Flask:
    """The same, by the name that Flask looks for; what it cannot be made with is told without a traceback."""
    try:
        app = application()
    except (UnusableDatabase, UnusableSettings) as error:
        raise SystemExit(f"reference_app: {error}") from None
    commands.add_to(app)
    return app
