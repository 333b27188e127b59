"""The server: idle while nobody asks, and gone when it is closed."""

import http.client
import threading
import time
from contextlib import closing
from urllib.parse import urlsplit

from flask import Flask

from reference_app.operations.server import served


def test_a_server_that_nobody_asks_uses_no_processor_time() -> None:
    with served(Flask("quiet")):
        before = time.process_time()
        threading.Event().wait(0.5)
        used = time.process_time() - before

    assert used < 0.1


def test_an_open_connection_does_not_keep_a_closed_server_alive() -> None:
    with closing(http.client.HTTPConnection("127.0.0.1")) as connection:
        with served(Flask("quiet")) as url:
            connection.port = urlsplit(url).port or 0
            connection.request("GET", "/")
            connection.getresponse().read()

        assert "portal" not in {thread.name for thread in threading.enumerate()}
