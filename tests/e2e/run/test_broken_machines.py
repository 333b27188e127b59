"""Machines that break while the portal is right: a real browser crashes, is killed or does not start."""

import errno
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from e2e.browser.finding import FoundBrowser
from e2e.checks.expectations import misses, reads, sees
from e2e.checks.reasons import reason_of
from e2e.model.exit_codes import HARNESS_ERROR
from e2e.model.verdict import Verdict
from e2e.run.judging import judge
from tests.conftest import Project

LOOKS: dict[str, Callable[[Page], object]] = {
    "sees": lambda page: sees(page.get_by_text("Noor"), "her name"),
    "reads": lambda page: reads(page.get_by_role("heading"), re.compile("Noor"), "her name"),
    "misses": lambda page: misses(page.get_by_text("Sem"), "his name"),
    "click": lambda page: page.get_by_text("Hallo").click(),
    "fill": lambda page: page.get_by_role("textbox").fill("x"),
    "is visible": lambda page: page.get_by_text("Hallo").is_visible(),
    "go to": lambda page: page.goto("about:blank#on"),
    "evaluate": lambda page: page.evaluate("document.title"),
    "wait for an address": lambda page: page.wait_for_url("**/on"),
    "another page": lambda page: page.context.new_page(),
}


def blamed(act: Callable[[], object]) -> tuple[set[Verdict], str]:
    """The verdicts of such an error in each kind of step, and the reason that is told."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, and of whatever kind
        act()
    verdicts = {judge(step, caught.value) for step in ("given", "when", "then")}
    return verdicts, reason_of(caught.value).line


@pytest.fixture
def crashed(tab: Page) -> Page:
    tab.set_content("<h1>Hallo</h1><input>")
    with pytest.raises(Error):
        tab.goto("chrome://crash")
    return tab


@pytest.fixture
def killed(chromium: Browser, found_chromium: FoundBrowser, tmp_path: Path) -> Iterator[Page]:
    """On a browser of its own, of which every process was killed."""
    profile = tmp_path / "profile"
    context = chromium.browser_type.launch_persistent_context(profile, **found_chromium.launch_args())
    page = context.new_page()
    page.set_default_timeout(300)
    page.set_content("<h1>Hallo</h1><input>")
    subprocess.run(["pkill", "-KILL", "-f", str(profile)], check=True)  # noqa: S603, S607 - its own folder
    yield page
    with pytest.raises(Error):
        context.new_page()


# Another page opens all the same, and whoever waits for an address may learn no more than that the time is up.
@pytest.mark.parametrize("look", [name for name in LOOKS if name not in {"another page", "wait for an address"}])
def test_a_page_that_crashes_is_the_machines_whatever_is_looked_for(crashed: Page, look: str) -> None:
    verdicts, told = blamed(lambda: LOOKS[look](crashed))

    assert verdicts == {Verdict.HARNESS_ERROR}
    assert told.startswith("the browser's page crashed; look at the memory and at /dev/shm")


@pytest.mark.parametrize("look", LOOKS)
def test_a_browser_that_is_killed_is_the_machines_whatever_is_looked_for(killed: Page, look: str) -> None:
    verdicts, told = blamed(lambda: LOOKS[look](killed))

    assert verdicts == {Verdict.HARNESS_ERROR}
    assert told.startswith("the browser went away; look at what ends processes")


@pytest.mark.parametrize("program", ["/nowhere/chromium", "/etc/passwd", "/bin/false"])
def test_a_browser_that_does_not_start_is_the_machines(chromium: Browser, program: str) -> None:
    verdicts, told = blamed(lambda: chromium.browser_type.launch(executable_path=program))

    assert verdicts == {Verdict.HARNESS_ERROR}
    assert told.startswith(("the browser does not start", "the browser went away"))


def test_a_proxy_that_is_gone_is_not_the_portals(chromium: Browser) -> None:
    context = chromium.new_context(proxy={"server": "http://127.0.0.1:9"})
    verdicts, told = blamed(lambda: context.new_page().goto("http://portal.invalid/"))
    context.close()

    assert verdicts == {Verdict.HARNESS_ERROR}
    assert told.startswith("the proxy does not answer")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE, errno.ENFILE])
def test_a_full_disk_and_a_lack_of_file_handles_are_the_machines(number: int) -> None:
    def act() -> None:
        raise OSError(number, os.strerror(number))

    assert blamed(act)[0] == {Verdict.HARNESS_ERROR}


def test_a_portal_that_closes_the_connection_is_still_the_portals(tab: Page) -> None:
    with pytest.raises(Error) as caught:
        tab.goto("http://127.0.0.1:9999/")

    assert judge("when", caught.value) == Verdict.FAILED


def test_of_a_scenario_in_which_a_page_crashed_nothing_is_the_portals(project: Project) -> None:
    project.write(
        "e2e/test_scenarios.py",
        project.steps
        + """
from e2e.run.recording import recorder_for

@then("Noor waits in a page that crashed")
def _(request):
    recorder_for(request).page_crashed = True
    raise AssertionError("the time is up")
""",
    )
    project.scenario("Then Noor waits in a page that crashed")

    assert project.run("e2e").ret == HARNESS_ERROR
