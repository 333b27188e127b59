"""What is lost on a small screen (WCAG 1.4.10): text that is cut off or covered, and things that cannot be clicked."""

from pathlib import Path

from playwright.sync_api import Page

_LOST = Path(__file__).with_name("reflow.js").read_text(encoding="utf-8")


def lost(page: Page) -> list[str]:
    """One line for each thing that is lost. Having to scroll sideways is reported too."""
    found: list[str] = page.evaluate(_LOST)
    return found
