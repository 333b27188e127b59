"""Why a step broke, in one line that a person can read: what was expected and what was seen instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """`expected` and `seen` are empty where the error does not tell them apart; `line` is always the whole."""

    line: str = ""
    expected: str = ""
    seen: str = ""


class NotSeen(AssertionError):
    """A person did not see what the clause demands: `expected` "to see …", and what was `seen` instead."""

    def __init__(self, expected: str, seen: str) -> None:
        super().__init__(f"expected {expected}, seen {seen}")
        self.expected = expected
        self.seen = seen
