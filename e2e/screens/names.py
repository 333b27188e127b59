"""The screen with the names and pictures of the pupils that the device knows."""

from playwright.sync_api import Locator

from e2e.screens.find import Find


class NamesScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.another_code = find("names.another_code")

    def person(self, first_name: str) -> Locator:
        return self._find("names.person", first_name=first_name)

    def picture(self, first_name: str) -> Locator:
        return self._find("names.picture", first_name=first_name)

    def choose(self, first_name: str) -> None:
        self.person(first_name).click()

    def choose_by_picture(self, first_name: str) -> None:
        self.picture(first_name).click()

    def add_another(self) -> None:
        """On to the code of one more pupil."""
        self.another_code.click()

    def forget_device(self) -> None:
        self._find("names.forget").click()
        self._find("names.confirm_forget").click()
