"""The fixtures of the suite, and the steps, which are imported here."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import ReadWriteLock
from playwright.sync_api import BrowserType, Cookie, Page, expect
from pytest_bdd.parser import Feature, Scenario

from e2e.browser.devices import Devices
from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.launch import BrowserLauncher, DeviceFactory
from e2e.checks.printing import printed
from e2e.contract import Capabilities, Target
from e2e.environments.browser_policy import under
from e2e.environments.line import slow_down
from e2e.environments.profile import Environment
from e2e.environments.route import Route, route_to_portal
from e2e.flows import login
from e2e.flows.account_reset import reset_accounts
from e2e.model.compatibility import PLAIN_NAME
from e2e.model.launch_args import merged_launch_args
from e2e.model.verdict import NOT_TESTED_PREFIX
from e2e.plugin import CAPABILITIES, CLOSES_BROWSER, file_target
from e2e.run.recording import recorder_for
from e2e.run.stash import ENVIRONMENTS, FOUND_BROWSERS, OBSERVATIONS
from e2e.scene.portal_clock import PortalClock
from e2e.scene.school import Scene, names_in, teachers_of
from e2e.steps.block import *  # noqa: F403 - pytest-bdd finds steps as fixtures of this module
from e2e.steps.browser import *  # noqa: F403
from e2e.steps.clock import *  # noqa: F403
from e2e.steps.code import *  # noqa: F403
from e2e.steps.everyone import *  # noqa: F403
from e2e.steps.help import *  # noqa: F403
from e2e.steps.letters import *  # noqa: F403
from e2e.steps.mail import *  # noqa: F403
from e2e.steps.materials import *  # noqa: F403
from e2e.steps.memory import ScenarioMemory
from e2e.steps.name_and_password import *  # noqa: F403
from e2e.steps.safe import *  # noqa: F403
from e2e.steps.school import *  # noqa: F403
from e2e.steps.strangers import *  # noqa: F403
from e2e.steps.teacher import *  # noqa: F403
from e2e.targets.changed import Changed, TestbedChange
from e2e.targets.chosen import chosen
from e2e.targets.roster import NOT_SHOWN_BY_A_ROSTER

_SCENARIO = pytest.StashKey[Scenario]()


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    request.node.stash[_SCENARIO] = scenario


@pytest.fixture(scope="session")
def answer_within(pytestconfig: pytest.Config) -> float:
    """How long a page may take to answer, in milliseconds."""
    return float(pytestconfig.option.answer_within * 1000)


@pytest.fixture(scope="session")
def environment(request: pytest.FixtureRequest) -> Environment:
    """The device, browser and line that a scenario runs on; with several environments, each in its turn."""
    return request.config.stash[ENVIRONMENTS][getattr(request, "param", PLAIN_NAME)]


@pytest.fixture(scope="session")
def target(
    pytestconfig: pytest.Config, answer_within: float, testbed_change: TestbedChange, environment: Environment
) -> Iterator[Target]:
    """The portal under test; each worker has its own reference portal."""
    expect.set_options(timeout=answer_within)
    language = pytestconfig.option.language or environment.browser.language
    changed = Changed(language, tls=environment.proxy is not None, testbed=testbed_change)
    with chosen(file_target(pytestconfig), changed) as target:
        yield target


@pytest.fixture(scope="session")
def capabilities(target: Target) -> Capabilities:
    """What the portal offers, and what its target adds to that."""
    offered = target.control.capabilities()
    besides = {"addresses": target.address_header is not None, "own-school": target.own_school}
    return replace(offered, can=offered.can | {name for name, there in besides.items() if there})


@pytest.fixture(scope="session")
def route(
    target: Target, environment: Environment, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Route]:
    """How a browser reaches the portal: directly, or through the environment's proxy."""
    terminal = pytestconfig.pluginmanager.get_plugin("terminalreporter")
    say = terminal.write_line if terminal else print
    with route_to_portal(environment.proxy, target, tmp_path_factory.mktemp("proxy"), say) as route:
        yield route


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    browser_name: str,
    environment: Environment,
    route: Route,
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    found = pytestconfig.stash[FOUND_BROWSERS][browser_name]
    managed = {}
    if environment.browser.policy is not None:
        program = under(environment.browser.policy, found, tmp_path_factory.mktemp("managed"))
        managed["executable_path"] = str(program)
    return merged_launch_args(
        found.launch_args(),
        environment.launch_args(browser_name),
        route.launch_args(browser_name),
        managed,
        browser_type_launch_args,
    )


