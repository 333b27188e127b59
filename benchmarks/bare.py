"""A bare Playwright script that plays what the suite plays, and nothing more: `python -m benchmarks.bare FILE`.

It knows the markup of the reference portal, tells from the address which page it is on, and waits for the document of
the next page only, not for its styles and pictures. It takes the same paths as the suite, detours included. What it
played is counted in FILE.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from benchmarks.counts import Counts
from e2e.browser.finding import NoBrowserError, Wanted, find
from e2e.browser.machine import this_machine
from e2e.contract import ControlError, Target
from e2e.scene.school import Scene, home_code, names_in, password, wrong_home_code
from e2e.targets.reference import reference_target

# One scenario per line: what is done, by whom, and on which device if that is not the family's tablet.
SCENARIOS = {
    "first-time": """
        front, choose, beside Noor
        home, beside Noor
        front, choose, beside Noor
        to_code, type Noor
        to_code, type Noor
        to_code, code Noor wrong
        to_code, code Noor nobody's
        to_code, code Noor half
        wrong_codes Noor 1, code Noor
        code Noor, name Noor
        code Noor, picture Noor
        to_password Noor, password Noor
        to_password Noor, password Noor wrong
        to_password Noor, password Noor Sem
        to_password Noor, password Noor half
        log_in Noor, open
        log_in Noor @laptop, materials, materials
        log_in Noor @laptop, code Noor, materials, materials
        log_in Noor @laptop, open @laptop, code Noor, material, materials
        log_in Noor, restart, materials, materials
    """,
    "cookie-reuse": """
        log_in Noor, restart, home
        code Noor, restart, restart, home
        log_in Noor, log_out, home
        code Noor, log_in Noor @laptop, home
        log_in Noor, log_out, home, name Noor, materials
        log_in Noor, log_out, log_in Noor wrong, materials
        log_in Noor, restart, home, name Noor, materials
    """,
    "siblings": """
        log_in Noor, log_out, restart, code Daan, log_in Daan
        log_in Noor, log_out, code Daan, log_in Daan Noor, materials
        log_in Noor, open, log_out, back, back
        log_in Noor, open, log_out, material, materials, materials, materials
        log_in Noor, tab 2, materials, tab 1, log_out, tab 2, open, materials
        log_in Noor, copy_cookies, log_out, log_in Noor @laptop, put_cookies_back, materials, materials
        log_in Noor, open
        log_in Noor, open, log_out
        code Noor, code Daan, home
        code Noor, code Daan, log_in Daan Noor
        code Noor, code Daan, log_in Noor Daan
        code Noor, code Daan, forget, home
        code Noor, forget, code Noor, beside Daan
    """,
    "the-block": """
        guess Noor 9, log_in Noor wrong, log_in Noor
        guess Noor 8, minutes 30, guess Noor 2
        guess Noor 8, log_in Noor wrong, log_in Noor
        wrong_codes Noor 8, code Noor wrong, log_in Noor
        code Noor, wrong_codes Noor 9, code Noor wrong, log_in Noor, code Noor
        wrong_codes Noor 5, guess Noor 4, log_in Noor wrong
        guess Noor 5, wrong_codes Noor 5
        block Noor, log_in Noor
        block Noor, code Noor @laptop
        block Noor, minutes 59, log_in Noor
        block Noor, minutes 60, log_in Noor
        block Noor, school Noor @school, log_in Noor
        code Daan, block Noor, log_in Daan
        block Noor, code Daan, log_in Daan
        guess Noor 5, guess Noor 4 @laptop, log_in Noor wrong
        log_in Noor @laptop, log_out @laptop, to_password Noor @laptop, block Noor, password Noor @laptop
        block Noor, minutes 50, log_in Noor wrong, log_in Noor wrong, code Noor wrong, minutes 10, log_in Noor
        guess Noor 8, log_in Noor, log_out, guess Noor 8, log_in Noor
        block Noor, minutes 60, guess Noor 8, log_in Noor
        block Noor, teacher juf_Anna @desk, unlock Noor @desk, log_in Noor
        block Noor, teacher meester_Tom @desk, teacher juf_Els @other_desk, log_in Noor
        code Daan, block Noor, log_in Daan, log_out, forget, code Noor
        block Noor, teacher juf_Anna @desk, unlock Noor @desk, guess Noor 9, log_in Noor
        block Noor, teacher juf_Anna @desk, beside Sem
    """,
}


class BareScenario:
    """One scenario while it is played. Its public methods are the verbs of SCENARIOS; `start` opens a browser."""

    def __init__(self, target: Target, people: set[str], start: Callable[[str], BrowserContext]) -> None:
        self._target = target
        self._scene = Scene(target.control, people)
        self._start = start
        self._pages: dict[str, Page] = {}
        self._device = ""
        self._cookies: list[Any] = []
        self._time = datetime.now(UTC)
        self._moved = False

    def play(self, step: str) -> None:
        action, _, self._device = step.partition(" @")
        verb, *words = action.split()
        getattr(self, verb)(*(word.replace("_", " ") for word in words))

    def end(self) -> None:
        for page in self._pages.values():
            page.context.close()
        if self._moved:
            self._target.control.real_time()
        self._scene.remove()

    def beside(self, _: str) -> None:
        """Name somebody who is at the school and does nothing."""

    def front(self) -> None:
        self._page.goto(self._target.addresses.front)

    def home(self) -> None:
        self._page.goto(self._target.addresses.home)

    def choose(self) -> None:
        self._click("a.go")

    def to_code(self) -> None:
        self.home()
        self.on_to_code()

    def on_to_code(self) -> None:
        if self._page.url.endswith("/names"):
            self._click("a[href$='/code']")

    def code(self, name: str, which: str = "own") -> None:
        self.to_code()
        self._send("#code", self._code(name, which))

    def type(self, name: str) -> None:
        self._page.locator("#code").press_sequentially(self._code(name, "own"))
        self._click("button.go")

    def wrong_codes(self, name: str, times: str) -> None:
        self.to_code()
        for _ in range(int(times)):
            self._send("#code", self._code(name, "wrong"))

    def name(self, name: str) -> None:
        self._click(self._face(name))

    def picture(self, name: str) -> None:
        self._click(f"{self._face(name)} img")

    def to_password(self, name: str) -> None:
        if self._page.url.endswith(f"/password/{self._scene.pupil(name).id}"):
            return
        self.home()
        if not self._page.locator(self._face(name)).is_visible():
            self.on_to_code()
            self._send("#code", self._code(name, "own"))
        self.name(name)

    def password(self, name: str, which: str = "own") -> None:
        self._send("#secret", self._password(name, which))

    def log_in(self, name: str, which: str = "own") -> None:
        self.to_password(name)
        self.password(name, which)

    def guess(self, name: str, times: str) -> None:
        self.to_password(name)
        for _ in range(int(times)):
            self.password(name, "wrong")

    def block(self, name: str) -> None:
        with self._page.expect_request(lambda request: request.method == "POST" and "password" in request.url) as sent:
            self.guess(name, "1")
        for _ in range(8):
            self._page.context.request.fetch(sent.value)
        self.guess(name, "1")
        self._time = self._target.control.now()

    def minutes(self, minutes: str) -> None:
        self._time += timedelta(minutes=int(minutes))
        self._target.control.set_now(self._time)
        self._moved = True

    def log_out(self) -> None:
        self._click("nav.who button")

    def open(self) -> None:
        self._click("a.book >> nth=0")

    def materials(self) -> None:
        self._page.goto(f"{self._target.addresses.front}materials")

    def material(self) -> None:
        self._page.goto(f"{self._target.addresses.front}materials/rekenen")

    def back(self) -> None:
        self._page.go_back()

    def tab(self, number: str) -> None:
        context = self._page.context
        index = int(number) - 1
        self._pages[self._device] = context.pages[index] if index < len(context.pages) else context.new_page()

    def restart(self) -> None:
        self._pages.pop(self._device).context.close()
        self._open()

    def copy_cookies(self) -> None:
        self._cookies = self._page.context.cookies()

    def put_cookies_back(self) -> None:
        self._page.context.clear_cookies()
        self._page.context.add_cookies(self._cookies)

    def forget(self) -> None:
        self.home()
        self._click("a[href$='/forget']")
        self._click("main button")

    def school(self, name: str) -> None:
        self._page.goto(str(self._scene.school.school_login_url))
        self._click(f"a.door:has-text('{self._scene.group_of(name)}')")
        self.name(name)
        self.password(name)

    def teacher(self, name: str) -> None:
        self._page.goto(self._target.addresses.teacher)
        self._page.fill("#email", self._scene.teacher(name).email)
        self._send("#secret", self._scene.teacher(name).password)
        self._click(f"main a:has-text('{self._scene.group_of(name)}')")

    def unlock(self, name: str) -> None:
        self._click(f"tr:has-text('{name}') button")

    @property
    def _page(self) -> Page:
        if self._device not in self._pages:
            self._open()
        return self._pages[self._device]

    def _open(self) -> None:
        context = self._start(self._device)
        self._pages[self._device] = context.pages[0] if context.pages else context.new_page()

    def _send(self, field: str, text: str) -> None:
        self._page.fill(field, text)
        self._click("button.go")

    def _click(self, selector: str) -> None:
        with self._page.expect_navigation(wait_until="domcontentloaded"):
            self._page.click(selector)

    def _face(self, name: str) -> str:
        return f"a.face:has-text('{name}')"

    def _code(self, name: str, which: str) -> str:
        pupil = self._scene.pupil(name)
        own = home_code(pupil)
        return {"own": own, "wrong": wrong_home_code(pupil), "half": own[: len(own) // 2], "nobody's": own[::-1]}[which]

    def _password(self, name: str, which: str) -> str:
        own = password(self._scene.pupil(name))
        passwords = {"own": own, "wrong": f"{own}-wrong", "half": own[: len(own) // 2]}
        return passwords.get(which) or password(self._scene.pupil(which))


def play() -> Counts:
    """Play all scenarios in turn, in one browser; a scenario that restarts its browser gets one of its own."""
    counts = Counts()
    launch: dict[str, Any] = {**find(Wanted("chromium"), this_machine()).launch_args()}
    options: dict[str, Any] = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
    with reference_target() as target, sync_playwright() as playwright, TemporaryDirectory() as profiles:
        chromium = playwright.chromium
        browser = chromium.launch(**launch)

        def start(device: str) -> BrowserContext:
            if "restart" in scenario:
                profile = Path(profiles) / f"{counts.scenarios}{device}"
                context = chromium.launch_persistent_context(profile, **launch, **options)
            else:
                context = browser.new_context(**options)
            counts.watch(context)
            return context

        for scenario in (line.strip() for lines in SCENARIOS.values() for line in lines.strip().splitlines()):
            counts.scenarios += 1
            played = BareScenario(target, names_in([scenario.replace("_", " ")]), start)
            for step in scenario.split(", "):
                try:
                    played.play(step)
                except Error as error:
                    sys.exit(f"{step!r} in {scenario!r}: {error.message.splitlines()[0]}")
            played.end()
        browser.close()
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Plays what the suite plays, and nothing more.")
    parser.add_argument("counts", type=Path, metavar="FILE", help="where the counts are written")
    counts = parser.parse_args().counts
    try:
        play().write(counts)
    except (ControlError, Error, NoBrowserError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
