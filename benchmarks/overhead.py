"""What the suite costs on top of its pages: its wall time over that of a bare Playwright script that plays the same.

Each of the two is a command of its own, timed from outside, with all that is in it: Python's start and imports, the
search for a browser, the portal (its hashing as strong as in production), one browser, a context or a profile a device.
The bare script knows the reference portal, tells by the address where it is, and waits until the next page is there
(its document, without what belongs to it), and no longer.
It goes the suite's ways, detours too; both count their page loads, and where these differ there is nothing to compare.

The module is also the pytest plugin that counts in the suite. It prints figures and judges none: machines differ.
"""
# ruff: noqa: INP001, T201 - a script that prints, in a folder that is no package

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Frame, Page, sync_playwright

from e2e.harness.browsers import NoBrowserError, Wanted, find, this_machine
from e2e.play.scene import Scene, home_code, names_in, password, wrong_home_code
from e2e.ports import ControlError, Target
from e2e.targets.reference import reference_target

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_STOP = 20
SAME_WITHIN = 0.03
"""The part by which the counts of the two may differ."""

# A scenario a line: what is done, by whom, and on which device where that is not the family's tablet.
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
# The same in the suite: without what is sent at one moment, by strangers, or in the teacher's place.
SUITE = ("-m", f"({' or '.join(SCENARIOS)}) and not LOCK-13 and not LOCK-14", "-k", "not send_the_unlocking")


class Broken(Exception):
    """There is nothing to compare; the message is one line that says why."""


@dataclass
class Counts:
    """What was played. A context is a device's browser from its start to its end."""

    scenarios: int = 0
    contexts: int = 0
    page_loads: int = 0

    def watch(self, context: BrowserContext) -> None:
        """Playwright tells of each page that comes in a frame without being asked, so that counting costs nothing."""

        def came(frame: Frame) -> None:
            self.page_loads += frame.parent_frame is None and frame.url.startswith("http")

        def follow(page: Page) -> None:
            page.on("framenavigated", came)

        self.contexts += 1
        context.on("page", follow)
        for page in context.pages:
            follow(page)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


@dataclass(frozen=True)
class Run:
    """One of the two, done: `seconds` of wall time."""

    seconds: float
    counts: Counts


