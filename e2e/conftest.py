"""The fixtures of the suite, and which steps there are."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect
from pytest_bdd.parser import Feature, Scenario

from e2e.harness.evidence import EvidenceRecorder
from e2e.harness.recording import recorder_for
from e2e.harness.stash import FOUND_BROWSERS
from e2e.play.device import ANSWER_WITHIN_MILLISECONDS, Device
from e2e.play.devices import Devices
from e2e.play.paper import printed
from e2e.play.portal_clock import PortalClock
from e2e.play.scene import Scene, names_in
from e2e.play.story import Story
from e2e.plugin import CAPABILITIES, CLOSES_BROWSER
from e2e.ports import Capabilities, Target
from e2e.report.verdict import NOT_TESTED_PREFIX
from e2e.steps.block import *  # noqa: F403 - pytest-bdd finds steps as fixtures of this module
from e2e.steps.browser import *  # noqa: F403
from e2e.steps.clock import *  # noqa: F403
from e2e.steps.code import *  # noqa: F403
from e2e.steps.help import *  # noqa: F403
from e2e.steps.letters import *  # noqa: F403
from e2e.steps.mail import *  # noqa: F403
from e2e.steps.materials import *  # noqa: F403
from e2e.steps.name_and_password import *  # noqa: F403
from e2e.steps.safe import *  # noqa: F403
from e2e.steps.school import *  # noqa: F403
from e2e.steps.strangers import *  # noqa: F403
from e2e.steps.teacher import *  # noqa: F403
from e2e.targets.reference import reference_target

LOCALES = {"nl": "nl-NL", "en": "en-GB"}

_SCENARIO = pytest.StashKey[Scenario]()


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    request.node.stash[_SCENARIO] = scenario


@pytest.fixture(scope="session")
def target() -> Iterator[Target]:
    """The portal under test; each worker has its own reference portal."""
    expect.set_options(timeout=ANSWER_WITHIN_MILLISECONDS)
    with reference_target() as reference:
        yield reference


@pytest.fixture(scope="session")
def capabilities(target: Target) -> Capabilities:
    """The portal's, and its target's."""
    offered = target.control.capabilities()
    return replace(offered, can=offered.can | {"addresses"}) if target.address_header else offered


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: str, pytestconfig: pytest.Config
) -> dict[str, Any]:
    return pytestconfig.stash[FOUND_BROWSERS][browser_name].launch_args() | browser_type_launch_args


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], target: Target) -> dict[str, Any]:
    return browser_context_args | {"locale": LOCALES[target.language], "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(autouse=True)
def _only_what_the_portal_can(request: pytest.FixtureRequest, capabilities: Capabilities) -> None:
    for name, meaning in CAPABILITIES.items():
        if request.node.get_closest_marker(f"needs-{name}") and name not in capabilities.can:
            pytest.skip(f"{NOT_TESTED_PREFIX} it needs {meaning}")


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> EvidenceRecorder:
    return recorder_for(request)


@pytest.fixture
def scene(request: pytest.FixtureRequest, target: Target) -> Iterator[Scene]:
    """Everybody whom the scenario names."""
    scene = Scene(target.control, names_in(step.name for step in request.node.stash[_SCENARIO].steps))
    yield scene
    scene.remove()


@pytest.fixture
def portal_clock(target: Target, capabilities: Capabilities) -> Iterator[PortalClock]:
    clock = PortalClock(target.control, reachable="clock" in capabilities.can)
    yield clock
    clock.put_right()


@pytest.fixture
def printer(browser_name: str, pytestconfig: pytest.Config) -> Callable[[Page], bytes]:
    """Prints a page to a PDF. Firefox takes inches for centimetres, and a browser with a window does not print so."""
    if browser_name != "chromium" or pytestconfig.option.headed:
        pytest.skip(f"{NOT_TESTED_PREFIX} only Chromium without a window prints to a file")
    return printed


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def devices(
    request: pytest.FixtureRequest,
    target: Target,
    scene: Scene,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    evidence: EvidenceRecorder,
    tmp_path: Path,
) -> Iterator[Devices]:
    """The family's devices; each has a browser process of its own only where the scenario closes one.

    The family has an address of its own, so that what a portal counts by address is not shared between scenarios.
    """
    at_home, elsewhere = _private_address(), _private_address()
    closes_browser = request.node.get_closest_marker(CLOSES_BROWSER) is not None

    def context_args(name: str) -> dict[str, Any]:
        if target.address_header is None:
            return browser_context_args
        address = at_home if Devices.is_at_home(name) else elsewhere
        return browser_context_args | {"extra_http_headers": {target.address_header: address}}

    def open_profile(name: str) -> BrowserContext:
        options = browser_type_launch_args | context_args(name)
        return browser_type.launch_persistent_context(tmp_path / name, **options)

    def open_context(name: str) -> BrowserContext:
        browser: Browser = request.getfixturevalue("browser")
        return browser.new_context(**context_args(name))

    start = open_profile if closes_browser else open_context
    devices = Devices(lambda name: Device(name, target, lambda: start(name), evidence, keeps_profile=closes_browser))
    yield devices
    devices.shut_down()


def _private_address() -> str:
    return "10." + ".".join(str(secrets.randbelow(256)) for _ in range(3))
