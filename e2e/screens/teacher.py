"""The teacher's screens: logging in, the groups, who is blocked, unlocking, letters, mails and new codes."""

from playwright.sync_api import Locator

from e2e.contract import Addresses
from e2e.screens.find import Find, go_to


class TeacherScreen:
    def __init__(self, find: Find, addresses: Addresses) -> None:
        self._find = find
        self._addresses = addresses
        self.email = find("teacher.email")
        self.wrong = find("teacher.wrong")
        self.letters = find("teacher.letters")
        self.code_replaced = find("teacher.code_replaced")
        self.not_at_home = find("teacher.not_at_home")
        self.mail_on_its_way = find("teacher.mail_on_its_way")

    def open(self) -> None:
        go_to(self._find.page, self._addresses.teacher)

    def log_in(self, email: str, password: str) -> None:
        self._find.type_in("teacher.email", email)
        self._find.type_in("teacher.password", password)
        self._find.do("teacher.log_in")

    def group(self, group: str) -> Locator:
        return self._find("teacher.group", group=group)

    def open_group(self, group: str) -> None:
        self._find.do("teacher.open_group", group=group)

    def pupil(self, first_name: str) -> Locator:
        """The row that shows the state of the pupil's home account."""
        return self._find("teacher.pupil", first_name=first_name)

    def blocked(self, first_name: str) -> Locator:
        """The part of that row which says that the pupil is blocked."""
        return self._find("teacher.blocked", first_name=first_name)

    def unlock(self, first_name: str) -> None:
        self._find.do("teacher.unlock", first_name=first_name)

    def elsewhere(self, environment: str) -> Locator:
        """The text that says in which network environment the pupils log in at home."""
        return self._find("teacher.elsewhere", environment=environment)

    def letter(self, first_name: str) -> Locator:
        return self._find("teacher.letter", first_name=first_name)

    def open_letter(self, first_name: str) -> None:
        self._find.do("teacher.open_letter", first_name=first_name)

    def open_letters(self) -> None:
        self._find.do("teacher.open_letters")

    def new_code(self, first_name: str) -> Locator:
        return self._find("teacher.new_code", first_name=first_name)

    def ask_for_new_code(self, first_name: str) -> None:
        self._find.do("teacher.ask_for_new_code", first_name=first_name)

    def confirm_new_code(self) -> None:
        self._find.do("teacher.confirm_new_code")

    def way_to_mail(self, first_name: str) -> Locator:
        return self._find("teacher.mail", first_name=first_name)

    def mail(self, first_name: str) -> None:
        """Mail the pupil's code to the parent."""
        self._find.do("teacher.mail", first_name=first_name)
