"""The front page and the home address, and how to get from there to the code."""

from e2e.contract import Addresses
from e2e.screens.find import Find, go_to


class FrontScreen:
    def __init__(self, find: Find, addresses: Addresses) -> None:
        self._find = find
        self._addresses = addresses
        self.home_login = find("front.home_login")

    def open(self) -> None:
        go_to(self._find.page, self._addresses.front)

    def open_home(self) -> None:
        """Go straight to the home address."""
        go_to(self._find.page, self._addresses.home)

    def choose_home_login(self) -> None:
        self._find.do("front.choose_home_login")
