"""A real filtering proxy between browser and portal: mitmproxy, with an add-on that plays a school's filter.

mitmproxy needs older versions of the packages that the portal is made of, so it has a virtual environment of its own,
which is made on first use. `mitmproxy.lock` says what is installed there, and is made so:

    echo mitmproxy==11.0.2 | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-header
        --no-annotate --no-emit-index-url --output-file e2e/environments/mitmproxy.lock

Version 12 needs Python 3.12.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from e2e.browser.machine import this_machine
from e2e.contract import CannotDo

_VERSION = "11.0.2"
_HERE = Path(__file__).parent
_LOCK = _HERE / "mitmproxy.lock"
_FILTER = _HERE / "filter.py"

_SECONDS_TO_INSTALL = 300
_SECONDS_TO_START = 30
_SECONDS_BETWEEN_LOOKS = 0.05

_LISTENING = re.compile(r"proxy listening at 127\.0\.0\.1:(\d+)\.")
_PROGRAMS, _SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


class ProxyError(CannotDo):
    """The proxy cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class RunningProxy:
    """`server` is its address. `authority` is the certificate, as PEM, that it signs with where it opens TLS."""

    server: str
    authority: Path


@contextmanager
def running(
    behaviours: Mapping[str, object], *, trusts: Path | None, folder: Path, say: Callable[[str], object]
) -> Iterator[RunningProxy]:
    """A proxy with these behaviours of `filter.py`, by their names there, until the block ends. Raises ProxyError.

    `trusts` is the certificate, as PEM, of an authority that may sign for a portal, besides those that everybody
    trusts. All that the proxy writes goes into a folder of its own in `folder`.
    """
    program = installed(say)
    home = Path(tempfile.mkdtemp(prefix="proxy-", dir=folder))
    log = home / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - a program of our own choice, with our own options
            [program, *_options(behaviours, trusts, home)],
            stdin=subprocess.PIPE,  # the proxy ends when it is closed
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            start_new_session=True,
        )
    with process:
        try:
            yield RunningProxy(f"http://127.0.0.1:{_port(process, log)}", home / "mitmproxy-ca-cert.pem")
        finally:
            _stop(process)


def installed(say: Callable[[str], object]) -> Path:
    """The program, in a virtual environment in the user's cache; `say` is told before that has to be made.

    Raises ProxyError where it cannot be.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "home-login-conformance"
    folder = cache / f"mitmproxy-{_VERSION}"
    if not _is_whole(folder):
        try:
            cache.mkdir(parents=True, exist_ok=True)
            with FileLock(cache / f"{folder.name}.lock"):
                if not _is_whole(folder):
                    _install(folder, say)
        except OSError as error:
            raise ProxyError(
                f"mitmproxy, the filtering proxy, cannot be kept in {cache}: {error}. Make that a folder to write in"
            ) from error
    return _program(folder, "mitmdump")


def _install(folder: Path, say: Callable[[str], object]) -> None:
    say(f"No mitmproxy yet: installing it in {folder} (a minute) ...")
    if folder.exists():
        shutil.rmtree(folder)
    python = str(_program(folder, "python"))
    # Isolated: no package of another environment counts as installed here.
    _run([sys.executable, "-I", "-m", "venv", str(folder)])
    pip = [python, "-I", "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--require-hashes", "-r", str(_LOCK)])
    shutil.copyfile(_LOCK, _marker(folder))


def _run(command: Sequence[str]) -> None:
    ran = this_machine().run(command, _SECONDS_TO_INSTALL)
    if ran.error:
        raise ProxyError(
            f"mitmproxy, the filtering proxy, cannot be installed: {ran.error}. pip has to reach a package index; "
            f"try it by hand until this works: {' '.join(command)}"
        )


def _is_whole(folder: Path) -> bool:
    """The marker is written last, and says which versions are there. Upgrading the machine may remove the Python."""
    marker = _marker(folder)
    return _program(folder, "python").exists() and marker.exists() and marker.read_bytes() == _LOCK.read_bytes()


def _marker(folder: Path) -> Path:
    return folder / "installed.lock"


def _program(folder: Path, name: str) -> Path:
    return folder / _PROGRAMS / f"{name}{_SUFFIX}"


def _options(behaviours: Mapping[str, object], trusts: Path | None, home: Path) -> list[str]:
    settings = {
        "confdir": str(home),
        "listen_host": "127.0.0.1",
        "listen_port": "0",
        # No server is asked for what the filter answers itself, not even for its certificate.
        "connection_strategy": "lazy",
        "upstream_cert": "false",
        # As filters do; a connection that is cut then carries one request only.
        "http2": "false",
        "flow_detail": "0",
        "behaviours": json.dumps(behaviours),
    }
    if trusts:
        settings["ssl_verify_upstream_trusted_ca"] = str(trusts)
    return ["--scripts", str(_FILTER), *(part for pair in settings.items() for part in ("--set", "=".join(pair)))]


def _environment() -> dict[str, str]:
    """Without the variables that are meant for our own Python, and with its output there to be read at once."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return ours | {"PYTHONUNBUFFERED": "1"}


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The one that it chose itself, so that nobody else can take it in between."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        written = log.read_text(encoding="utf-8", errors="replace")
        if ended:
            raise ProxyError(f"the filtering proxy did not start: {_last_line(written)}. Its whole output: {log}")
        if listening := _LISTENING.search(written):
            return int(listening[1])
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    raise ProxyError(
        f"the filtering proxy did not listen within {_SECONDS_TO_START} seconds: {_last_line(written)}. "
        f"Is the machine too busy? Fewer workers (-n) help"
    )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill it with everything that it started, for it has nothing to finish."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
