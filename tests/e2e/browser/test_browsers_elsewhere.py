"""The scenarios in browsers of a Playwright server: a real one, on this machine."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.browser.finding import Wanted, find
from e2e.browser.machine import this_machine

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that offers the browser of this machine."""
    executable = find(Wanted("chromium"), this_machine()).launch_args().get("executable_path")
    config = tmp_path_factory.mktemp("server") / "launch.json"
    config.write_text(json.dumps({"executablePath": executable} if executable else {}))
    command = [sys.executable, "-m", "playwright", "launch-server", "--browser", "chromium", "--config", str(config)]
    with subprocess.Popen(  # noqa: S603 - this module's own
        command, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        # Python starts Node, which would go on running without it.
        os.killpg(server.pid, signal.SIGTERM)


def run(report: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The suite itself, on the reference portal."""
    command = [sys.executable, "-m", "pytest", "e2e", "-p", "no:cacheprovider", "--report", str(report), *arguments]
    return subprocess.run(  # noqa: S603 - this module's own
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def scenarios(report: Path) -> list[dict[str, Any]]:
    document = json.loads((report / "results.json").read_text(encoding="utf-8"))
    return list(document["scenarios"])


def test_a_portal_on_this_machine_is_tested_in_a_browser_elsewhere(address: str, tmp_path: Path) -> None:
    ran = run(tmp_path, "--connect", address, "-m", "CODE-1")

    assert (ran.returncode, {row["verdict"] for row in scenarios(tmp_path)}) == (0, {"passed"}), ran.stdout
    assert f"({address})" in ran.stdout


def test_workers_share_the_server(address: str, tmp_path: Path) -> None:
    ran = run(tmp_path, "--connect", address, "-m", "CODE-1", "-n", "2")

    assert (ran.returncode, {row["verdict"] for row in scenarios(tmp_path)}) == (0, {"passed"}), ran.stdout


def test_what_needs_a_profile_is_not_tested_there(address: str, tmp_path: Path) -> None:
    run(tmp_path, "--connect", address, "-m", "closes-browser")

    told = {(row["verdict"], row["reason"]) for row in scenarios(tmp_path)}
    assert told == {("not tested", "a browser elsewhere keeps no profile when it is closed")}


def test_a_server_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    ran = run(tmp_path, "--connect", "ws://127.0.0.1:1/")

    assert ran.returncode == 4
    assert ran.stderr.startswith("ERROR: --connect ws://127.0.0.1:1/: no chromium there (BrowserType.connect: ")
    assert "Traceback" not in ran.stdout + ran.stderr
