"""The school's own addresses: from there pupils need no link (SECRET-5), and nobody can pretend to be there."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from reference_app.portal import Portal
from reference_app.rules.internet_address import read, read_range
from reference_app.services.administration import AddedSchool, NewGroup, NewSchool, UnusableRange
from reference_app.web import create_app

Ask = Callable[..., TestResponse]

RANGES = ("192.0.2.0/25", "2001:db8:7::/48")
AT_SCHOOL = "192.0.2.7"
ELSEWHERE = "198.51.100.9"


@pytest.fixture
def school_with_ranges(portal: Portal, school: AddedSchool) -> AddedSchool:
    portal.administration.set_address_ranges(school.id, RANGES)
    return school


def names(portal: Portal, address: str) -> list[str]:
    return [door.name for door in portal.school.doors(read(address))]


# What a range is


@pytest.mark.parametrize("text", ["192.0.2.0/24", "192.0.2.7", "10.0.0.0/16", "2001:db8::/32", "2001:db8::7/128"])
def test_a_range_is_read(text: str) -> None:
    assert read_range(text)


@pytest.mark.parametrize(
    "text",
    ["", "school", "192.0.2.0/33", "192.0.2.7/24", "192.0.2.0-192.0.2.9", "2001:db8::7/64", "1.2.3", "192.0.2.0/24 x"],
)
def test_what_is_no_range_is_read_as_none(text: str) -> None:
    assert read_range(text) is None


@pytest.mark.parametrize("text", ["0.0.0.0/0", "10.0.0.0/8", "192.0.0.0/15", "::/0", "2001:db8::/31"])
def test_a_range_that_is_wider_than_any_schools_is_none(text: str) -> None:
    assert read_range(text) is None


# Setting them


def test_a_school_has_no_ranges_at_first(portal: Portal, school: AddedSchool) -> None:
    assert portal.administration.address_ranges(school.id) == ()


def test_the_ranges_are_kept_in_one_way_of_writing(portal: Portal, school: AddedSchool) -> None:
    portal.administration.set_address_ranges(school.id, [" 192.0.2.7 ", "2001:DB8:0::/48", "192.0.2.7/32"])

    assert portal.administration.address_ranges(school.id) == ("192.0.2.7/32", "2001:db8::/48")


def test_new_ranges_come_instead_of_the_old(portal: Portal, school_with_ranges: AddedSchool) -> None:
    portal.administration.set_address_ranges(school_with_ranges.id, ["198.51.100.0/24"])

    assert (names(portal, AT_SCHOOL), names(portal, ELSEWHERE)) == ([], ["De Regenboog"])


def test_a_school_can_be_without_ranges_again(portal: Portal, school_with_ranges: AddedSchool) -> None:
    portal.administration.set_address_ranges(school_with_ranges.id, [])

    assert names(portal, AT_SCHOOL) == []


def test_an_unusable_range_is_told_and_changes_nothing(portal: Portal, school_with_ranges: AddedSchool) -> None:
    with pytest.raises(UnusableRange, match=r"^'192\.0\.2\.7/24' is no range"):
        portal.administration.set_address_ranges(school_with_ranges.id, ["198.51.100.0/24", "192.0.2.7/24"])

    assert portal.administration.address_ranges(school_with_ranges.id) == RANGES


@pytest.mark.parametrize("school_id", ["", "nowhere"])
def test_a_school_that_is_not_there_has_no_ranges(portal: Portal, school_id: str) -> None:
    administration = portal.administration

    assert (administration.set_address_ranges(school_id, RANGES), administration.address_ranges(school_id)) == (
        False,
        None,
    )


# Whose they are


@pytest.mark.usefixtures("school_with_ranges")
@pytest.mark.parametrize("address", ["192.0.2.0", "192.0.2.127", "2001:db8:7::1", "::ffff:192.0.2.7"])
def test_an_address_in_a_range_is_the_schools(portal: Portal, address: str) -> None:
    assert names(portal, address) == ["De Regenboog"]


@pytest.mark.usefixtures("school_with_ranges")
@pytest.mark.parametrize("address", ["192.0.2.128", "192.0.1.255", "2001:db8:8::1", "::", "not an address"])
def test_another_address_is_no_schools(portal: Portal, address: str) -> None:
    assert names(portal, address) == []


def test_schools_that_share_a_line_are_all_found(portal: Portal, school_with_ranges: AddedSchool) -> None:
    other = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 5"),)))
    portal.administration.set_address_ranges(other.id, ["192.0.2.7"])

    assert names(portal, AT_SCHOOL) == ["De Regenboog", "De Vlieger"]


# On the web


@pytest.fixture
def ask(portal: Portal) -> Ask:
    def ask_from(address: str, path: str = "/school", *, proxies: int = 0, told: str | None = None) -> TestResponse:
        headers = {"X-Forwarded-For": told} if told else {}
        visitor = create_app(portal, "the key of the forms under test", trusted_proxies=proxies).test_client()
        return visitor.get(path, headers=headers, environ_base={"REMOTE_ADDR": address})

    return ask_from


def test_at_school_the_address_leads_to_the_groups(ask: Ask, school_with_ranges: AddedSchool) -> None:
    assert ask(AT_SCHOOL).location == f"/school/{school_with_ranges.link_key}"


@pytest.mark.usefixtures("school_with_ranges")
def test_elsewhere_one_is_told_to_use_the_link_or_to_log_in_at_home(ask: Ask) -> None:
    page = ask(ELSEWHERE)

    assert (page.status_code, "Gebruik dan de link van je school." in page.text, 'href="/home"' in page.text) == (
        200,
        True,
        True,
    )


def test_elsewhere_nothing_of_the_school_is_shown(ask: Ask, school_with_ranges: AddedSchool) -> None:
    page = ask(ELSEWHERE).text

    assert (school_with_ranges.link_key in page, "De Regenboog" in page) == (False, False)


def test_elsewhere_the_link_still_works(ask: Ask, school_with_ranges: AddedSchool) -> None:
    assert "Groep 5" in ask(ELSEWHERE, f"/school/{school_with_ranges.link_key}").text


def test_who_shares_a_line_chooses_the_school(ask: Ask, portal: Portal, school_with_ranges: AddedSchool) -> None:
    other = portal.administration.add_school(NewSchool("De Vlieger", (NewGroup("Groep 5"),)))
    portal.administration.set_address_ranges(other.id, RANGES)
    page = ask(AT_SCHOOL).text

    links = [f'href="/school/{school.link_key}"' in page for school in (school_with_ranges, other)]
    assert links == [True, True]


@pytest.mark.usefixtures("school_with_ranges")
def test_behind_a_trusted_proxy_its_word_counts(ask: Ask) -> None:
    answers = [ask("127.0.0.1", proxies=1, told=address).status_code for address in (AT_SCHOOL, ELSEWHERE)]

    assert answers == [303, 200]


@pytest.mark.usefixtures("school_with_ranges")
@pytest.mark.parametrize(
    ("proxies", "told"),
    [pytest.param(0, AT_SCHOOL, id="no proxy"), pytest.param(1, f"{AT_SCHOOL}, {ELSEWHERE}", id="before the proxy's")],
)
def test_nobody_gets_in_with_a_forged_header(ask: Ask, proxies: int, told: str) -> None:
    assert ask(ELSEWHERE, proxies=proxies, told=told).status_code == 200
