"""Serving the portal with waitress: a page a thread, on one address."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from waitress.server import create_server

THREADS = 8


class AddressInUse(Exception):
    """Something else listens there already; says what to do."""


class Server:
    """Listens from the moment it is made; `port` 0 takes a free one."""

    def __init__(self, app: Flask, host: str, port: int, threads: int = THREADS) -> None:
        try:
            self._server = create_server(
                app,
                host=host,
                port=port,
                threads=threads,
                ident=None,
                # Which proxies are trusted is the app's to say, whatever serves it.
                clear_untrusted_proxy_headers=False,
            )
        except OSError as error:
            raise AddressInUse(f"cannot listen on {host}:{port}: {error.strerror}. Choose another PORT") from error
        self.url = f"http://{host}:{self._server.effective_port}"

    def run(self) -> None:
        """Serve until interrupted, or closed by another thread."""
        self._server.run()

    def close(self) -> None:
        """End the serving thread's loop from within: it goes on while a connection is open."""
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(self._hang_up)

    def _hang_up(self) -> None:
        for connection in list(self._server.active_channels.values()):
            connection.handle_close()
        self._server.close()


@contextmanager
def served(app: Flask, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of the portal, served by a thread for as long as the block lasts."""
    server = Server(app, host, port)
    thread = Thread(target=server.run, name="portal", daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.close()
        thread.join(timeout=5)
