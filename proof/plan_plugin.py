"""Plays a plan in one pytest session, so that a worker starts its browser, and each portal that it needs, only once.

Loaded by `python -m proof defects` alone, in the controller and in xdist's workers.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from e2e.run.recording import template_of, template_of_function
from e2e.run.stash import EVIDENCE
from proof.collecting import DEFECT, REACHED, SCENARIO
from proof.features import scenario_id

_PLAN = pytest.StashKey[Mapping[str, Sequence[str]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--plan", type=Path, required=True, help="The scenarios by defect, as JSON.")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.stash[_PLAN] = json.loads(config.option.plan.read_text(encoding="utf-8"))
    # That plugin reports on a single portal, and here there are many.
    if config.pluginmanager.has_plugin("e2e-collecting"):
        config.pluginmanager.unregister(name="e2e-collecting")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if template := template_of_function(metafunc.function):
        plan = metafunc.config.stash[_PLAN]
        portals = [portal for portal, ids in plan.items() if scenario_id(template) in ids]
        metafunc.parametrize("defect", portals, indirect=True, scope="session", ids=lambda portal: portal or "sound")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only what is planned: the sound portal first, then defect by defect, as xdist hands tests out in order."""
    places = {portal: place for place, portal in enumerate([*config.stash[_PLAN]])}
    placed: list[tuple[int, pytest.Item]] = []
    for item in items:
        template = template_of(item)
        portal = _portal(item)
        if template and portal is not None:
            item.user_properties += [(SCENARIO, scenario_id(template)), (DEFECT, portal)]
            placed.append((places[portal], item))
    items[:] = [item for _, item in sorted(placed, key=lambda one: one[0])]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> None:
    """Keep no evidence of failures, as most are meant; `pytest e2e --defect NAME` looks at one defect closely."""
    if EVIDENCE in item.stash:
        del item.stash[EVIDENCE]


@pytest.fixture(autouse=True)
def _tell_whether_it_was_reached(request: pytest.FixtureRequest, testbed_change: Any) -> Iterator[None]:
    yield
    request.node.user_properties.append((REACHED, testbed_change.reached()))


def _portal(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    portal = callspec.params.get("defect") if callspec else None
    return portal if isinstance(portal, str) else None
