"""The suite reads a portal in Dutch and in English."""

import re
from datetime import UTC, datetime

import pytest

from e2e.flows.login import time_of_day
from e2e.screens.elements import elements


@pytest.mark.parametrize("name", elements())
def test_an_element_is_named_in_both_languages_or_in_none(name: str) -> None:
    assert elements()[name].names.keys() in ({"nl", "en"}, set())


@pytest.mark.parametrize("name", elements())
def test_the_names_of_an_element_are_patterns(name: str) -> None:
    assert all(re.compile(re.sub(r"\{\w+\}", "x", pattern)) for pattern in elements()[name].names.values())


@pytest.mark.parametrize(
    "shown", ["tot 15:42 uur", "tot 15.42 uur", "until 15:43.", "until 3:42 pm", "until 3:43 p.m.", "until 3.42PM"]
)
def test_a_time_is_recognised_as_pages_show_it(shown: str) -> None:
    assert time_of_day(datetime(2026, 3, 2, 14, 42, tzinfo=UTC)).search(shown)


@pytest.mark.parametrize("shown", ["tot 15:41 uur", "tot 14:42 uur", "until 3:42 am", "until 3:42", "15:420", "115:42"])
def test_another_time_is_not(shown: str) -> None:
    assert not time_of_day(datetime(2026, 3, 2, 14, 42, tzinfo=UTC)).search(shown)


@pytest.mark.parametrize("shown", ["12:05 am", "0:05", "00:05"])
def test_just_after_midnight_is_recognised(shown: str) -> None:
    assert time_of_day(datetime(2026, 3, 2, 23, 5, tzinfo=UTC)).search(shown)
