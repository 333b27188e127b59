"""For a WSGI server other than waitress.

`gunicorn --threads 8 --forwarded-allow-ips= 'reference_app.wsgi:application()'`: without that option gunicorn believes
an X-Forwarded-Proto from the same machine, whatever TRUSTED_PROXIES says.
"""

import os

from flask import Flask

from reference_app.clock import RealClock
from reference_app.policy import Policy
from reference_app.portal import Portal
from reference_app.settings import Settings, from_environment
from reference_app.store import Store
from reference_app.web import create_app


def application(settings: Settings | None = None) -> Flask:
    """The portal as a school runs it, with its settings from the environment; its database is brought up to date."""
    settings = settings or from_environment(os.environ)
    store = Store(settings.database_url)
    store.migrate()
    portal = Portal(store, RealClock(), Policy(), settings.secret_key)
    portal.administration.tidy()
    return create_app(
        portal,
        settings.secret_key,
        public_address=settings.public_address,
        trusted_proxies=settings.trusted_proxies,
    )
