"""A letter with a home code, on the screen before it is printed, and what it has to name to guide a family."""

import re

from e2e.screens.find import Find


class LetterScreen:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.code = find("letter.code")

    def steps(self) -> list[re.Pattern[str]]:
        """What a letter calls the things that a family meets, without those that the target finds in its own way."""
        met = ("front.picture", "front.home_login", "code.verify", "letter.name", "password.field")
        return [called for called in map(self._find.called, met) if called]
