"""A project in miniature, for tests that run pytest inside pytest, and a browser for those that need a real one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_playwright import pytest_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from e2e import plugin
from e2e.browser.finding import FoundBrowser, Wanted, find
from e2e.browser.machine import this_machine

ROOT = Path(__file__).parents[1]
TOKEN = "open"

Ran = subprocess.CompletedProcess[str]

CLAUSES = """
[[guide]]
id = "G16"
nl = "Voer je 10 keer een foute code of wachtwoord in, dan blokkeert je thuis account 1 uur."
en = "If you enter a wrong code or password 10 times, your home account is blocked for 1 hour."

[[suites]]
id = "siblings"
title = "Brothers and sisters on one device"

[[chapters]]
id = "the-block"
title = "The block"

[[chapters.clauses]]
id = "LOCK-1"
level = "must"
nl = "Het tiende foute wachtwoord blokkeert het thuis account."
en = "The tenth wrong password blocks the home account."
guide = ["G16"]

[[chapters.clauses]]
id = "LOCK-2"
level = "must"
nl = "Negen foute wachtwoorden blokkeren het niet."
en = "Nine wrong passwords do not block it."
guide = ["G16"]

[[chapters.clauses]]
id = "LOCK-10"
level = "should"
nl = "Proberen tijdens de blokkade maakt de blokkade niet langer."
en = "Trying while blocked does not make the block longer."
standard = "ASVS 5 6.3.1"
"""

FEATURE = """
@the-block
Feature: The block

  @LOCK-1
  Scenario: The tenth wrong password blocks
    Given Noor's device
    Then Noor is blocked

  @LOCK-2 @siblings
  Scenario: Nine do not
    Given Noor's device
    Then Noor can log in
"""

STEPS = """
import os

import pytest
from pytest_bdd import given, scenarios, then, when

from e2e.contract import ControlError

scenarios("block.feature")

@pytest.fixture
def broken_fixture():
    raise AssertionError("a fixture")

@given("Noor's device")
def _(): pass

@given("a scene that cannot be set")
def _(): raise ControlError("PUT /schools answered 500")

@when("the portal's clock moves")
def _(): pytest.skip("not tested: it needs a clock")

@when("somebody skips")
def _(): pytest.skip("for today")

@when("a fixture breaks")
def _(broken_fixture): pass

@when("the worker dies")
def _(): os._exit(9)

@then("Noor is blocked")
def _(): raise AssertionError("Locator expected to be visible\\nActual value: None\\nError: element(s) not found")

@then("Noor can log in")
def _(): pass
"""

PYPROJECT = """
[tool.pytest.ini_options]
addopts = ["--strict-markers", "--strict-config", "--import-mode=importlib"]
bdd_features_base_dir = "scenarios"
filterwarnings = ["error", "ignore::pytest.PytestRemovedIn10Warning:pytest_playwright"]
"""

_PLAIN = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:hypothesispytest")

A_BROWSER = FoundBrowser("chromium", Path("/opt/chromium"), None, "156.0", "made up")


class Project:
    """A repository with the plugin, a small catalogue, one feature and its steps."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.root = pytester.path
        self.steps = STEPS
        self.write("pyproject.toml", PYPROJECT)
        self.write("conftest.py", 'pytest_plugins = ["e2e.plugin"]\n')
        self.write("scenarios/clauses.toml", CLAUSES)
        self.write("scenarios/block.feature", FEATURE)
        self.write("e2e/test_scenarios.py", STEPS)
        self.write("tests/test_ours.py", "def test_of_our_own(): pass\n")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def scenario(self, steps: str, tags: str = "@LOCK-1", name: str = "One") -> None:
        """Put one scenario in place of those of the feature."""
        lines = "\n".join(f"    {line.strip()}" for line in steps.strip().splitlines())
        self.write("scenarios/block.feature", f"Feature: The block\n\n  {tags}\n  Scenario: {name}\n{lines}\n")

    def run(self, *arguments: str) -> pytest.RunResult:
        return self.pytester.runpytest_inprocess(*_PLAIN, *arguments)

    def prepare_workers(self) -> None:
        """For processes of their own, in which the search is to be replaced before anything runs."""
        self.write(
            "conftest.py",
            'pytest_plugins = ["e2e.plugin"]\n\n'
            "def pytest_configure():\n"
            "    from e2e import plugin\n    from e2e.browser import finding\n"
            "    plugin.find = lambda *_: finding.FoundBrowser('chromium', None, None, '156.0', 'made up')\n",
        )

    def run_with_workers(self, *arguments: str) -> pytest.RunResult:
        """Run it in a process of its own, with two workers."""
        self.prepare_workers()
        return self.pytester.runpytest_subprocess("-p", "no:cacheprovider", "-n", "2", *arguments)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[Wanted]:
    """What was searched for; the search finds a made-up browser."""
    asked: list[Wanted] = []

    def find_at_once(wanted: Wanted, *_: object) -> FoundBrowser:
        asked.append(wanted)
        return A_BROWSER

    monkeypatch.setattr(plugin, "find", find_at_once)
    return asked


@pytest.fixture
def project(pytester: pytest.Pytester, searched: list[Wanted], monkeypatch: pytest.MonkeyPatch) -> Project:
    assert searched == []
    # Playwright's soft assertions cannot be nested, and the test around the inner run is already inside one.
    monkeypatch.setattr(pytest_playwright, "_soft_scope", None)
    return Project(pytester)


@pytest.fixture
def suite() -> Callable[..., Ran]:
    """Runs the suite itself on a target file, in a process of its own."""

    def run(*arguments: str | Path) -> Ran:
        return subprocess.run(  # noqa: S603 - the tests' own
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "CONTROL_TOKEN": TOKEN},
            capture_output=True,
            encoding="utf-8",
            timeout=180,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serves an application until the module is done; returns its address."""
    servers: list[BaseWSGIServer] = []

    def start(app: Flask) -> str:
        servers.append(make_server("127.0.0.1", 0, app, threaded=True))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def found_chromium() -> FoundBrowser:
    return find(Wanted("chromium"), this_machine())


@pytest.fixture(scope="module")
def chromium(found_chromium: FoundBrowser) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**found_chromium.launch_args())
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(300)
    yield page
    context.close()
