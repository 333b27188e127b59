"""The screens of a portal as a person knows them: one plain class per screen, whose elements are what a person sees.

An action returns when the portal has answered; nothing here asserts anything.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from playwright.sync_api import Page

from e2e import contract
from e2e.contract import Target
from e2e.screens.account import Account
from e2e.screens.code import CodeScreen
from e2e.screens.find import Find, Hand
from e2e.screens.front import FrontScreen
from e2e.screens.help import Help
from e2e.screens.letter import LetterScreen
from e2e.screens.materials import MaterialsScreen
from e2e.screens.names import NamesScreen
from e2e.screens.password import PasswordScreen
from e2e.screens.school import SchoolScreen
from e2e.screens.teacher import TeacherScreen

Screen = TypeVar("Screen")


@dataclass(frozen=True)
class Screens:
    """All the screens, on one page of one browser, and how somebody uses them."""

    page: Page
    target: Target
    hand: Hand

    @cached_property
    def find(self) -> Find:
        return Find(self.page, self.target.language, self.target.selectors, self.target.actions, self.hand)

    def _class(self, screen: str, own: type[Screen]) -> type[Screen]:
        return cast("type[Screen]", self.target.classes.get(screen, own))

    @cached_property
    def front(self) -> contract.FrontScreen:
        return self._class("front", FrontScreen)(self.find, self.target.addresses)

    @cached_property
    def code(self) -> contract.CodeScreen:
        return self._class("code", CodeScreen)(self.find)

    @cached_property
    def names(self) -> contract.NamesScreen:
        return self._class("names", NamesScreen)(self.find)

    @cached_property
    def password(self) -> contract.PasswordScreen:
        return self._class("password", PasswordScreen)(self.find)

    @cached_property
    def materials(self) -> contract.MaterialsScreen:
        return self._class("materials", MaterialsScreen)(self.find)

    @cached_property
    def account(self) -> contract.Account:
        return self._class("account", Account)(self.find)

    @cached_property
    def help(self) -> Help:
        return Help(self.find)

    @cached_property
    def school(self) -> contract.SchoolScreen:
        return self._class("school", SchoolScreen)(self.find)

    @cached_property
    def teacher(self) -> contract.TeacherScreen:
        return self._class("teacher", TeacherScreen)(self.find, self.target.addresses)

    @cached_property
    def letter(self) -> LetterScreen:
        return LetterScreen(self.find)
