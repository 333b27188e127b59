"""`python -m reference_app serve | demo | testbed`: the portal for a school, to look around in, or to be tested."""

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from reference_app.clock import RealClock
from reference_app.database.store import Store, UnusableDatabase
from reference_app.operations.demo import add_demo_school, described, shown
from reference_app.operations.mail_worker import MailWorker
from reference_app.operations.server import AddressInUse, Server
from reference_app.operations.settings import UnusableSettings, from_environment
from reference_app.portal import Portal
from reference_app.rules.policy import Policy
from reference_app.tokens import new_token
from reference_app.web import create_app
from reference_app.wsgi import application


def serve() -> None:
    settings = from_environment(os.environ)
    server = Server(application(settings), settings.host, settings.port)
    _say(f"The portal listens on {server.url}")
    server.run()


def demo(host: str, port: int) -> None:
    with TemporaryDirectory(prefix="demo-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'portal.sqlite'}")
        store.migrate()
        secret_key = new_token()
        portal = Portal(store, RealClock(), Policy(), secret_key, can_mail=True)
        app = create_app(portal, secret_key)
        server = Server(app, host, port)
        for line in described(add_demo_school(portal), server.url):
            _say(line)
        _say("\nMails to parents go nowhere: they are shown here.")
        _say("Made anew at every start, and gone afterwards. Stop with Ctrl-C.")
        with MailWorker(portal, app, lambda mail: _say(shown(mail))).at_work():
            server.run()


def testbed(host: str, port: int) -> None:
    from reference_app.testbed.portal import CONTROL, running_testbed  # noqa: PLC0415 - a school has nothing of it installed

    with running_testbed(host=host, port=port) as (bed, url):
        _say(f"Portal          {url}/\nControl         {url}{CONTROL}\nToken           {bed.token}")
        _say("\nOn a database of its own, gone afterwards. Stop with Ctrl-C.")
        Event().wait()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m reference_app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="for a school; its settings come from the environment")
    for name, explained in (("demo", "with a made-up school"), ("testbed", "with the control protocol")):
        command = commands.add_parser(name, help=explained)
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8080)
    given = parser.parse_args(arguments)
    # Ended by the system as cleanly as by Ctrl-C: a mail worker finishes, a temporary folder goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        if given.command == "serve":
            serve()
        else:
            {"demo": demo, "testbed": testbed}[given.command](given.host, given.port)
    except (AddressInUse, UnusableDatabase, UnusableSettings) as error:
        print(f"reference_app: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        _say("")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
