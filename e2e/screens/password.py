"""The screen that asks for the password or the password picture."""

from playwright.sync_api import Locator

from e2e.screens.find import Find


class PasswordScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.field = find("password.field")
        self.any_picture = find("password.any_picture")
        self.log_in = find("password.log_in")
        self.wrong = find("password.wrong")
        self.wrong_picture = find("password.wrong_picture")
        self.blocked = find("block.notice")

    def asks(self, first_name: str) -> bool:
        """Whether this screen is shown now and says that it asks for this pupil's password."""
        return (
            self.field.or_(self.any_picture).first.is_visible()
            and self._find("password.whose", first_name=first_name).first.is_visible()
        )

    def enter(self, password: str) -> None:
        self._dismiss_block()
        self._find.type_in("password.field", password)
        self._find.do("password.send")

    def type_by_hand(self, password: str) -> None:
        """Type it key by key."""
        self._dismiss_block()
        self.field.press_sequentially(password)
        self._find.do("password.send")

    def picture(self, picture: str) -> Locator:
        return self._find("password.picture", picture=picture)

    def click_picture(self, picture: str) -> None:
        self._dismiss_block()
        self._find.do("password.click_picture", picture=picture)

    def click_other_picture(self, picture: str) -> None:
        """Click any picture but that one."""
        self._dismiss_block()
        self._find.do("password.click_other_picture", picture=picture)

    def _dismiss_block(self) -> None:
        """Some pages say that the account is blocked in a dialog, which has to be closed first."""
        if self._find.takes("block.dismiss") and self.blocked.first.is_visible():
            self._find.do("block.dismiss")
