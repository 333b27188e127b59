from io import BytesIO

import pytest
import segno
from playwright.sync_api import Page

from e2e.checks.printing import Sheet, printed, qr_codes, sheets

TWO_PAGES = "<style>p { break-after: page }</style><p>Klik op<br>verifiëren.</p>Noor"


def test_each_printed_page_is_a_sheet_with_its_text_on_one_line(tab: Page) -> None:
    tab.set_content(TWO_PAGES)

    assert [sheet.text for sheet in sheets(printed(tab))] == ["Klik op verifiëren.", "Noor"]


@pytest.mark.parametrize(("size", "is_a4"), [("auto", True), ("A4 landscape", True), ("A5", False), ("letter", False)])
def test_a_page_is_printed_on_a4_unless_it_asks_for_other_paper(tab: Page, size: str, is_a4: bool) -> None:
    tab.set_content(f"<style>@page {{ size: {size} }}</style>Noor")

    assert [sheet.is_a4 for sheet in sheets(printed(tab))] == [is_a4]


def test_a_sheet_holds_words_wherever_a_line_ends() -> None:
    assert Sheet("Ga naar http://portal. example/home", (210, 297)).holds("portal.example/home")


def test_a_qr_code_in_a_picture_is_read() -> None:
    picture = BytesIO()
    segno.make_qr("http://portal.example/home").save(picture, kind="png", scale=4)

    assert qr_codes(picture.getvalue()) == ["http://portal.example/home"]


def test_a_picture_without_a_qr_code_says_nothing(tab: Page) -> None:
    assert qr_codes(tab.screenshot()) == []
