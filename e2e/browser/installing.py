"""Installs a browser to run the scenarios in, on a machine that may be able to reach only package registries.

This is a separate command: a run only looks for a browser, so that no test ever changes the machine that it runs on.
"""

import sys
from collections.abc import Callable
from contextlib import suppress

from e2e.browser.finding import (
    FoundBrowser,
    NoBrowserError,
    Wanted,
    debian_package,
    find,
    installed_by_playwright,
    of_the_machine,
    playwright_install,
    started_by_playwright,
    what_helps,
)
from e2e.browser.machine import Machine

_SECONDS_TO_DOWNLOAD = 180
_SECONDS_TO_INSTALL = 240


def install(wanted: Wanted, machine: Machine, say: Callable[[str], object]) -> FoundBrowser:
    """The browser that the machine already has, or else one that Playwright or Debian provides.

    `say` is called before anything that takes long, and not at all if there is nothing to do. Raises NoBrowserError if
    no browser can be had.
    """
    with suppress(NoBrowserError):
        return find(wanted, machine)
    failed: list[str] = []
    found = _from_playwright(wanted, machine, say, failed) or _from_debian(wanted, machine, say, failed)
    if found is None:
        by_hand = f"python -m playwright install --with-deps {wanted.name}"
        reasons = "; ".join(failed)
        raise NoBrowserError(f"no {wanted.name} can be installed: {reasons}. {what_helps(by_hand, wanted, machine)}")
    return found


def _from_playwright(
    wanted: Wanted, machine: Machine, say: Callable[[str], object], failed: list[str]
) -> FoundBrowser | None:
    command = playwright_install(wanted)
    typed = " ".join(["python", *command[1:]])
    say(f"No {wanted.name} yet: {typed} (at most {_SECONDS_TO_DOWNLOAD // 60} minutes) ...")
    download = machine.run(command, _SECONDS_TO_DOWNLOAD)
    if not download.error and _can_use_apt(machine):
        say(f"{wanted.name} is downloaded; installing the libraries that it needs ...")
        machine.run([sys.executable, "-m", "playwright", "install-deps", wanted.name], _SECONDS_TO_INSTALL)
    # Without those libraries, the browser is installed but does not start.
    error = download.error or started_by_playwright(wanted, "", machine).error
    found = None if error else installed_by_playwright(wanted, machine)
    if found is None:
        failed.append(f"{typed} failed ({error or 'it left no browser behind'})")
    return found


def _from_debian(
    wanted: Wanted, machine: Machine, say: Callable[[str], object], failed: list[str]
) -> FoundBrowser | None:
    package = debian_package(wanted)
    if not package or not _can_use_apt(machine):
        return None
    say(f"No {wanted.name} yet: apt-get install {package} (at most {2 * _SECONDS_TO_INSTALL // 60} minutes) ...")
    update = machine.run(["apt-get", "update", "-qq"], _SECONDS_TO_INSTALL)
    added = machine.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], _SECONDS_TO_INSTALL)
    found = None if added.error else of_the_machine(wanted, machine)
    if found is None:
        failed.append(f"apt-get install {package} failed ({update.error or added.error or 'it does not start'})")
    return found


def _can_use_apt(machine: Machine) -> bool:
    return machine.is_root and machine.which("apt-get") is not None
