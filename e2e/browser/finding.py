"""Finding a browser to run the scenarios in, on a developer's machine as on one that reaches only package registries.

Looks before it installs, and says what it found or what to do. Launching is left to pytest-playwright's fixtures.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

_SECONDS_TO_LOOK = 15
_SECONDS_TO_START = 60
_SECONDS_TO_DOWNLOAD = 180
_SECONDS_TO_INSTALL = 240

_HEADLESS_CHROMIUM = ("chromium-headless-shell",)
_CHROMIUM = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
_FIREFOX_CHANNEL = "moz-firefox"
# It keeps connections of a context that was closed, two minutes each; a server has so many and no more.
_FIREFOX_PREFS = {"network.http.keep-alive.timeout": 5}

# Chromium gives each page a frame made anew, which no page can see, and a fifth of the work that a page is. The other
# feature is the one that Playwright itself switches on; of two lists Chromium reads the last.
_CHROMIUM_ARGS = ["--enable-features=CDPScreenshotNewSurface,RenderDocument:level/crashed-frame"]

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_ASK_FOR_VERSION = """
import sys
from playwright.sync_api import Error, sync_playwright
name, channel = sys.argv[1:]
with sync_playwright() as playwright:
    try:
        browser = getattr(playwright, name).launch(channel=channel or None, timeout=30_000)
    except Error as error:
        sys.exit(str(error))
    print(browser.version)
    browser.close()
"""
_ASK_SERVER_FOR_VERSION = """
import json, sys
from playwright.sync_api import Error, sync_playwright
name, address, options = sys.argv[1:]
with sync_playwright() as playwright:
    try:
        browser = getattr(playwright, name).connect(
            address, headers={"x-playwright-launch-options": options}, timeout=30_000
        )
    except Error as error:
        sys.exit(str(error))
    print(browser.version)
    browser.close()
"""


class NoBrowserError(Exception):
    """No browser can be had; the message says what was tried and what to do."""


@dataclass(frozen=True)
class FoundBrowser:
    """A browser to launch. `executable` and `channel` are None where Playwright knows by itself; `found` says where.

    `as_it_is` is one that somebody named: there the browser is part of what is tested, and starts without our switches.
    """

    name: str
    executable: Path | None
    channel: str | None
    version: str
    found: str
    as_it_is: bool = False

    def launch_args(self) -> dict[str, Any]:
        """What `browser_type.launch` and `launch_persistent_context` need to start it."""
        args = {
            "executable_path": str(self.executable) if self.executable else "",
            "channel": self.channel,
            "args": _CHROMIUM_ARGS if self.name == "chromium" and not self.as_it_is else None,
            "firefox_user_prefs": _FIREFOX_PREFS if self.name == "firefox" else None,
        }
        return {key: value for key, value in args.items() if value}

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.found})"


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    name: str
    headless: bool = True
    channel: str | None = None
    elsewhere: str | None = None
    """The address of a Playwright server, on a machine that is none of the search's business."""


@dataclass(frozen=True)
class Ran:
    """A finished command: `error` is empty when it did what it was asked, else one line that says why not."""

    output: str
    error: str = ""


@dataclass(frozen=True)
class Machine:
    """The machine as the search sees it: which programs there are, how to run one, and who is asking."""

    which: Callable[[str], Path | None]
    run: Callable[[Sequence[str], float], Ran]
    exists: Callable[[Path], bool]
    is_root: bool


def this_machine() -> Machine:
    return Machine(which=_which, run=_run, exists=Path.exists, is_root=hasattr(os, "geteuid") and os.geteuid() == 0)


def find(wanted: Wanted, machine: Machine, say: Callable[[str], object]) -> FoundBrowser:
    """The first browser that there is, installed if need be; `say` is told before anything that takes long."""
    if wanted.elsewhere:
        return _of_server(wanted, wanted.elsewhere, machine)
    if wanted.channel:
        return _of_channel(wanted, wanted.channel, machine)
    tried: list[str] = []
    for found in _searches(wanted, machine, say, tried):
        if found:
            return found
    raise NoBrowserError(_advice(wanted, machine, tried))


def _searches(
    wanted: Wanted, machine: Machine, say: Callable[[str], object], tried: list[str]
) -> Iterator[FoundBrowser | None]:
    yield _installed_by_playwright(wanted, machine, tried)
    yield _on_the_machine(wanted, machine, tried)
    yield _downloaded(wanted, machine, say, tried)
    yield _from_debian(wanted, machine, say, tried)


def _of_server(wanted: Wanted, address: str, machine: Machine) -> FoundBrowser:
    options = json.dumps({"headless": wanted.headless} | ({"channel": wanted.channel} if wanted.channel else {}))
    started = machine.run(
        [sys.executable, "-c", _ASK_SERVER_FOR_VERSION, wanted.name, address, options], _SECONDS_TO_START
    )
    if started.error:
        raise NoBrowserError(
            f"--connect {address}: no {wanted.name} there ({started.error}). On that machine: "
            f"npx playwright@{version('playwright')} run-server --port 3000 --host 0.0.0.0"
        )
    return FoundBrowser(wanted.name, None, None, started.output.strip(), address, as_it_is=True)


def _of_channel(wanted: Wanted, channel: str, machine: Machine) -> FoundBrowser:
    if channel == _FIREFOX_CHANNEL and (found := _on_the_machine(wanted, machine, [])):
        return found  # Playwright looks for this channel in one place only, where Debian does not put it
    started = machine.run([sys.executable, "-c", _ASK_FOR_VERSION, wanted.name, channel], _SECONDS_TO_START)
    if started.error:
        raise NoBrowserError(f"--browser-channel {channel}: {wanted.name} does not start: {started.error}")
    named = f"--browser-channel {channel}"
    return FoundBrowser(wanted.name, None, channel, started.output.strip(), named, as_it_is=True)


