"""What a page says to somebody who cannot get in."""

from playwright.sync_api import Locator

from e2e.screens.find import Find


class Help:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.ask_the_teacher = find("page.ask_the_teacher")
        self.not_at_home = find("refusal.not_at_home")
        self.wait = find("refusal.wait")
        self.not_yet = find("refusal.not_yet")

    def elsewhere(self, environment: str) -> Locator:
        """The text that names the network environment where the pupil logs in."""
        return self._find("refusal.elsewhere", environment=environment)
