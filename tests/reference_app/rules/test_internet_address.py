"""Addresses on the internet: which is which, and what counts as one household."""

import pytest

from reference_app.rules.internet_address import household, read


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::FFFF:C000:0207", "192.0.2.7"),
    ],
)
def test_an_address_is_read(text: str, address: str) -> None:
    assert str(read(text)) == address


@pytest.mark.parametrize("text", [None, "", "unknown", "localhost", "192.0.2.7:8080", "192.0.2.0/24", "192.0.2", "\0"])
def test_what_is_no_address_is_read_as_none(text: str | None) -> None:
    assert read(text) is None


def test_each_ipv4_address_is_a_household() -> None:
    assert household(read("192.0.2.7")) != household(read("192.0.2.8"))


@pytest.mark.parametrize("text", ["2001:db8:0:1::8", "2001:db8:0:1:ffff::", "2001:db8:0:1::7%eth0"])
def test_the_addresses_of_an_ipv6_64_are_one_household(text: str) -> None:
    assert household(read(text)) == household(read("2001:db8:0:1::7"))


def test_another_ipv6_64_is_another_household() -> None:
    assert household(read("2001:db8:0:2::7")) != household(read("2001:db8:0:1::7"))


def test_an_ipv4_address_is_one_household_whichever_way_it_is_written() -> None:
    assert household(read("::ffff:192.0.2.7")) == household(read("192.0.2.7"))


def test_who_has_no_address_is_a_household_too() -> None:
    assert household(None) == "unknown"
