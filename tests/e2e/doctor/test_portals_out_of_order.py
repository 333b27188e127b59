"""A portal that is out of order gets a bad verdict in good time: no run hangs, and nothing passes."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from e2e.model.exit_codes import A_CLAUSE_FAILED, SET_UP_FAILED
from e2e.model.verdict import Verdict

ROOT = Path(__file__).parents[3]
MOST_SECONDS = 120
TARGET = """
name = "Out of order"
language = "nl"
[portal]
front = "{address}"
home = "{address}home"
teacher = "{address}teacher"
[control]
kind = "roster"
[roster.pupils.Noor]
home_code = "A1B2-C3D4-E5F6"
password = "zonnetje"
[roster.pupils.Daan]
home_code = "B1B2-C3D4-E5F6"
password = "maantje"
[roster.teachers."juf Anna"]
email = "anna@school.example"
password = "sterretje"
"""
PLAYED = "COOKIE-2"

Answer = Callable[[socket.socket], None]


def says(answer: str) -> Answer:
    return lambda connection: connection.sendall(answer.replace("\n", "\r\n").encode())


def takes_its_time(connection: socket.socket) -> None:
    """Sends one byte at a time: it is never silent for long, and never done."""
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html>")
        while not STOPPED.wait(0.2):
            connection.sendall(b" ")


def says_nothing(_connection: socket.socket) -> None:
    STOPPED.wait(MOST_SECONDS)


STOPPED = Event()
OUT_OF_ORDER = {
    "answers 500": says("HTTP/1.1 500 Internal Server Error\nContent-Length: 4\n\nOops"),
    "redirects in a circle": says("HTTP/1.1 303 See Other\nLocation: /home\nContent-Length: 0\n\n"),
    "drops the connection": says(""),
    "drops it in the middle": says("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 5000\n\n<h1>Welkom"),
    "shows an empty page": says("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 0\n\n"),
    "talks something else": says("220 mail.example ESMTP\n"),
    "never ends": takes_its_time,
    "never answers": says_nothing,
}


@pytest.fixture
def out_of_order(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that answers as the parameter says; with None nothing listens there."""
    answer: Answer | None = request.param
    STOPPED.clear()
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            assert answer
            answer(connection)

    def serve() -> None:
        with suppress(OSError):
            while True:
                Thread(target=one, args=(listening.accept()[0],), daemon=True).start()

    if answer:
        Thread(target=serve, daemon=True).start()
    else:
        listening.close()
    yield address
    STOPPED.set()
    listening.close()


@pytest.mark.parametrize(
    "out_of_order", [None, *OUT_OF_ORDER.values()], ids=["is down", *OUT_OF_ORDER], indirect=["out_of_order"]
)
def test_a_portal_out_of_order_passes_nothing(out_of_order: str, tmp_path: Path) -> None:
    target = tmp_path / "target.toml"
    target.write_text(TARGET.format(address=out_of_order), encoding="utf-8")
    began = time.monotonic()

    ran = subprocess.run(  # noqa: S603 - its own suite
        [
            *(sys.executable, "-m", "pytest", "e2e", "-q", "--target", str(target), "-m", PLAYED),
            *("--answer-within", "0.5", "--report", str(tmp_path / "report"), "-p", "no:cacheprovider"),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )

    assert ran.returncode in {A_CLAUSE_FAILED, SET_UP_FAILED}, ran.stdout[-3000:] + ran.stderr[-2000:]
    scenarios = json.loads((tmp_path / "report" / "results.json").read_text(encoding="utf-8"))["scenarios"]
    verdicts = {scenario["verdict"] for scenario in scenarios}
    bad = {Verdict.FAILED.words, Verdict.SET_UP_FAILED.words}
    assert verdicts & bad
    assert verdicts <= bad | {Verdict.NOT_TESTED.words}, [s for s in scenarios if s["verdict"] not in bad]
    assert all(scenario["reason"] for scenario in scenarios if scenario["verdict"] in bad)
    assert time.monotonic() - began < MOST_SECONDS
