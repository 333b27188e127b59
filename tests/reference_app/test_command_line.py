"""`python -m reference_app`: what it does, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from reference_app.__main__ import main
from tests.reference_app.smtp_server import free_port

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch, empty_sqlite_url: str) -> str:
    """The settings of a school that has no database yet, and the port that it will use."""
    port = str(free_port())
    for name, value in {"SECRET_KEY": "k" * 32, "DATABASE_URL": empty_sqlite_url, "PORT": port}.items():
        monkeypatch.setenv(name, value)
    return port


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The command in a process of its own, which ends with the test."""
    running: list[subprocess.Popen[str]] = []
    # A process in the background of a script ignores Ctrl-C, and so would every process that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def started(*arguments: str) -> subprocess.Popen[str]:
        command = (sys.executable, "-m", "reference_app", *arguments)
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        running.append(
            subprocess.Popen(  # noqa: S603 - the project's own command
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
            )
        )
        return running[-1]

    yield started
    signal.signal(signal.SIGINT, before)
    for process in running:
        process.kill()
        process.communicate()


def addresses(process: subprocess.Popen[str], last: str) -> str:
    """The address that the command prints first, once it has printed its `last` word."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if last in line:
            break
    return next(word for word in said.split() if word.startswith("http"))


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_school_is_served_until_it_is_stopped(start: Start, ending: signal.Signals) -> None:
    serving = start("serve")
    answered = requests.get(addresses(serving, "listens"), timeout=10).status_code

    serving.send_signal(ending)

    _, told = serving.communicate(timeout=20)
    assert (answered, serving.returncode, "Traceback" in told) == (200, 0, False)


@pytest.mark.parametrize("command", ["demo", "testbed"])
def test_what_is_there_for_a_while_leaves_nothing_behind(start: Start, tmp_path: Path, command: str) -> None:
    serving = start(command, "--port", "0")
    answered = requests.get(addresses(serving, "Ctrl-C"), timeout=10).status_code
    during = len(list(tmp_path.iterdir()))

    serving.send_signal(signal.SIGTERM)

    _, told = serving.communicate(timeout=20)
    assert (answered, during, serving.returncode, "Traceback" in told) == (200, 1, 0, False)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_wrong_use(school: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", int(school))):
        code = main(["serve"])

    told = f"reference_app: cannot listen on 127.0.0.1:{school}: Address already in use. Choose another PORT\n"
    assert (code, capsys.readouterr().err) == (2, told)


@pytest.mark.usefixtures("school")
def test_the_commands_of_a_school_are_here_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["school", "make", "De Regenboog"]) == 0
    made = capsys.readouterr().out.partition(" ")[0]

    assert main(["school", "list"]) == 0
    assert capsys.readouterr().out.startswith(f"{made}  De Regenboog\n")


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["serv"],
        ["serve", "--port", "80"],
        ["demo", "--port", "http"],
        ["demo", "--port", "65536"],
        ["school"],
        ["school", "make"],
        ["school", "import", "nowhere", "/nowhere.csv"],
    ],
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(arguments), "Usage: python -m reference_app" in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("command", [["serve"], ["school", "list"]])
@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is missing"),
        ("DATABASE_URL", "portal", "DATABASE_URL is not the address of a database"),
        ("DATABASE_URL", "sqlite:////nowhere/portal.sqlite", "the database sqlite:////nowhere/portal.sqlite"),
    ],
)
@pytest.mark.usefixtures("school")
def test_a_setting_that_is_no_good_is_told_in_a_line(
    command: list[str],
    setting: str,
    value: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(setting, value)

    assert main(command) == 2
    said = capsys.readouterr().err
    assert (said.startswith(f"reference_app: {told}"), said.count("\n")) == (True, 1)


@pytest.mark.usefixtures("school")
def test_what_a_command_refuses_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["school", "delete", "nowhere", "--yes"]) == 1
    assert capsys.readouterr().err == "Error: no school has the id 'nowhere'; `school list` tells the ids\n"
