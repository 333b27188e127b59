"""What is lost of a screen with little room: text that is cut off or lies over other text, what cannot be clicked."""

from pathlib import Path

from playwright.sync_api import Page

_LOST = Path(__file__).with_name("reflow.js").read_text(encoding="utf-8")


def lost(page: Page) -> list[str]:
    """One for each thing that is lost; a page that has to be scrolled sideways loses the thread."""
    found: list[str] = page.evaluate(_LOST)
    return found
