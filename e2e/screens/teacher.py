"""The teacher's console: logging in, the own groups, who is blocked, and unlocking."""

from playwright.sync_api import Locator

from e2e.ports import Addresses
from e2e.screens.find import Find


class TeacherScreen:
    def __init__(self, find: Find, addresses: Addresses) -> None:
        self._find = find
        self._addresses = addresses
        self.email = find("teacher.email")

    def open(self) -> None:
        self._find.page.goto(self._addresses.teacher)

    def log_in(self, email: str, password: str) -> None:
        self.email.fill(email)
        self._find("teacher.password").fill(password)
        self._find.do("teacher.log_in")

    def group(self, group: str) -> Locator:
        return self._find("teacher.group", group=group)

    def open_group(self, group: str) -> None:
        self._find.do("teacher.open_group", group=group)

    def pupil(self, first_name: str) -> Locator:
        """The row that tells how it stands with the pupil's home account."""
        return self._find("teacher.pupil", first_name=first_name)

    def blocked(self, first_name: str) -> Locator:
        """Says in that row that the pupil is blocked."""
        return self._find("teacher.blocked", first_name=first_name)

    def unlock(self, first_name: str) -> None:
        self._find.do("teacher.unlock", first_name=first_name)
