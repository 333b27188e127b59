"""The suite's pytest plugin: options, markers, the browser, the header, and which scenarios may run.

It leaves other tests alone: if a run does not include the scenarios, it searches, prints and writes nothing.
`recording` notes what happens in each scenario, and `collecting` what the run comes to; the fixtures are in
`conftest.py`.
"""

import argparse
import json
import math
import shutil
from collections.abc import Generator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from e2e.browser.device import ANSWER_WITHIN_MILLISECONDS
from e2e.browser.finding import FoundBrowser, NoBrowserError, Wanted, find
from e2e.browser.machine import this_machine
from e2e.environments.file import EnvironmentFileError, load_environment
from e2e.environments.profile import PLAIN, Environment
from e2e.model.clauses import Catalogue, CatalogueError, load_clauses
from e2e.model.compatibility import PLAIN_NAME
from e2e.model.file_errors import did_you_mean
from e2e.report.folder import FILES
from e2e.run import recording
from e2e.run.collecting import ResultCollector
from e2e.run.recording import browser_of, clauses_of, environment_of, template_of, template_of_function
from e2e.run.selection import leads_to, names_in, unknown_markers
from e2e.run.stash import (
    CATALOGUE,
    ENVIRONMENTS,
    FILE_TARGET,
    FOUND_BROWSERS,
    RENAMED_KEYS,
    REPORT_FOLDER,
    TARGET_NAME,
    TESTBED_DIFFERS,
)
from e2e.targets.changed import TestbedChange
from e2e.targets.chosen import REFERENCE, described
from e2e.targets.described import DescribedTarget
from e2e.targets.file import TargetFileError

CAPABILITIES = {
    "clock": "a portal whose clock can be set",
    "mail": "a portal whose mails can be read",
    "school-login": "a portal that can be logged in to at school",
    "teacher": "a portal with the teacher's screens",
    "password-pictures": "a portal with password pictures",
    "network-environments": "a portal that knows school network environments",
    "letters": "a portal that prints letters",
    "addresses": "a target that says from which address a request comes",
    "own-school": "a school of the scenario's own, to change at will",
}
CLOSES_BROWSER = "closes-browser"
IN_ANY_ENVIRONMENT = "in-any-environment"
COMES_LAST = "comes-last"

_PLAYWRIGHT_OUTPUT = "test-results"
_WORKER_RESTARTS = "2"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("home login", "Home login conformance")
    group.addoption(
        "--target",
        default=REFERENCE,
        metavar="FILE.toml",
        help="The target file of the portal to test (default: the reference portal).",
    )
    group.addoption(
        "--environment",
        action="append",
        default=[],
        metavar="NAME",
        help="Run in this environment too, a shipped one or your own file, and report what it breaks.",
    )
    group.addoption("--complete", action="store_true", help="Let the run fail if a clause is not tested.")
    group.addoption(
        "--real-time",
        action="store_true",
        help="Wait out the hour of a block if the portal's clock cannot be moved.",
    )
    group.addoption(
        "--language",
        choices=["nl", "en"],
        help="The language that browsers ask for and the suite reads (default: the target's).",
    )
    group.addoption(
        "--answer-within",
        type=_seconds,
        default=ANSWER_WITHIN_MILLISECONDS / 1000,
        metavar="SECONDS",
        help="How long a page may take to show what it should (default: %(default)g).",
    )
    group.addoption("--connect", metavar="ws://HOST:PORT/", help="Use the browsers of a Playwright server elsewhere.")
    group.addoption("--report", metavar="DIR", help="Where to put the report and its evidence (default: report/).")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    config.stash[CATALOGUE] = _catalogue(config)
    for name, meaning in _markers(config.stash[CATALOGUE]).items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    if not leads_to(config.rootpath / "e2e", config.args, config.invocation_params.dir):
        return
    config.pluginmanager.register(Tags(config), "e2e-tags")
    config.pluginmanager.register(recording, "e2e-recording")
    config.stash[REPORT_FOLDER] = _report_folder(config)
    config.stash[ENVIRONMENTS] = {PLAIN_NAME: PLAIN, **_named(config)}
    if config.option.output == _PLAYWRIGHT_OUTPUT:
        config.option.output = str(config.stash[REPORT_FOLDER] / "evidence")
    if _is_worker(config):
        config.stash[FOUND_BROWSERS] = _from_controller(config)
    elif not config.option.collectonly:
        _configure_controller(config)


