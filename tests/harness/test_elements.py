"""What the suite takes for what on a portal that says nothing of its elements: words that are met, and their traps."""

import re

import pytest

from e2e.screens.find import elements


@pytest.mark.parametrize(
    ("language", "said", "is_the_block"),
    [
        ("nl", "Je thuis account is geblokkeerd tot 15:42 uur.", True),
        ("nl", "Dit account is een uur geblokkeerd.\nVraag het je leerkracht.", True),
        ("nl", "Geblokkeerd!", True),
        ("nl", "Geblokkeerd tot 15:42. Na tien fouten wordt een account een uur geblokkeerd.", True),
        ("nl", "Dit wachtwoord klopt niet.\nNog 2 keer fout en je account wordt geblokkeerd.", False),
        ("nl", "Let op: na nog 3 keer fout word je een uur geblokkeerd.", False),
        ("en", "Your home account is blocked until 3:42 pm.", True),
        ("en", "This account is locked. Ask your teacher.", True),
        ("en", "That is not right. After 2 more mistakes your account will be blocked.", False),
        ("en", "One more mistake and your account gets locked.", False),
    ],
)
def test_a_block_is_told_from_a_warning_of_it(language: str, said: str, is_the_block: bool) -> None:
    pattern = elements()["block.notice"].names[language]

    assert bool(re.search(pattern, said, re.IGNORECASE)) == is_the_block
