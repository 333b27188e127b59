"""Finding a browser, and installing one where there is none, on made-up machines."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from e2e.browser.finding import FoundBrowser, NoBrowserError, Wanted, find
from e2e.browser.installing import install
from e2e.browser.machine import Machine, Ran
from e2e.model.launch_args import merged_launch_args

PLAN = """Chrome Headless Shell 156.0.8078.4 (playwright chromium-headless-shell v1248)
  Install location:    /playwright/chromium_headless_shell-1248
  Download url:        https://cdn.playwright.dev/builds/chrome-headless-shell-linux64.zip

FFmpeg (playwright ffmpeg v1013)
  Install location:    /playwright/ffmpeg-1013
"""
CHROMIUM = Path("/usr/bin/chromium")
HEADLESS_SHELL = Path("/usr/bin/chromium-headless-shell")
FIREFOX = Path("/usr/bin/firefox-esr")
APT = Path("/usr/bin/apt-get")


@dataclass
class MadeUpMachine:
    """A machine with the given programs; downloads and installs succeed if it is `online`."""

    programs: set[Path] = field(default_factory=set)
    folders: set[Path] = field(default_factory=set)
    online: bool = False
    is_root: bool = False
    ran: list[str] = field(default_factory=list)
    broken: frozenset[Path] = frozenset()

    def as_machine(self) -> Machine:
        return Machine(self._which, self._run, lambda path: path.parent in self.folders, self.is_root)

    def _which(self, program: str) -> Path | None:
        return next((path for path in self.programs if path.name == program), None)

    def _run(self, command: Sequence[str], _: float) -> Ran:
        line = " ".join(command).replace(sys.executable, "python").partition("\n")[0]
        self.ran.append(line)
        return self._answer(line, Path(command[0]))

    def _answer(self, line: str, program: Path) -> Ran:
        match line.split():
            case [*_, "--dry-run"]:
                return Ran(PLAN)
            case [_, "--version"]:
                return Ran("", "Segmentation fault") if program in self.broken else Ran(f"{program.name} 156.0.1 snap")
            case ["apt-get", "install", *_, package]:
                self.programs |= {Path("/usr/bin", package)} if self.online else set()
                return Ran("", "" if self.online else "E: Unable to locate package")
            case ["python", "-m", "playwright", "install", *_]:
                self.folders |= {Path("/playwright/chromium_headless_shell-1248")} if self.online else set()
                return Ran("", "" if self.online else "Error: getaddrinfo ENOTFOUND cdn.playwright.dev")
            case ["python", "-c", *_]:
                return Ran("155.0\n") if self.online else Ran("", "Chromium distribution 'chrome' is not found")
            case _:
                return Ran("")


def silently(_: str) -> None:
    """Discards what it is told."""


def search(machine: MadeUpMachine, **wanted: object) -> FoundBrowser:
    return find(Wanted(**{"name": "chromium", **wanted}), machine.as_machine())  # type: ignore[arg-type]


def get(machine: MadeUpMachine, name: str = "chromium", say: Callable[[str], object] = silently) -> FoundBrowser:
    return install(Wanted(name), machine.as_machine(), say)


def test_what_playwright_installed_comes_first() -> None:
    machine = MadeUpMachine({HEADLESS_SHELL}, {Path("/playwright/chromium_headless_shell-1248")})
    assert search(machine) == FoundBrowser("chromium", None, None, "156.0.8078.4", "installed by Playwright")


def test_ffmpeg_alone_is_no_browser() -> None:
    machine = MadeUpMachine({CHROMIUM}, {Path("/playwright/ffmpeg-1013")})
    assert search(machine).executable == CHROMIUM


def test_headless_the_headless_shell_is_preferred() -> None:
    assert search(MadeUpMachine({CHROMIUM, HEADLESS_SHELL})).executable == HEADLESS_SHELL


def test_headed_the_headless_shell_will_not_do() -> None:
    assert search(MadeUpMachine({CHROMIUM, HEADLESS_SHELL}), headless=False).executable == CHROMIUM


def test_a_program_that_does_not_start_is_passed_over() -> None:
    machine = MadeUpMachine({CHROMIUM, HEADLESS_SHELL}, broken=frozenset({HEADLESS_SHELL}))
    assert search(machine).executable == CHROMIUM


def test_a_chromium_that_was_found_keeps_its_frames() -> None:
    (switch,) = search(MadeUpMachine({CHROMIUM})).launch_args()["args"]
    assert "RenderDocument:level/crashed-frame" in switch


def test_what_an_environment_sets_is_added_to_our_own_switches_and_preferences() -> None:
    ours = {"args": ["--ours"], "firefox_user_prefs": {"ours": 1, "both": 1}, "executable_path": "ours"}
    environments = {"args": ["--theirs"], "firefox_user_prefs": {"both": 2}, "executable_path": "theirs"}

    assert merged_launch_args(ours, environments) == {
        "args": ["--ours", "--theirs"],
        "firefox_user_prefs": {"ours": 1, "both": 2},
        "executable_path": "theirs",
    }


def test_a_browser_that_somebody_named_starts_as_it_is() -> None:
    found = search(MadeUpMachine(set(), online=True), channel="chrome")
    assert found.launch_args() == {"channel": "chrome"}


def test_a_firefox_of_the_machine_needs_its_channel() -> None:
    found = search(MadeUpMachine({FIREFOX}), name="firefox")
    assert found.launch_args().items() >= {"executable_path": str(FIREFOX), "channel": "moz-firefox"}.items()


def test_a_firefox_lets_go_of_connections_that_it_does_not_use() -> None:
    prefs = search(MadeUpMachine({FIREFOX}), name="firefox").launch_args()["firefox_user_prefs"]
    assert prefs == {"network.http.keep-alive.timeout": 5}


def test_the_channel_of_firefox_is_found_where_playwright_does_not_look() -> None:
    found = search(MadeUpMachine({FIREFOX}), name="firefox", channel="moz-firefox")
    assert found.executable == FIREFOX


def test_a_channel_asked_for_wins_over_the_search() -> None:
    machine = MadeUpMachine({HEADLESS_SHELL}, online=True)
    assert search(machine, channel="chrome") == FoundBrowser(
        "chromium", None, "chrome", "155.0", "--browser-channel chrome", as_it_is=True
    )


def test_a_channel_that_does_not_start_is_an_error_that_says_why() -> None:
    with pytest.raises(NoBrowserError, match=r"--browser-channel chrome: .*'chrome' is not found"):
        search(MadeUpMachine({HEADLESS_SHELL}), channel="chrome")


def test_a_search_changes_nothing_even_where_it_could() -> None:
    machine = MadeUpMachine({APT}, online=True, is_root=True)
    with pytest.raises(NoBrowserError):
        search(machine)
    assert machine.ran == ["python -m playwright install chromium --only-shell --dry-run"]


def test_no_browser_at_all_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(NoBrowserError) as nothing:
        search(MadeUpMachine())
    assert str(nothing.value) == (
        "no chromium to run the scenarios in: Playwright has installed none; there is no chromium-headless-shell or "
        "chromium or google-chrome or google-chrome-stable or chromium-browser or Google Chrome or Chromium that "
        "starts. Try: python -m e2e install-browser chromium, or --browser-channel with one of your own, or "
        "apt-get install chromium-headless-shell as root"
    )


def test_what_installs_a_browser_with_a_window_is_named_where_one_is_wanted() -> None:
    with pytest.raises(
        NoBrowserError, match=r"python -m e2e install-browser chromium --headed, or .* chromium as root"
    ):
        search(MadeUpMachine(), headless=False)


def test_nothing_is_installed_or_said_where_there_is_a_browser() -> None:
    machine = MadeUpMachine({HEADLESS_SHELL, APT}, online=True, is_root=True)
    said: list[str] = []
    assert get(machine, say=said.append) == search(machine)
    assert (said, machine.ran[:2]) == (
        [],
        ["python -m playwright install chromium --only-shell --dry-run", "/usr/bin/chromium-headless-shell --version"],
    )


def test_the_command_says_nothing_where_there_is_a_browser(suite: Callable[..., CompletedProcess[str]]) -> None:
    ran = suite("e2e", "install-browser", "chromium")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_without_a_browser_playwright_downloads_one() -> None:
    assert get(MadeUpMachine(online=True)).found == "installed by Playwright"


def test_a_download_is_announced() -> None:
    said: list[str] = []
    get(MadeUpMachine(online=True), say=said.append)
    assert said == ["No chromium yet: python -m playwright install chromium --only-shell (at most 3 minutes) ..."]


def test_what_was_installed_is_found_by_the_next_run() -> None:
    machine = MadeUpMachine(online=True)
    assert get(machine) == search(machine)


def test_where_playwright_cannot_download_debian_has_one() -> None:
    machine = MadeUpMachine({APT}, is_root=True)
    debian = Machine(
        which=machine.as_machine().which,
        run=lambda command, _: _debian_only(machine, command),
        exists=lambda _: False,
        is_root=True,
    )
    assert install(Wanted("chromium"), debian, silently).executable == HEADLESS_SHELL


def _debian_only(machine: MadeUpMachine, command: Sequence[str]) -> Ran:
    machine.online = command[0] == "apt-get"
    return machine.as_machine().run(command, 1)


def test_who_is_not_root_installs_no_package() -> None:
    machine = MadeUpMachine({APT})
    with pytest.raises(NoBrowserError):
        get(machine)
    assert not [line for line in machine.ran if line.startswith("apt-get")]


def test_a_browser_that_cannot_be_installed_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(NoBrowserError) as nothing:
        get(MadeUpMachine({APT}, is_root=True))
    assert str(nothing.value) == (
        "no chromium can be installed: python -m playwright install chromium --only-shell failed (Error: getaddrinfo "
        "ENOTFOUND cdn.playwright.dev); apt-get install chromium-headless-shell failed (E: Unable to locate package). "
        "Try: python -m playwright install --with-deps chromium, or --browser-channel with one of your own, or "
        "apt-get install chromium-headless-shell"
    )


def test_a_webkit_comes_only_from_playwright() -> None:
    machine = MadeUpMachine({CHROMIUM, FIREFOX, APT}, is_root=True)
    with pytest.raises(NoBrowserError, match=r"Try: python -m playwright install --with-deps webkit$"):
        get(machine, "webkit")


def test_where_a_server_elsewhere_is_named_this_machine_is_not_searched() -> None:
    machine = MadeUpMachine(programs={CHROMIUM}, online=True)

    found = search(machine, elsewhere="ws://there:3000/")

    assert (found.launch_args(), str(found), len(machine.ran)) == ({}, "chromium 155.0 (ws://there:3000/)", 1)


def test_a_server_elsewhere_that_does_not_answer_comes_with_what_starts_one() -> None:
    with pytest.raises(NoBrowserError, match=r"--connect ws://there:3000/: no chromium there .* run-server"):
        search(MadeUpMachine(), elsewhere="ws://there:3000/")
