"""A device: a browser with its own memory, which can be closed, opened again and cleared.

A device that only browses is a fresh context in the worker's browser. One that a scenario closes has its own profile
folder and browser process, because only the end of a real process shows which cookies really last.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import BrowserContext, Cookie, Error, Page

from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.traffic import Traffic
from e2e.contract import CannotDo, Target
from e2e.model.diagnosis import Observations
from e2e.model.memory import KEEPS_ALL, BrowserMemory
from e2e.screens import Screens
from e2e.screens.find import Hand, Mouse

ANSWER_WITHIN_MILLISECONDS = 10_000

_FORGET_WHAT_SITES_STORED = "() => { localStorage.clear(); sessionStorage.clear(); }"
_CACHED_FILES = ("cache2",)
"""The folders of a profile in which Firefox keeps its cached files."""


class Device:
    """One browser profile. `name` is what the scenario calls it: tablet, laptop, school computer.

    `start` opens the browser, which finds in the `profile` folder what it left there. `answer_within`, in milliseconds,
    is how long a page may take. `prepare` is called with each tab before it is used.
    """

    def __init__(
        self,
        name: str,
        target: Target,
        start: Callable[[], BrowserContext],
        evidence: EvidenceRecorder,
        *,
        profile: Path | None,
        answer_within: float = ANSWER_WITHIN_MILLISECONDS,
        memory: BrowserMemory = KEEPS_ALL,
        prepare: Callable[[Page], None] = lambda _: None,
    ) -> None:
        self.name = name
        self._profile = profile
        self._target = target
        self._start = start
        self._evidence = evidence
        self._answer_within = answer_within
        self._memory = memory
        self._prepare = prepare
        self.traffic = Traffic(target.addresses)
        self.hand: Hand = Mouse()
        self._screens: dict[tuple[Page, Hand], Screens] = {}
        self.open_browser()

    @property
    def screens(self) -> Screens:
        """The screens on the tab in front."""
        return self.on(self.page)

    def on(self, page: Page) -> Screens:
        if (page, self.hand) not in self._screens:
            self._screens[page, self.hand] = Screens(page, self._target, self.hand)
        return self._screens[page, self.hand]

    def log_out(self) -> None:
        """Log out on the tab in front; a kiosk then forgets everything."""
        if not self._memory.forgets_at_logging_out:
            self.screens.account.log_out()
            return
        # Wait for the portal's answer, so that the wipe includes what came with it.
        with self.page.expect_event("requestfinished"):
            self.screens.account.log_out()
        self._context.clear_cookies()
        with suppress(Error):
            self.page.evaluate(_FORGET_WHAT_SITES_STORED)

    def open_browser(self) -> None:
        """Start the browser with what it remembers. Raises CannotDo if it cannot be started with its settings."""
        self._context = self._start()
        self._context.set_default_timeout(self._answer_within)
        self._evidence.watch(self._context, self.name)
        self.traffic.watch(self._context)
        self.page = self._context.pages[0] if self._context.pages else self._context.new_page()
        self._prepare(self.page)

    def close_browser(self) -> None:
        """Close the browser, properly unless the device loses power. What it still remembers is up to the device."""
        profile = self._own_profile()
        self.traffic.read_cookies()
        if self._memory.when_closed == "loses power":
            self._lose_power(profile)
        else:
            self.shut_down()
        if self._memory.when_closed == "forgets all":
            shutil.rmtree(profile)

    def _lose_power(self, profile: Path) -> None:
        self._evidence.release(self._context)
        _kill(profile)
        with suppress(Error):
            self._context.close()

    def shut_down(self) -> None:
        """Close the browser properly, as at the end of a scenario, leaving its memory as it is."""
        self._evidence.release(self._context)
        self._context.close()

    def new_tab(self) -> Page:
        """Open another tab, in front of the others."""
        self.page = self._context.new_page()
        self._prepare(self.page)
        return self.page

    def cookies(self) -> list[Cookie]:
        return self._context.cookies()

    def set_cookie_lines(self) -> dict[str, str]:
        """The last `Set-Cookie` line of each cookie, by the cookie's name."""
        self.page.wait_for_load_state()
        return self.traffic.set_cookie_lines()

    def observations(self) -> Observations:
        """What its browser observed besides the pages."""
        kept: list[str] = []
        with suppress(Error):
            kept = [cookie["name"] for cookie in self.cookies()]
        return self.traffic.observations(kept)

    def lasting_cookies(self) -> set[tuple[str, str]]:
        """Name and value of each cookie that outlives the browser."""
        return {(cookie["name"], cookie["value"]) for cookie in self.cookies() if cookie["expires"] != -1}

    def replace_cookies(self, cookies: Sequence[Cookie]) -> None:
        self._context.clear_cookies()
        self._context.add_cookies([cast(Any, dict(cookie)) for cookie in cookies])

    def clear_history(self) -> None:
        """Make the browser forget cookies, site storage and cached files, so that it is as good as new."""
        self.traffic.read_cookies()
        self.shut_down()
        if self._profile:
            shutil.rmtree(self._profile)
        self.open_browser()

    def clear_cached_files(self) -> None:
        """Clear only the cached files. The browser keeps running, except Firefox, which has to be closed for it."""
        try:
            self._context.new_cdp_session(self.page).send("Network.clearBrowserCache")
        except Error:
            self._clear_cached_files_while_closed()

    def _clear_cached_files_while_closed(self) -> None:
        self.close_browser()
        cached = [folder for folder in map(self._own_profile().joinpath, _CACHED_FILES) if folder.exists()]
        if not cached:
            raise CannotDo("it is not known where this browser keeps its cached files")
        for folder in cached:
            shutil.rmtree(folder)
        self.open_browser()

    def _own_profile(self) -> Path:
        if self._profile is None:
            raise RuntimeError("a scenario that closes the browser needs the tag @closes-browser")
        return self._profile


def _kill(profile: Path) -> None:
    """Kill every process of the browser that has this profile open, before it can write anything more."""
    if not shutil.which("pkill"):
        raise CannotDo("it needs pkill, to end a browser without warning, and this machine has none")
    subprocess.run(["pkill", "-KILL", "-f", str(profile)], check=False)  # noqa: S603, S607 - a folder of our own
