"""The way through a user's own proxy: who is let through, and what is said if nobody is."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, ClassVar, cast

import pytest

from e2e.contract import Target
from e2e.environments.profile import Proxy
from e2e.environments.proxy import ProxyError
from e2e.environments.route import route_to_portal

PORTAL = "https://portal.example:8443/home"


class _Refusing(BaseHTTPRequestHandler):
    """Gives whoever wants to get through the answers that it was told to give, in order."""

    answers: ClassVar[list[int]] = []

    def do_CONNECT(self) -> None:
        answer = self.answers.pop(0)
        if answer:
            self.send_response(answer)
            self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Nobody reads it in the log of a test."""


@contextmanager
def proxy_that_answers(*answers: int) -> Iterator[str]:
    """Zero stands for a connection that is dropped."""
    _Refusing.answers[:] = answers
    with ThreadingHTTPServer(("127.0.0.1", 0), _Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def go_through(server: str, folder: Path) -> str | None:
    target = cast(Target, SimpleNamespace(certificate_authority=None, addresses=SimpleNamespace(home=PORTAL)))
    with route_to_portal(Proxy(server=server), target, folder, print) as route:
        return route.server


@pytest.mark.parametrize("answer", [403, 407])
def test_a_proxy_that_lets_nobody_through_is_named_with_its_answer(tmp_path: Path, answer: int) -> None:
    with (
        proxy_that_answers(answer, answer, answer) as server,
        pytest.raises(ProxyError, match=rf"{server} lets nobody through to portal\.example:8443 .*{answer}"),
    ):
        go_through(server, tmp_path)


def test_a_proxy_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProxyError, match=r"127\.0\.0\.1:9 lets nobody through .*refused"):
        go_through("http://127.0.0.1:9", tmp_path)


def test_one_dropped_connection_is_no_refusal(tmp_path: Path) -> None:
    with proxy_that_answers(0, 200) as server:
        assert go_through(server, tmp_path) == server