class Bare:
    """One scenario, played; every public method is a verb of SCENARIOS. `start` opens a browser on a device."""

    def __init__(self, target: Target, people: set[str], start: Callable[[str], BrowserContext]) -> None:
        self._target = target
        self._scene = Scene(target.control, people)
        self._start = start
        self._pages: dict[str, Page] = {}
        self._place = ""
        self._cookies: list[Any] = []
        self._time = datetime.now(UTC)
        self._moved = False

    def play(self, step: str) -> None:
        does, _, self._place = step.partition(" @")
        verb, *words = does.split()
        getattr(self, verb)(*(word.replace("_", " ") for word in words))

    def end(self) -> None:
        for page in self._pages.values():
            page.context.close()
        if self._moved:
            self._target.control.real_time()
        self._scene.remove()

    def beside(self, _: str) -> None:
        """Is there, and does nothing."""

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
        place = int(number) - 1
        self._pages[self._place] = context.pages[place] if place < len(context.pages) else context.new_page()

    def restart(self) -> None:
        self._pages.pop(self._place).context.close()
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
        if self._place not in self._pages:
            self._open()
        return self._pages[self._place]

    def _open(self) -> None:
        context = self._start(self._place)
        self._pages[self._place] = context.pages[0] if context.pages else context.new_page()

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
        ways = {"own": own, "wrong": f"{own}-wrong", "half": own[: len(own) // 2]}
        return ways.get(which) or password(self._scene.pupil(which))


def play_bare() -> Counts:
    """All scenarios, one after the other, in one browser; a scenario that restarts its browser has one of its own."""
    counts = Counts()
    launch: dict[str, Any] = {**find(Wanted("chromium"), this_machine(), print).launch_args()}
    options: dict[str, Any] = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
    with reference_target() as target, sync_playwright() as playwright, TemporaryDirectory() as profiles:
        chromium = playwright.chromium
        browser = chromium.launch(**launch)

        def start(place: str) -> BrowserContext:
            if "restart" in scenario:
                profile = Path(profiles) / f"{counts.scenarios}{place}"
                context = chromium.launch_persistent_context(profile, **launch, **options)
            else:
                context = browser.new_context(**options)
            counts.watch(context)
            return context

        for scenario in (line.strip() for lines in SCENARIOS.values() for line in lines.strip().splitlines()):
            counts.scenarios += 1
            bare = Bare(target, names_in([scenario.replace("_", " ")]), start)
            for step in scenario.split(", "):
                try:
                    bare.play(step)
                except Error as error:
                    raise Broken(f"{step!r} in {scenario!r}: {error.message.splitlines()[0]}") from error
            bare.end()
        browser.close()
    return counts


class CountingPlugin:
    """Counts what the suite plays, into a file."""

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


def seconds_of(command: Sequence[str]) -> float:
    """Run a command to its end. It is out of the terminal's reach, so that Ctrl-C comes to it once, from here."""
    began = perf_counter()
    with subprocess.Popen(  # noqa: S603 - commands of this module
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
    ) as process:
        try:
            output, _ = process.communicate()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    if process.returncode:
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "no reason given")
        raise Broken(f"{subprocess.list2cmdline(command)} ended with {process.returncode}: {last}")
    return perf_counter() - began


def counted(command: Sequence[str], counts: Path) -> Run:
    seconds = seconds_of([*command, str(counts)])
    return Run(seconds, Counts(**json.loads(counts.read_text(encoding="utf-8"))))


def compare(suite: Counts, bare: Counts) -> None:
    """Raise Broken where the two did not play the same."""
    for what, count in asdict(suite).items():
        other = asdict(bare)[what]
        if abs(count - other) > SAME_WITHIN * count:
            words = what.replace("_", " ")
            raise Broken(
                f"the comparison is void: {count} {words} in the suite and {other} in the bare script; "
                f"bring SCENARIOS in {Path(__file__).name} in line with scenarios/"
            )


def measure(rounds: int, folder: Path) -> None:
    pytest_here = [sys.executable, "-m", "pytest", "e2e", "-q", "--report", str(folder / "report")]
    suite_command = [*pytest_here, "-n", "0", "-p", "no:randomly", *SUITE, "-p", "benchmarks.overhead", "--counts"]
    ratios = []
    for _ in range(rounds):
        suite = counted(suite_command, folder / "suite.json")
        bare = counted([sys.executable, __file__, "--bare"], folder / "bare.json")
        compare(suite.counts, bare.counts)
        ratios.append(suite.seconds / bare.seconds)
        print(
            f"suite {suite.seconds:.1f} s, bare {bare.seconds:.1f} s, ratio {ratios[-1]:.2f}; "
            f"page loads {suite.counts.page_loads} and {bare.counts.page_loads}, "
            f"browser contexts {suite.counts.contexts} and {bare.counts.contexts}, {bare.counts.scenarios} scenarios",
            flush=True,
        )
    print(f"median ratio {median(ratios):.2f}", flush=True)
    for arguments in (["-m", "first-time", "-n", "2"], ["-m", "LOCK-2"]):
        print(f"a fast look, pytest e2e {' '.join(arguments)}: {seconds_of([*pytest_here, *arguments]):.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description="What the suite costs on top of its pages.")
    parser.add_argument("--rounds", type=int, default=2, help="how often each of the two is played (default: 2)")
    parser.add_argument("--bare", type=Path, metavar="FILE", help="only play the bare script, its counts into FILE")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds: at least one")
    try:
        if options.bare:
            play_bare().write(options.bare)
        else:
            with TemporaryDirectory(prefix="overhead-") as folder:
                measure(options.rounds, Path(folder))
    except KeyboardInterrupt:
        sys.exit("stopped by hand")
    except (Broken, ControlError, Error, NoBrowserError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