def _installed_by_playwright(wanted: Wanted, machine: Machine, tried: list[str]) -> FoundBrowser | None:
    """Playwright says where its browser would be, and which version; a marker file there says that it is."""
    plan = machine.run([*_playwright_install(wanted), "--dry-run"], _SECONDS_TO_LOOK)
    for title, place in re.findall(r"^(\S.*) \(playwright .*\n\s+Install location:\s+(.+)$", plan.output, re.MULTILINE):
        if not title.startswith("FFmpeg") and machine.exists(Path(place) / "INSTALLATION_COMPLETE"):
            return FoundBrowser(wanted.name, None, None, _version_in(title), "installed by Playwright")
    tried.append("Playwright has installed none")
    return None


def _on_the_machine(wanted: Wanted, machine: Machine, tried: list[str]) -> FoundBrowser | None:
    programs, channel = _programs(wanted)
    for program in programs:
        executable = machine.which(program)
        asked = machine.run([str(executable), "--version"], _SECONDS_TO_LOOK) if executable else None
        if executable and asked and not asked.error:
            return FoundBrowser(wanted.name, executable, channel, _version_in(asked.output), str(executable))
    if programs:
        tried.append(f"there is no {' or '.join(Path(program).name for program in programs)} that starts")
    return None


def _downloaded(
    wanted: Wanted, machine: Machine, say: Callable[[str], object], tried: list[str]
) -> FoundBrowser | None:
    command = _playwright_install(wanted)
    say(f"No {wanted.name} yet: {_typed(command)} (at most {_SECONDS_TO_DOWNLOAD // 60} minutes) ...")
    download = machine.run(command, _SECONDS_TO_DOWNLOAD)
    if not download.error and _can_use_apt(machine):
        say(f"{wanted.name} is there; installing the libraries that it needs ...")
        machine.run([sys.executable, "-m", "playwright", "install-deps", wanted.name], _SECONDS_TO_INSTALL)
    error = download.error or machine.run([sys.executable, "-c", _ASK_FOR_VERSION, wanted.name, ""], 60).error
    if error:
        tried.append(f"{_typed(command)} failed ({error})")
        return None
    return _installed_by_playwright(wanted, machine, tried)


def _from_debian(
    wanted: Wanted, machine: Machine, say: Callable[[str], object], tried: list[str]
) -> FoundBrowser | None:
    package = _debian_package(wanted)
    if not package or not _can_use_apt(machine):
        return None
    say(f"No {wanted.name} yet: apt-get install {package} (at most {2 * _SECONDS_TO_INSTALL // 60} minutes) ...")
    update = machine.run(["apt-get", "update", "-qq"], _SECONDS_TO_INSTALL)
    install = machine.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], _SECONDS_TO_INSTALL)
    if install.error:
        tried.append(f"apt-get install {package} failed ({update.error or install.error})")
        return None
    return _on_the_machine(wanted, machine, tried)


def _advice(wanted: Wanted, machine: Machine, tried: Sequence[str]) -> str:
    ways = [f"python -m playwright install --with-deps {wanted.name}"]
    if package := _debian_package(wanted):
        ways += ["--browser-channel with one of your own", f"apt-get install {package}{_as_root(machine)}"]
    return f"no {wanted.name} to run the scenarios in: {'; '.join(tried)}. What helps: {', or '.join(ways)}"


def _as_root(machine: Machine) -> str:
    return "" if machine.is_root else " as root"


def _programs(wanted: Wanted) -> tuple[Sequence[str], str | None]:
    match wanted.name:
        case "chromium":
            return (_HEADLESS_CHROMIUM if wanted.headless else ()) + _CHROMIUM, None
        case "firefox":
            return _FIREFOX, _FIREFOX_CHANNEL
        case _:
            return (), None


def _debian_package(wanted: Wanted) -> str:
    chromium = "chromium-headless-shell" if wanted.headless else "chromium"
    return {"chromium": chromium, "firefox": "firefox-esr"}.get(wanted.name, "")


def _playwright_install(wanted: Wanted) -> list[str]:
    shell = "--only-shell" if wanted.headless else "--no-shell"
    return [sys.executable, "-m", "playwright", "install", wanted.name, *([shell] if wanted.name == "chromium" else [])]


def _can_use_apt(machine: Machine) -> bool:
    return machine.is_root and machine.which("apt-get") is not None


def _typed(command: Sequence[str]) -> str:
    """A command as a person would type it."""
    return " ".join(["python", *command[1:]])


def _version_in(text: str) -> str:
    found = _VERSION.search(text)
    return found.group() if found else "of unknown version"


def _which(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found) if found else None


def _run(command: Sequence[str], seconds: float) -> Ran:
    """Run a command to its end, or to the end of its time; a failure is a value, with its most telling line."""
    try:
        process = subprocess.Popen(  # noqa: S603 - commands of this module, from names that the option parser checked
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return Ran("", str(error))
    with process:
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            return Ran("", f"not done after {seconds:.0f} seconds")
        except BaseException:
            _stop(process)
            raise
    return Ran(output, _telling_line(errors or output) if process.returncode else "")


def _stop(process: subprocess.Popen[str]) -> None:
    """Stop a command with everything that it started, so that no download goes on behind the run."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _telling_line(output: str) -> str:
    lines = [line.strip(" │║╔╗╚╝═\t") for line in output.splitlines() if line.strip(" │║╔╗╚╝═\t")]
    errors = [line for line in lines if line.startswith(("Error", "E:")) or "Error:" in line]
    return (errors or lines or ["no reason given"])[0]
