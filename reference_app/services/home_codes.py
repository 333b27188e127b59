"""The home codes of pupils: they follow from the portal's own key and are not stored."""

from dataclasses import dataclass

from reference_app.database.schema import Pupil
from reference_app.rules import home_code
from reference_app.rules.home_code import HomeCode


@dataclass(frozen=True)
class HomeCodes:
    """`key` makes the codes; with another one every printed code is worth nothing."""

    key: bytes

    def of(self, pupil: Pupil) -> HomeCode:
        """The code that the pupil has now."""
        return home_code.derive(self.key, pupil.code_locator, pupil.code_edition)

    def expected(self, typed: HomeCode, pupil: Pupil | None) -> HomeCode:
        """What should have been typed. Nobody's code takes as much work, and matches none that is in use (SAFE-6)."""
        return home_code.derive(self.key, typed.locator, pupil.code_edition if pupil else 0)
