"""Finds a browser to run the scenarios in: one that Playwright installed, or else one of the machine's own.

It changes nothing on the machine; `installing` does, when somebody asks for it. Launching the browser is left to the
fixtures of pytest-playwright.
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from e2e.browser.machine import Machine, Ran
from e2e.browser.preferences import CHROMIUM_SWITCHES, FIREFOX_PREFERENCES

_SECONDS_TO_LOOK = 15
_SECONDS_TO_START = 60

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
    """The browser was not found, or does not start; the message says what was tried and what to do."""


@dataclass(frozen=True)
class FoundBrowser:
    """A browser to launch. `executable` and `channel` are None if Playwright knows them; `found` says where it was.

    `as_it_is` marks a browser that the user chose: it is then part of what is tested, so it starts without our own
    switches.
    """

    name: str
    executable: Path | None
    channel: str | None
    version: str
    found: str
    as_it_is: bool = False

    def launch_args(self) -> dict[str, Any]:
        """The arguments with which `browser_type.launch` and `launch_persistent_context` start it."""
        args = {
            "executable_path": str(self.executable) if self.executable else "",
            "channel": self.channel,
            "args": CHROMIUM_SWITCHES if self.name == "chromium" and not self.as_it_is else None,
            "firefox_user_prefs": FIREFOX_PREFERENCES if self.name == "firefox" else None,
        }
        return {key: value for key, value in args.items() if value}

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.found})"


@dataclass(frozen=True)
class Wanted:
    """The browser that the command line asks for, by Playwright's name for it."""

    name: str
    headless: bool = True
    channel: str | None = None
    elsewhere: str | None = None
    """The address of a Playwright server. If it is given, this machine is not searched."""


def find(wanted: Wanted, machine: Machine) -> FoundBrowser:
    """The first such browser that the machine has. Raises NoBrowserError if it has none."""
    if wanted.elsewhere:
        return _of_server(wanted, wanted.elsewhere, machine)
    if wanted.channel:
        return _of_channel(wanted, wanted.channel, machine)
    found = installed_by_playwright(wanted, machine) or of_the_machine(wanted, machine)
    if found is None:
        raise NoBrowserError(_none_found(wanted, machine))
    return found


def installed_by_playwright(wanted: Wanted, machine: Machine) -> FoundBrowser | None:
    """The browser in the place that Playwright names, if a marker file there says that it was installed completely."""
    plan = machine.run([*playwright_install(wanted), "--dry-run"], _SECONDS_TO_LOOK)
    for title, place in re.findall(r"^(\S.*) \(playwright .*\n\s+Install location:\s+(.+)$", plan.output, re.MULTILINE):
        if not title.startswith("FFmpeg") and machine.exists(Path(place) / "INSTALLATION_COMPLETE"):
            return FoundBrowser(wanted.name, None, None, _version_in(title), "installed by Playwright")
    return None


def of_the_machine(wanted: Wanted, machine: Machine) -> FoundBrowser | None:
    """The machine's first program that reports its version; one that does not start is skipped."""
    programs, channel = _programs(wanted)
    for program in programs:
        executable = machine.which(program)
        asked = machine.run([str(executable), "--version"], _SECONDS_TO_LOOK) if executable else None
        if executable and asked and not asked.error:
            return FoundBrowser(wanted.name, executable, channel, _version_in(asked.output), str(executable))
    return None


def started_by_playwright(wanted: Wanted, channel: str, machine: Machine) -> Ran:
    """Start and close the browser of that Playwright channel, or Playwright's own if the channel is empty.

    The output is the browser's version.
    """
    return machine.run([sys.executable, "-c", _ASK_FOR_VERSION, wanted.name, channel], _SECONDS_TO_START)


def playwright_install(wanted: Wanted) -> list[str]:
    """The command by which Playwright downloads it; for Chromium, the build with a window or the headless one."""
    shell = "--only-shell" if wanted.headless else "--no-shell"
    return [sys.executable, "-m", "playwright", "install", wanted.name, *([shell] if wanted.name == "chromium" else [])]


def debian_package(wanted: Wanted) -> str:
    """The Debian package of the browser; empty if there is none."""
    chromium = "chromium-headless-shell" if wanted.headless else "chromium"
    return {"chromium": chromium, "firefox": "firefox-esr"}.get(wanted.name, "")


def what_helps(install: str, wanted: Wanted, machine: Machine) -> str:
    """A sentence on how to get the browser, with the command that installs it first."""
    advice = [install]
    if package := debian_package(wanted):
        as_root = "" if machine.is_root else " as root"
        advice += ["--browser-channel with one of your own", f"apt-get install {package}{as_root}"]
    return f"Try: {', or '.join(advice)}"


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
    if channel == _FIREFOX_CHANNEL and (found := of_the_machine(wanted, machine)):
        return found  # Playwright looks for this channel in only one place, which is not where Debian puts it
    started = started_by_playwright(wanted, channel, machine)
    if started.error:
        raise NoBrowserError(f"--browser-channel {channel}: {wanted.name} does not start: {started.error}")
    named = f"--browser-channel {channel}"
    return FoundBrowser(wanted.name, None, channel, started.output.strip(), named, as_it_is=True)


def _none_found(wanted: Wanted, machine: Machine) -> str:
    tried = ["Playwright has installed none"]
    if names := [Path(program).name for program in _programs(wanted)[0]]:
        tried.append(f"there is no {' or '.join(names)} that starts")
    install = f"python -m e2e install-browser {wanted.name}{'' if wanted.headless else ' --headed'}"
    return f"no {wanted.name} to run the scenarios in: {'; '.join(tried)}. {what_helps(install, wanted, machine)}"


def _programs(wanted: Wanted) -> tuple[Sequence[str], str | None]:
    match wanted.name:
        case "chromium":
            return (_HEADLESS_CHROMIUM if wanted.headless else ()) + _CHROMIUM, None
        case "firefox":
            return _FIREFOX, _FIREFOX_CHANNEL
        case _:
            return (), None


def _version_in(text: str) -> str:
    found = _VERSION.search(text)
    return found.group() if found else "of unknown version"
