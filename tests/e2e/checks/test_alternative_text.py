"""What pictures are called, on pages that are not ours."""

import pytest
from playwright.sync_api import Page

from e2e.checks.alternative_text import alike, names_of, without_a_name


@pytest.mark.parametrize(
    "body",
    [
        "<img>",
        "<img alt='appel.png'>",
        "<a href='#'><img alt='appel.png'> Noor</a>",
        "<a href='#'><img alt=''></a>",
        "<button><svg></svg></button>",
        "<span role='img'></span>",
    ],
)
def test_a_picture_without_a_name_is_found(tab: Page, body: str) -> None:
    tab.set_content(body)
    assert len(without_a_name(tab)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<img alt='appel'>",
        "<img alt=''>",
        "<a href='#'><img alt=''> Noor</a>",
        "<button aria-label='appel'><svg></svg></button>",
        "<svg aria-hidden='true'></svg>",
    ],
)
def test_a_picture_with_a_name_or_as_decoration_is_well(tab: Page, body: str) -> None:
    tab.set_content(body)
    assert without_a_name(tab) == []


def test_the_names_are_those_that_a_screen_reader_says(tab: Page) -> None:
    tab.set_content("<button><img alt='appel'></button><button>:bal, rond</button><button><img alt=''></button>")
    assert names_of(tab.get_by_role("button")) == ["appel", ":bal, rond", ""]


@pytest.mark.parametrize("names", [["rode bal", "lichtblauwe bal"], ["Bal", "bal"], ["red", "dark green"]])
def test_names_that_differ_in_colour_only_are_alike(names: list[str]) -> None:
    assert alike(names) == [names]


def test_a_colour_beside_something_else_does_no_harm() -> None:
    assert alike(["rode bal", "rode auto", "orange", "boom"]) == []
