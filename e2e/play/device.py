"""A family's device: a browser with a memory of its own, that is closed, opened again and cleared.

A device that only browses is a fresh context in the worker's browser; one that is closed has a profile folder and a
browser process of its own, because only a real end of a real process shows what a cookie is worth.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

from playwright.sync_api import BrowserContext, Cookie, Error, Page

from e2e.harness.evidence import EvidenceRecorder
from e2e.play.traffic import Traffic
from e2e.ports import Target
from e2e.screens import Screens

ANSWER_WITHIN_MILLISECONDS = 10_000

_CLEAR_STORAGE = """async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const name of await caches.keys()) await caches.delete(name);
    for (const {name} of await indexedDB.databases()) indexedDB.deleteDatabase(name);
}"""


class Device:
    """One browser profile. `name` is what the scenario calls it: tablet, laptop, school computer.

    `start` opens the browser on the profile; `keeps_profile` says that it finds there what it left.
    """

    def __init__(
        self,
        name: str,
        target: Target,
        start: Callable[[], BrowserContext],
        evidence: EvidenceRecorder,
        *,
        keeps_profile: bool,
    ) -> None:
        self.name = name
        self.keeps_profile = keeps_profile
        self._target = target
        self._start = start
        self._evidence = evidence
        self.traffic = Traffic(target.addresses)
        self.open_browser()

    @property
    def screens(self) -> Screens:
        """The screens on the tab in front."""
        return self.on(self.page)

    def on(self, page: Page) -> Screens:
        return Screens(page, self._target)

    def open_browser(self) -> None:
        """Start the browser, with what it remembers."""
        self._context = self._start()
        self._context.set_default_timeout(ANSWER_WITHIN_MILLISECONDS)
        self._evidence.watch(self._context, self.name)
        self.traffic.watch(self._context)
        self.page = self._context.pages[0] if self._context.pages else self._context.new_page()

    def close_browser(self) -> None:
        """End the browser cleanly."""
        if not self.keeps_profile:
            raise RuntimeError("a scenario that closes the browser needs the tag @closes-browser")
        self.shut_down()

    def shut_down(self) -> None:
        """The end of the scenario."""
        self._evidence.release(self._context)
        self._context.close()

    def new_tab(self) -> Page:
        """One more tab; it comes in front."""
        self.page = self._context.new_page()
        return self.page

    def cookies(self) -> list[Cookie]:
        return self._context.cookies()

    def lasting_cookies(self) -> set[tuple[str, str]]:
        """Name and value of each cookie that outlives the browser."""
        return {(cookie["name"], cookie["value"]) for cookie in self.cookies() if cookie["expires"] != -1}

    def replace_cookies(self, cookies: Sequence[Cookie]) -> None:
        self._context.clear_cookies()
        self._context.add_cookies([cast(Any, dict(cookie)) for cookie in cookies])

    def clear_history(self) -> None:
        """All that a browser forgets when its history is cleared: cookies, what sites stored, and cached files."""
        self._context.clear_cookies()
        for page in self._context.pages:
            # A page that came from no site has no storage to clear.
            with suppress(Error):
                page.evaluate(_CLEAR_STORAGE)
        self.clear_cached_files()

    def clear_cached_files(self) -> None:
        """Only what was cached; Chromium does it itself."""
        with_devtools = self._context.new_cdp_session(self.page)
        with_devtools.send("Network.clearBrowserCache")
        with_devtools.detach()
