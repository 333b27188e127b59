from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask, request
from playwright.sync_api import Browser
from werkzeug.wrappers import Response

from e2e.browser.accommodations import AS_IT_CAME
from e2e.browser.device import Device
from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.finding import FoundBrowser
from e2e.browser.launch import BrowserLauncher, DeviceFactory
from e2e.contract import Addresses
from e2e.model.memory import KEEPS_ALL, BrowserMemory, WhenClosed


@pytest.fixture(scope="module")
def portal(serve: Callable[[Flask], str]) -> str:
    """The address of a portal whose page says what a cookie, storage and the cache still have of an earlier visit."""
    app = Flask("portal")
    app.add_url_rule("/cached", "cached", lambda: (token_hex(), {"Cache-Control": "max-age=3600"}))

    @app.get("/")
    def front() -> Response:
        answer = Response(request.cookies.get("device", ""), mimetype="text/html")
        answer.set_cookie("device", "known", max_age=3600)
        return answer

    return serve(app)


@pytest.fixture(params=[True, False], ids=["a profile of its own", "the worker's browser"])
def device(
    request: pytest.FixtureRequest, chromium: Browser, found_chromium: FoundBrowser, portal: str, tmp_path: Path
) -> Iterator[Device]:
    target: Any = SimpleNamespace(address_header=None, addresses=Addresses(portal, portal, portal))
    launch = found_chromium.launch_args()
    launcher = BrowserLauncher(target, lambda: chromium, chromium.browser_type, launch, {}, tmp_path, request.param)
    device = start(launcher, tmp_path)
    yield device
    device.shut_down()


def start(launcher: BrowserLauncher, folder: Path, memory: BrowserMemory = KEEPS_ALL) -> Device:
    factory = DeviceFactory(launcher, EvidenceRecorder(folder / "evidence"), 10_000, memory, lambda _: None)
    return factory("tablet", AS_IT_CAME)


def remembered(device: Device, portal: str) -> dict[str, str]:
    """What is left of an earlier visit; `cached` says whether the cached answer is the same or a new one."""
    device.page.goto(portal)
    found = device.page.evaluate("""async () => ({
        cookie: document.body.innerText,
        store: localStorage.visited ?? '',
        cached: await (await fetch('/cached')).text(),
    })""")
    device.page.evaluate("() => { localStorage.visited = 'yes'; }")
    return cast("dict[str, str]", found)


def test_with_its_history_a_browser_forgets_all(device: Device, portal: str) -> None:
    first = remembered(device, portal)
    device.clear_history()
    then = remembered(device, portal)

    assert (then["cookie"], then["store"], then["cached"] != first["cached"]) == ("", "", True)


@pytest.mark.parametrize("device", [True], indirect=True)
def test_without_its_cached_files_a_browser_remembers_the_rest(device: Device, portal: str) -> None:
    first = remembered(device, portal)
    device.clear_cached_files()
    then = remembered(device, portal)

    assert (then["cookie"], then["store"], then["cached"] != first["cached"]) == ("known", "yes", True)


@pytest.mark.parametrize("device", [True], indirect=True)
def test_a_browser_that_is_only_closed_keeps_its_cached_files(device: Device, portal: str) -> None:
    """Otherwise the test before this one would prove nothing."""
    first = remembered(device, portal)
    device.close_browser()
    device.open_browser()

    assert remembered(device, portal)["cached"] == first["cached"]


@pytest.mark.parametrize(
    ("when_closed", "remembers"), [("keeps all", True), ("forgets all", False), ("loses power", False)]
)
def test_what_a_closed_browser_remembers_is_up_to_the_device(
    chromium: Browser,
    found_chromium: FoundBrowser,
    portal: str,
    tmp_path: Path,
    when_closed: WhenClosed,
    remembers: bool,
) -> None:
    target: Any = SimpleNamespace(address_header=None, addresses=Addresses(portal, portal, portal))
    launch = found_chromium.launch_args()
    kind = chromium.browser_type
    launcher = BrowserLauncher(target, lambda: chromium, kind, launch, {}, tmp_path, keeps_profile=True)
    device = start(launcher, tmp_path, BrowserMemory(when_closed))
    remembered(device, portal)

    device.close_browser()
    device.open_browser()

    assert (remembered(device, portal)["cookie"] == "known") == remembers
    device.shut_down()


def test_a_kiosk_forgets_all_once_it_is_answered_that_somebody_logged_out(
    chromium: Browser, serve: Callable[[Flask], str], tmp_path: Path
) -> None:
    app = Flask("portal")
    app.add_url_rule("/out", "out", lambda: ("out", {"Set-Cookie": "after=1"}), methods=["POST"])

    @app.get("/")
    def front() -> Response:
        answer = Response("<form method=post action=/out><button>Uitloggen</button></form>", mimetype="text/html")
        answer.set_cookie("device", "known", max_age=3600)
        return answer

    portal = serve(app)
    target: Any = SimpleNamespace(
        address_header=None,
        addresses=Addresses(portal, portal, portal),
        classes={},
        selectors={},
        actions={},
        language="nl",
    )
    memory = BrowserMemory(forgets_at_logging_out=True)
    device = Device("kiosk", target, chromium.new_context, EvidenceRecorder(tmp_path), profile=None, memory=memory)
    device.page.goto(portal)
    device.page.evaluate("() => { localStorage.visited = 'yes'; }")

    device.log_out()

    assert device.cookies() == []
    assert device.page.evaluate("() => localStorage.visited") is None
    device.shut_down()
