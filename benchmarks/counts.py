"""Counts what is played: by the bare script, and by the suite (`pytest -p benchmarks.counts --counts FILE`)."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Frame, Page


@dataclass
class Counts:
    """How much was played. A context is a device's browser from start to end; a page load is that of a whole page."""

    scenarios: int = 0
    contexts: int = 0
    page_loads: int = 0

    def watch(self, context: BrowserContext) -> None:
        """Count its page loads, which Playwright reports unasked, so that counting costs nothing."""

        def count(frame: Frame) -> None:
            self.page_loads += frame.parent_frame is None and frame.url.startswith("http")

        def follow(page: Page) -> None:
            page.on("framenavigated", count)

        self.contexts += 1
        context.on("page", follow)
        for page in context.pages:
            follow(page)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


class CountingPlugin:
    """Counts what the suite plays, and writes the counts to a file at the end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._counts = Counts()
        for owner, name in ((Browser, "new_context"), (BrowserType, "launch_persistent_context")):
            setattr(owner, name, self._watched(getattr(owner, name)))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._counts.scenarios = session.testscollected
        self._counts.write(self._file)

    def _watched(self, start: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
        @wraps(start)
        def watched(*args: Any, **kwargs: Any) -> BrowserContext:
            context = start(*args, **kwargs)
            self._counts.watch(context)
            return context

        return watched


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--counts", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(CountingPlugin(config.getoption("--counts")))
