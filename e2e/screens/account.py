"""The part of every page that shows who is logged in, and how to log out."""

from playwright.sync_api import Locator

from e2e.screens.find import Find


class Account:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.way_out = find("account.way_out")
        self.logged_out = find("account.logged_out")

    def who(self, first_name: str) -> Locator:
        return self._find("account.who", first_name=first_name)

    def log_out(self) -> None:
        self._find.do("account.log_out")
