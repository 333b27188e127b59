from email.headerregistry import Address

import pytest

from reference_app.rules import mail_address


@pytest.mark.parametrize("written", ["ouders@bakker.example", " ouders@bakker.example "])
def test_an_address_is_read_without_the_spaces_around_it(written: str) -> None:
    assert mail_address.read(written) == Address(addr_spec="ouders@bakker.example")


def test_an_address_may_have_a_name_before_it() -> None:
    assert mail_address.read("Ouders <ouders@bakker.example>") == Address("Ouders", addr_spec="ouders@bakker.example")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ouders",
        "ouders@",
        "@bakker.example",
        "a@bakker.example, b@evil.example",
        "a@bakker.example;b@evil.example",
        "a@bakker.example\nBcc: b@evil.example",
        "a@bakker.example\r\nBcc: b@evil.example",
        "a b@bakker.example",
        "a@bakker.example\x00",
        ".@[>;a(",
    ],
)
def test_what_is_not_one_address_is_none(written: str) -> None:
    assert mail_address.read(written) is None
