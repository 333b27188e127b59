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
        self._find.do("names.choose", first_name=first_name)

    def choose_by_name(self, first_name: str) -> None:
        """Click the name itself, which may be only part of what can be clicked."""
        self._find.do("names.choose", on=first_name, first_name=first_name)

    def choose_by_picture(self, first_name: str) -> None:
        self._find.do("names.choose_by_picture", first_name=first_name)

    def add_another(self) -> None:
        """Go on to entering the code of one more pupil."""
        self._find.do("names.add_another")

    def ask_to_forget_device(self) -> None:
        self._find.do("names.ask_to_forget")

    def confirm_forgetting(self) -> None:
        self._find.do("names.confirm_forgetting")
