"""Logging in at school: the group, then the name; the password screen is the same as at home."""

from playwright.sync_api import Locator

from e2e.screens.find import Find, go_to


class SchoolScreen:
    def __init__(self, find: Find) -> None:
        self._find = find

    def open(self, school_login_url: str) -> None:
        go_to(self._find.page, school_login_url)

    def group(self, group: str) -> Locator:
        return self._find("school.group", group=group)

    def choose_group(self, group: str) -> None:
        self._find.do("school.choose_group", group=group)
