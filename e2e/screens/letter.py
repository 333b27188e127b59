"""A letter with a home code, on the screen before it is printed, and the words it needs to guide a family."""

import re

from e2e.screens.find import Find


class LetterScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.code = find("letter.code")

    def steps(self) -> list[re.Pattern[str]]:
        """Patterns for the things that a letter has to mention, except those for which the target has a selector."""
        met = ("front.picture", "front.home_login", "code.verify", "letter.name", "password.field")
        return [called for called in map(self._find.called, met) if called]
