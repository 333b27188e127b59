"""What is lost on a screen with little room (WCAG 1.4.10): text that is cut off or covered, what cannot be clicked."""

from pathlib import Path

from playwright.sync_api import Page

_LOST = Path(__file__).with_name("reflow.js").read_text(encoding="utf-8")


def lost(page: Page) -> list[str]:
    """A line per thing that is lost; whoever has to scroll sideways loses the thread."""
    found: list[str] = page.evaluate(_LOST)
    return found