@pytest.fixture(scope="session")
def connect_options(pytestconfig: pytest.Config) -> dict[str, str] | None:
    """Lets a browser elsewhere reach a portal on this machine through its connection with the suite."""
    address = pytestconfig.option.connect
    return {"endpoint": address, "expose_network": "<loopback>"} if address else None


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], target: Target, environment: Environment, route: Route
) -> dict[str, Any]:
    ours = {"locale": login.LOCALES[target.language], "timezone_id": "Europe/Amsterdam"}
    return browser_context_args | ours | route.context_args() | environment.context_args()


@pytest.fixture(autouse=True)
def _only_what_the_portal_can(request: pytest.FixtureRequest, target: Target, capabilities: Capabilities) -> None:
    can = capabilities.can | ({"clock"} if request.config.option.real_time else set())
    for name, meaning in CAPABILITIES.items():
        if request.node.get_closest_marker(f"needs-{name}") and name not in can:
            by_roster = not target.own_school and name in NOT_SHOWN_BY_A_ROSTER
            why = "; accounts listed by hand do not show it" if by_roster else ""
            pytest.skip(f"{NOT_TESTED_PREFIX} it needs {meaning}{why}")


@pytest.fixture(autouse=True)
def _only_what_the_browser_can(request: pytest.FixtureRequest) -> None:
    if request.config.option.connect and request.node.get_closest_marker(CLOSES_BROWSER):
        pytest.skip(f"{NOT_TESTED_PREFIX} a browser elsewhere keeps no profile when it is closed")


@pytest.fixture(autouse=True)
def _alone_with_the_clock(
    request: pytest.FixtureRequest,
    _only_what_the_portal_can: None,
    target: Target,
    testrun_uid: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """On a portal that several workers share, a scenario that moves the clock moves it for all of them."""
    if not (target.shared and hasattr(request.config, "workerinput")):
        yield
        return
    lock = ReadWriteLock(tmp_path_factory.getbasetemp().parent / f"clock-{testrun_uid}.db")
    alone = request.node.get_closest_marker("needs-clock") is not None
    with lock.write_lock() if alone else lock.read_lock():
        yield


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> EvidenceRecorder:
    return recorder_for(request)


@pytest.fixture
def scene(request: pytest.FixtureRequest, target: Target) -> Iterator[Scene]:
    """Everybody whom the scenario names, in a school of its own if the target can make one."""
    named = names_in(step.name for step in request.node.stash[_SCENARIO].steps)
    scene = Scene(target.control, named if target.own_school else named | teachers_of(named))
    yield scene
    scene.remove()


@pytest.fixture
def portal_clock(target: Target, capabilities: Capabilities) -> Iterator[PortalClock]:
    clock = PortalClock(target.control, reachable="clock" in capabilities.can)
    yield clock
    clock.back_to_real_time()


@pytest.fixture
def printer(browser_name: str, pytestconfig: pytest.Config) -> Callable[[Page], bytes]:
    """Prints a page to a PDF. Firefox takes inches for centimetres; a browser with a window cannot print to a file."""
    if browser_name != "chromium" or pytestconfig.option.headed:
        pytest.skip(f"{NOT_TESTED_PREFIX} only Chromium without a window prints to a file")
    return printed


@pytest.fixture
def remembered() -> ScenarioMemory:
    return ScenarioMemory()


@pytest.fixture(scope="session")
def kept_cookies() -> list[Cookie]:
    """The cookies of the computer that resets the accounts of a roster, kept from one scenario to the next."""
    return []


@pytest.fixture
def launcher(
    request: pytest.FixtureRequest,
    target: Target,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> BrowserLauncher:
    """Opens browsers. Each device gets its own browser process only in a scenario that closes one."""
    return BrowserLauncher(
        target,
        lambda: request.getfixturevalue("browser"),
        browser_type,
        browser_type_launch_args,
        browser_context_args,
        profiles=tmp_path,
        keeps_profile=request.node.get_closest_marker(CLOSES_BROWSER) is not None,
    )


@pytest.fixture
def devices(
    request: pytest.FixtureRequest,
    launcher: BrowserLauncher,
    target: Target,
    scene: Scene,
    evidence: EvidenceRecorder,
    environment: Environment,
    answer_within: float,
    kept_cookies: list[Cookie],
) -> Iterator[Devices]:
    """The devices of everybody in the scenario."""
    if not target.own_school:
        # Accounts are reset at the end, when it is too late to request a fixture.
        request.getfixturevalue("browser")
    start = DeviceFactory(launcher, evidence, answer_within, environment.memory, partial(slow_down, environment.line))
    with Devices(start) as devices:
        yield devices
        if len(request.config.stash[ENVIRONMENTS]) > 1:
            request.node.stash[OBSERVATIONS] = devices.observations()
        if not target.own_school:
            reset_accounts(devices, scene, kept_cookies)
