"""What the pictures are taken with: a browser as the suite finds it, and the suite's own devices."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from e2e.browser.device import Device
from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.finding import Wanted, find
from e2e.browser.machine import this_machine
from e2e.contract import Target
from e2e.flows.login import LOCALES

DOCS = Path(__file__).resolve().parent.parent / "docs"


@contextmanager
def chromium() -> Iterator[Browser]:
    found = find(Wanted("chromium"), this_machine())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.executable, channel=found.channel)
        yield browser
        browser.close()


def device(browser: Browser, target: Target, name: str, viewport: ViewportSize) -> Device:
    return Device(
        name,
        target,
        lambda: browser.new_context(viewport=viewport, locale=LOCALES[target.language], timezone_id="Europe/Amsterdam"),
        EvidenceRecorder(DOCS),
        profile=None,
    )
