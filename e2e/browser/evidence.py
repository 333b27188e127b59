"""What is kept of a scenario that fails: the screen, its text, the console, the requests, and a trace if asked for.

It watches the browser contexts of the devices. It never makes a scenario fail: what cannot be had quickly is left out.
"""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, Response, WebError

Tracing = Literal["on", "off", "retain-on-failure"]
Screenshot = Literal["on", "off", "only-on-failure"]

_PATIENCE = 2_000
"""Milliseconds for one look at a page, which may hang, wait for a dialog, or be about to be replaced."""

_LAST_LINES = 200
_MOST_PAGES = 6
_BAD_STATUS = 400

# Gets the title and the text in one call, as `page.title()` has no time limit and would hang if the page does.
_TITLE_AND_TEXT = "html => [document.title, document.body ? document.body.innerText : '']"


@dataclass
class _Watched:
    """What one device did in all the contexts that it opened; `who` is its name in the evidence."""

    who: str
    contexts: list[BrowserContext] = field(default_factory=list)
    console: deque[str] = field(default_factory=lambda: deque(maxlen=_LAST_LINES))
    requests: deque[str] = field(default_factory=lambda: deque(maxlen=_LAST_LINES))

    def on_console(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def on_web_error(self, web_error: WebError) -> None:
        self.console.append(f"error not caught: {web_error.error}")

    def on_request_failed(self, request: Request) -> None:
        self.requests.append(f"{request.method} {request.url}: {request.failure or 'failed'}")

    def on_response(self, response: Response) -> None:
        if response.status >= _BAD_STATUS:
            self.requests.append(f"{response.request.method} {response.url}: answered {response.status}")


class EvidenceRecorder:
    """One scenario's evidence, in a folder of its own that exists only when something is in it."""

    def __init__(
        self, folder: Path, *, tracing: Tracing = "off", screenshot: Screenshot = "off", full_page: bool = False
    ) -> None:
        self._folder = folder
        self._tracing = tracing
        self._screenshot = screenshot
        self._full_page = full_page
        self._watched: dict[str, _Watched] = {}
        self._step = ""
        self._traced: list[BrowserContext] = []
        self._grouped: list[BrowserContext] = []
        self._collected = False
        self._held: list[Path] = []
        self._names: set[str] = set()
        self.page_crashed = False
        """Whether a browser lost one of the pages: what a scenario sees from then on says nothing about the portal."""

    def watch(self, context: BrowserContext, who: str) -> None:
        """Follow a context from its start; `who` names its files, so it must not be a secret."""
        watched = self._watched.setdefault(who, _Watched(who))
        watched.contexts.append(context)
        context.on("console", watched.on_console)
        context.on("weberror", watched.on_web_error)
        context.on("requestfailed", watched.on_request_failed)
        context.on("response", watched.on_response)
        context.on("page", self._on_page)
        for page in context.pages:
            self._on_page(page)
        if self._tracing != "off":
            with suppress(Error):
                context.tracing.start(title=who, screenshots=True, snapshots=True, sources=True)
                self._traced.append(context)
            self._open_group(context)

    def _on_page(self, page: Page) -> None:
        page.on("crash", self._on_crash)

    def _on_crash(self, _page: Page) -> None:
        self.page_crashed = True

    def before_step(self, text: str) -> None:
        """Group what the traces record from now on under the step's sentence."""
        self._step = text
        for context in self._traced:
            self._open_group(context)

    def after_step(self) -> None:
        self._step = ""
        for context in self._grouped:
            with suppress(Error):
                context.tracing.group_end()
        self._grouped.clear()

    def collect(self, folder: Path | None = None) -> list[Path]:
        """Save what the scenario's devices show at this moment; returns the saved files."""
        into = folder or self._folder
        self._collected = True
        for context in self._open_contexts():
            # The failure is in the trace already; tracing the rest as well would take 15 seconds if a page hangs.
            self._stop_trace(context)
        return [file for watched in self._watched.values() for file in self._save(watched, into)]

    def keep(self, page: Page, what: str, text: str) -> None:
        """Keep a screenshot of a screen that the scenario is about to leave, with `text` about it."""
        with suppress(Error, OSError):
            file = self._file(self._folder, what, "screen.png")
            page.screenshot(path=file, timeout=_PATIENCE, full_page=self._full_page)
            self._held.append(file)
        self._held += self._text(self._folder, what, "faults.txt", text)

    def release(self, context: BrowserContext) -> None:
        """Save what is left to save of a context. Call this before it closes, in mid-scenario or at the end."""
        if self._screenshot == "on" and not self._collected:
            with suppress(Error):
                self._held += self._screenshots(context, self._who(context), self._folder)
        self._stop_trace(context)
        for watched in self._watched.values():
            watched.contexts = [one for one in watched.contexts if one != context]
        self._grouped = [one for one in self._grouped if one != context]

    def finish(self, *, failed: bool) -> list[Path]:
        """Drop unneeded traces, once all is closed; returns the files kept besides those that `collect` saved."""
        needless = [file for file in self._held if file.suffix == ".zip" and self._tracing != "on" and not failed]
        for file in needless:
            with suppress(OSError):
                file.unlink()
        kept = [file for file in self._held if file not in needless]
        self._held.clear()
        with suppress(OSError):
            self._folder.rmdir()
        return kept

    def _open_contexts(self) -> Iterator[BrowserContext]:
        for watched in self._watched.values():
            yield from watched.contexts

    def _who(self, context: BrowserContext) -> str:
        return next((watched.who for watched in self._watched.values() if context in watched.contexts), "browser")

    def _open_group(self, context: BrowserContext) -> None:
        if context in self._traced and self._step:
            with suppress(Error):
                context.tracing.group(self._step)
                self._grouped.append(context)

    def _stop_trace(self, context: BrowserContext) -> None:
        """Stop the context's trace, if it still has one."""
        if context not in self._traced:
            return
        self._traced.remove(context)
        with suppress(Error, OSError):
            file = self._file(self._folder, self._who(context), "trace.zip")
            context.tracing.stop(path=file)
            self._held.append(file)

    def _save(self, watched: _Watched, folder: Path) -> Iterator[Path]:
        for context in watched.contexts:
            yield from self._screenshots(context, watched.who, folder)
            for page in _pages(context):
                yield from self._text(folder, watched.who, "page.txt", _page_text(page))
        yield from self._text(folder, watched.who, "console.txt", "\n".join(watched.console))
        yield from self._text(folder, watched.who, "requests.txt", "\n".join(watched.requests))

    def _screenshots(self, context: BrowserContext, who: str, folder: Path) -> Iterator[Path]:
        for page in _pages(context):
            with suppress(Error, OSError):
                file = self._file(folder, who, "screen.png")
                page.screenshot(path=file, timeout=_PATIENCE, full_page=self._full_page)
                yield file

    def _text(self, folder: Path, who: str, kind: str, text: str) -> Iterator[Path]:
        if text:
            with suppress(OSError):
                file = self._file(folder, who, kind)
                file.write_text(text + "\n", encoding="utf-8")
                yield file

    def _file(self, folder: Path, who: str, kind: str) -> Path:
        """A file name that is not taken yet: tablet-screen.png, tablet-screen-2.png, …"""
        folder.mkdir(parents=True, exist_ok=True)
        stem, dot, suffix = kind.partition(".")
        start = f"{re.sub(r'[^A-Za-z0-9]+', '-', who).strip('-').lower() or 'browser'}-{stem}"
        number = sum(name.startswith(f"{start}.") for name in self._names) + 1
        self._names.add(f"{start}.{number}")
        return folder / f"{start}{f'-{number}' if number > 1 else ''}{dot}{suffix}"


def _pages(context: BrowserContext) -> list[Page]:
    with suppress(Error):
        return [page for page in context.pages if not page.is_closed()][:_MOST_PAGES]
    return []


def _page_text(page: Page) -> str:
    with suppress(Error):
        title, text = page.locator("html").evaluate(_TITLE_AND_TEXT, timeout=_PATIENCE)
        return f"{page.url}\n{title}\n\n{text}"
    return f"{page.url}\n(the page does not answer)"
