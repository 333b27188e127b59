"""The server: idle while nobody asks, available to all while some keep a connection open, gone when it is closed."""

import http.client
import logging
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import trustme
from flask import Flask, request

from reference_app.operations import server as server_module
from reference_app.operations.server import THREADS, AddressInUse, Server, served

Connect = Callable[[], http.client.HTTPConnection]


@pytest.fixture
def app() -> Flask:
    app = Flask("quiet")
    # As the portal's app does.
    app.config["MAX_CONTENT_LENGTH"] = 1024

    @app.route("/", methods=["GET", "POST"])
    def page() -> str:
        return f"{len(request.get_data())} bytes"

    return app


@pytest.fixture
def connect(app: Flask) -> Iterator[Connect]:
    """Makes one more connection to the server, as yet unused."""
    with ExitStack() as stack:
        address = urlsplit(stack.enter_context(served(app)))

        def connected() -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=5)
            stack.enter_context(closing(connection))
            connection.connect()
            return connection

        yield connected


def asked(connection: http.client.HTTPConnection) -> tuple[int, bool]:
    """The status of a page, and whether the server hangs up after it."""
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.will_close


def test_a_server_that_nobody_asks_uses_no_processor_time(app: Flask) -> None:
    with served(app):
        before = time.process_time()
        threading.Event().wait(0.5)
        used = time.process_time() - before

    assert used < 0.1


def test_connections_on_which_nothing_was_said_yet_keep_nobody_waiting(connect: Connect) -> None:
    for _ in range(THREADS * 2):
        connect()

    assert asked(connect()) == (200, False)


def test_connections_that_are_kept_open_keep_nobody_waiting(connect: Connect) -> None:
    kept = [connect() for _ in range(THREADS * 2)]

    assert [asked(connection) for connection in (*kept, connect(), *kept)] == [(200, False)] * (len(kept) * 2 + 1)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"])
def test_a_connection_that_was_quiet_for_long_is_hung_up(
    app: Flask, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(server_module, "SECONDS_KEPT_OPEN", 0.2)

    with served(app) as url, socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), 5) as quiet:
        quiet.sendall(said)
        while quiet.recv(1024):
            pass


def test_an_absurd_form_is_refused_before_it_is_read(connect: Connect) -> None:
    connection = connect()
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(server_module.LARGEST_BODY + 1))
    connection.endheaders()

    assert connection.getresponse().status == 413


def test_a_browser_that_hangs_up_leaves_no_traceback(
    connect: Connect, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    gone = connect()
    gone.sock.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nhalf")
    gone.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    gone.close()

    assert asked(connect()) == (200, False)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert "Traceback" not in capfd.readouterr().err


def test_a_browser_that_does_not_trust_the_certificate_leaves_no_word(
    app: Flask, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    certificate = tmp_path / "portal.pem"
    trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(certificate)

    with served(app, certificate=certificate) as url, pytest.raises(requests.exceptions.SSLError):
        requests.get(url, timeout=5)

    assert capfd.readouterr().err == ""


def test_an_open_connection_does_not_keep_a_closed_server_alive(app: Flask) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1")) as connection:
        with served(app) as url:
            connection.port = urlsplit(url).port or 0
            asked(connection)

        assert "portal" not in {thread.name for thread in threading.enumerate()}


def test_a_page_that_is_being_made_is_still_given_when_the_server_closes() -> None:
    app, begun, may_end = Flask("slow"), threading.Event(), threading.Event()

    @app.get("/")
    def slow() -> str:
        begun.set()
        may_end.wait(5)
        return "made"

    server = Server(app, "127.0.0.1", 0)
    serving = threading.Thread(target=server.run)
    serving.start()
    with closing(http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)) as connection:
        connection.request("GET", "/")
        assert begun.wait(5)
        closer = threading.Thread(target=server.close)
        closer.start()
        may_end.set()
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"made")
    closer.join(10)
    serving.join(10)


def test_an_address_that_is_taken_is_said_with_what_to_do(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(AddressInUse, match=rf"^cannot listen on 127\.0\.0\.1:{port}: Address already in use\. Cho"):
            Server(app, "127.0.0.1", port)
