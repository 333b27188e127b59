"""Why a step broke, in one line that a person can read: what was expected and what was seen instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """`line` is always the whole reason; `expected` and `seen` are empty if the error does not tell them apart."""

    line: str = ""
    expected: str = ""
    seen: str = ""


class NotSeen(AssertionError):
    """A person did not see what the clause demands: they `expected` "to see …", and `seen` is what they saw instead."""

    def __init__(self, expected: str, seen: str) -> None:
        super().__init__(f"expected {expected}, seen {seen}")
        self.expected = expected
        self.seen = seen