def _configure_controller(config: pytest.Config) -> None:
    config.pluginmanager.register(ResultCollector(config, datetime.now(UTC), _features(config)), "e2e-collecting")
    if config.option.tbstyle == "auto":
        config.option.tbstyle = "short"
    if config.option.maxworkerrestart is None:
        config.option.maxworkerrestart = _WORKER_RESTARTS


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    if REPORT_FOLDER not in config.stash or _is_worker(config):
        return
    for option, expression in (("-m", config.option.markexpr), ("-k", config.option.keyword)):
        try:
            names_in(expression)
        except SyntaxError:
            # Otherwise each worker would fail on it, at length.
            problem = f"{option} {expression!r}: names are joined by and, or, not and brackets"
            raise pytest.UsageError(problem) from None
    if unknown := list(unknown_markers(config.option.markexpr, _known_markers(config))):
        raise pytest.UsageError(f"-m {config.option.markexpr!r}: {'; '.join(unknown)}")
    if config.option.collectonly:
        return
    config.stash[TARGET_NAME] = _checked_target(config)
    _clear_earlier_report(config)
    config.stash[FOUND_BROWSERS] = {name: _find(config, name) for name in config.option.browser or ["chromium"]}


def pytest_report_header(config: pytest.Config) -> list[str]:
    if TARGET_NAME not in config.stash:
        return []
    browsers = [f"browser: {browser}" for browser in config.stash[FOUND_BROWSERS].values()]
    names = [*config.stash[ENVIRONMENTS]]
    environments = [f"environments: {', '.join(names)}"] if len(names) > 1 else []
    return [f"target: {config.stash[TARGET_NAME]}", *environments, *browsers, *config.stash[RENAMED_KEYS]]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Pass the browsers on to an xdist worker, so that each is searched for only once."""
    found = node.config.stash.get(FOUND_BROWSERS, {}).values()
    rows = [{**asdict(browser), "executable": str(browser.executable or "")} for browser in found]
    node.workerinput["browsers"] = json.dumps(rows)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each scenario in every browser and environment asked for; pytest-bdd asks for its fixtures too late."""
    if template_of_function(metafunc.function) and "browser_name" not in metafunc.fixturenames:
        metafunc.fixturenames.append("browser_name")
    if template_of_function(metafunc.function) and len(metafunc.config.stash[ENVIRONMENTS]) > 1:
        metafunc.fixturenames.append("environment")
        metafunc.parametrize("environment", [*metafunc.config.stash[ENVIRONMENTS]], indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run one environment after the other, the plain one first: each starts its own browser, and may start a proxy.

    The scenarios in which strangers guess come last, as a portal also slows down anybody it cannot tell from them.
    """
    environments: dict[str, Environment] = config.stash.get(ENVIRONMENTS, {})
    places = {name: place for place, name in enumerate(environments)}

    def place(item: pytest.Item) -> tuple[bool, int, str]:
        last = item.get_closest_marker(COMES_LAST) is not None
        return last, places.get(environment_of(item), 0), browser_of(item)

    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """Refuse a scenario that has no clause, or several: nobody could say what its verdict is about."""
    made = yield
    for item in made if isinstance(made, list) else ():
        template = template_of(item)
        if template and len(clauses_of(item)) != 1:
            tags = " and ".join(f"@{clause}" for clause in clauses_of(item)) or "no clause's tag"
            raise collector.CollectError(
                f"{template.feature.rel_filename}:{template.line_number}: scenario {template.name!r} carries {tags}; "
                "it must carry exactly one"
            )
    return made


@pytest.fixture(scope="session", autouse=True)
def delete_output_dir() -> None:
    """Keep the evidence: pytest-playwright would clear the folder in each worker, also in one that replaces another."""


@pytest.fixture(scope="session")
def testbed_change() -> TestbedChange:
    """What is different about the reference portal: nothing, unless another plugin overrides this fixture."""
    return TestbedChange()


def file_target(config: pytest.Config) -> DescribedTarget | None:
    """What `--target` describes; None for the reference portal. Raises TargetFileError.

    The file is read once per process, so that a vendor's class, which may log in somewhere, is created only once.
    """
    if FILE_TARGET not in config.stash:
        config.stash[FILE_TARGET] = described(config.option.target, config.invocation_params.dir)
    return config.stash[FILE_TARGET]


class Tags:
    """Checks the tags of the feature files, as it explains a mistyped one better than pytest does."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_bdd_apply_tag(self, tag: str) -> None:
        known = _known_markers(self._config)
        if tag not in known:
            problem = f"a feature carries @{tag}: no clause, suite or marker {tag!r}{did_you_mean(tag, known)}"
            pytest.fail(problem, pytrace=False)


def _seconds(written: str) -> float:
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    # To Playwright 0 means for ever.
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{written}: write a number of seconds above 0")
    return seconds


def _checked_target(config: pytest.Config) -> str:
    """The target's name. Checks its file first, so that a mistake in it is reported before anything starts."""
    try:
        target = file_target(config)
    except TargetFileError as error:
        raise pytest.UsageError(f"--target {error}") from None
    if target is None:
        return ", ".join([REFERENCE, *config.stash.get(TESTBED_DIFFERS, ())])
    if not target.own_school and config.getoption("numprocesses", None):
        raise pytest.UsageError("-n: the accounts of a roster serve one scenario at a time; leave it out")
    return target.name


def _catalogue(config: pytest.Config) -> Catalogue:
    try:
        return load_clauses(_features(config) / "clauses.toml")
    except CatalogueError as error:
        raise pytest.UsageError(str(error)) from None


def _named(config: pytest.Config) -> dict[str, Environment]:
    clauses = config.stash[CATALOGUE].clause_ids
    shipped, invoked_in = _features(config) / "environments", config.invocation_params.dir
    environments, faults = {}, []
    renamed: list[str] = []
    for name in dict.fromkeys(config.option.environment):
        try:
            if name != PLAIN_NAME:
                environments[name] = load_environment(name, shipped, invoked_in, clauses, renamed.append)
        except EnvironmentFileError as error:
            faults.append(f"--environment {error}")
    if faults:
        raise pytest.UsageError(*faults)
    config.stash[RENAMED_KEYS] = renamed
    return environments


def _features(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getini("bdd_features_base_dir"))


def _markers(catalogue: Catalogue) -> dict[str, str]:
    needs = {f"needs-{name}": f"is not tested without {meaning}" for name, meaning in CAPABILITIES.items()}
    others = {
        CLOSES_BROWSER: "closes the browser and opens it again",
        IN_ANY_ENVIRONMENT: "tests what a device, a browser or a line can spoil",
        COMES_LAST: "runs after all others, as a portal may answer slowly afterwards",
    }
    return catalogue.markers() | needs | others


def _known_markers(config: pytest.Config) -> set[str]:
    return {line.partition(":")[0].partition("(")[0].strip() for line in config.getini("markers")}


def _report_folder(config: pytest.Config) -> Path:
    chosen = config.option.report
    return (config.invocation_params.dir / chosen).resolve() if chosen else config.rootpath / "report"


def _clear_earlier_report(config: pytest.Config) -> None:
    """Clear it once, before any worker starts, so that no evidence of an earlier run is mistaken for this run's."""
    output = Path(config.option.output).resolve()
    if config.rootpath.is_relative_to(output):
        raise pytest.UsageError(f"--output {config.option.output}: it would be cleared, but the project is in it")
    shutil.rmtree(output, ignore_errors=True)
    report = config.stash[REPORT_FOLDER]
    try:
        report.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (report / name).touch()
            (report / name).unlink()
    except OSError as error:
        problem = f"the report cannot be written there ({error.strerror}); name another folder"
        raise pytest.UsageError(f"--report {report}: {problem}") from None


def _find(config: pytest.Config, name: str) -> FoundBrowser:
    option = config.option
    wanted = Wanted(name, headless=not option.headed, channel=option.browser_channel, elsewhere=option.connect)
    try:
        return find(wanted, this_machine())
    except NoBrowserError as error:
        raise pytest.UsageError(str(error)) from None


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _from_controller(config: Any) -> dict[str, FoundBrowser]:
    rows = json.loads(config.workerinput["browsers"])
    return {
        row["name"]: FoundBrowser(**{**row, "executable": Path(row["executable"]) if row["executable"] else None})
        for row in rows
    }
