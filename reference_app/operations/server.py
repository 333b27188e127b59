"""Serving the portal with cheroot: a page per thread, on one address, over TLS where it has a certificate."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from cheroot import wsgi
from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest
from cheroot.ssl.builtin import BuiltinSSLAdapter
from flask import Flask

THREADS = 16
MOST_CONNECTIONS = 1000
# Longer than anybody thinks before the next click: a proxy that loses its connection to the portal also hangs up on the
# browser, which may just have sent a form.
SECONDS_KEPT_OPEN = 60
BACKLOG = 128
# Beyond what the portal itself refuses with a page, for what is refused is read to its end.
LARGEST_BODY = 16 * 1024 * 1024

_log = logging.getLogger(__name__)


class AddressInUse(Exception):
    """The portal cannot listen at its address; says why and what to do."""


class Server:
    """Listens from the moment it is made, at `url`; `port` 0 takes a free one.

    With a `certificate`, a PEM file that holds its key too, it serves over TLS. Raises AddressInUse.
    """

    def __init__(
        self, app: Flask, host: str, port: int, *, certificate: Path | None = None, threads: int = THREADS
    ) -> None:
        self._server = _Cheroot(app, host, port, threads)
        if certificate:
            self._server.ssl_adapter = BuiltinSSLAdapter(str(certificate), str(certificate))
        try:
            self._server.prepare()
        except OSError as error:
            why = (self._server.refused or error).strerror or error
            raise AddressInUse(f"cannot listen on {host}:{port}: {why}. Choose another PORT") from error
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http{'s' if certificate else ''}://{shown}:{self._server.bind_addr[1]}"

    def run(self) -> None:
        """Serve until interrupted, or closed by another thread; what is being answered then is answered still."""
        try:
            self._server.serve()
        finally:
            self._server.stop()

    def close(self) -> None:
        """End `run` in another thread, and hang up on whoever keeps a connection open."""
        self._server.stop()


@contextmanager
def served(app: Flask, host: str = "127.0.0.1", port: int = 0, certificate: Path | None = None) -> Iterator[str]:
    """The address of the portal, served by a thread for as long as the block lasts."""
    server = Server(app, host, port, certificate=certificate)
    thread = Thread(target=server.run, name="portal", daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.close()
        thread.join(timeout=5)


class _HeaderReader(HeaderReader):
    def _allow_header(self, key_name: bytes) -> bool:
        """Not X_Forwarded_For: it would be read as X-Forwarded-For, past the proxy that sets that one."""
        # cheroot's own reader for this breaks with a TypeError.
        return b"_" not in key_name


class _Request(HTTPRequest):
    header_reader = _HeaderReader()


class _Connection(HTTPConnection):
    RequestHandlerClass = _Request


class _Cheroot(wsgi.Server):
    """`refused` is why it could not listen; cheroot's own error does not keep the reason apart."""

    ConnectionClass = _Connection
    max_request_body_size = LARGEST_BODY
    keep_alive_conn_limit = MOST_CONNECTIONS

    def __init__(self, app: Flask, host: str, port: int, threads: int) -> None:
        # The name is what the portal calls itself where a request has no Host, and the header `Server`.
        super().__init__(
            (host, port), app, threads, server_name=host, timeout=SECONDS_KEPT_OPEN, request_queue_size=BACKLOG
        )
        self.refused: OSError | None = None

    def bind(self, family: Any, type: Any, proto: int = 0) -> Any:  # noqa: A002 - cheroot's own name
        try:
            return super().bind(family, type, proto)
        except OSError as error:
            self.refused = error
            raise

    def process_conn(self, connection: HTTPConnection) -> None:
        """A browser opens connections ahead of need: one that has said nothing yet waits without taking a thread."""
        if connection.last_used is None:
            self.put_conn(connection)
        else:
            super().process_conn(connection)

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: FBT002 - cheroot's own
        """Not that a browser hung up, or does not know the certificate's authority: that is told at INFO."""
        if level > logging.INFO:
            _log.log(level, msg, exc_info=traceback and level >= logging.ERROR)
