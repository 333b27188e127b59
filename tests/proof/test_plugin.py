"""How the proof's options behave in pytest, and what they do to a testbed: nothing, a fault, or another look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proof.testbed_change import changed_by
from reference_app.testbed.portal import Testbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Project

BOTH_PLUGINS = 'pytest_plugins = ["e2e.plugin", "proof.plugin"]\n'
CHANGED = """
@then("the portal is told apart")
def _(testbed_change): assert testbed_change.home == "/thuis"
"""
ROSTER = """
name = "Another portal"
[portal]
front = "https://portal.example/"
home = "https://portal.example/thuis"
[control]
kind = "roster"
"""


@pytest.fixture
def proving(project: Project) -> Project:
    project.write("conftest.py", BOTH_PLUGINS)
    project.write("e2e/test_scenarios.py", project.steps + CHANGED)
    project.scenario("Then the portal is told apart")
    return project


@pytest.fixture
def testbed(tmp_path: Path) -> Iterator[Testbed]:
    testbed = Testbed(f"sqlite:///{tmp_path / 'portal.sqlite'}")
    yield testbed
    testbed.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--defect", "any-teacher-unlock"],
            "--defect any-teacher-unlock: there is none; did you mean any-teacher-*",
        ),
        (["--variant", "other-adresses"], "--variant other-adresses: there is none; did you mean other-addresses?"),
        (["--defect", "nothing like it"], "--defect nothing like it: there is none"),
        (["--defect", "any-teacher-unlocks", "--target", "o.toml"], "--defect *: only the reference portal has one"),
        (["--variant", "other-addresses", "--target", "o.toml"], "--variant *: only the reference portal has one"),
    ],
)
def test_a_portal_that_does_not_exist_is_wrong_use(proving: Project, arguments: list[str], told: str) -> None:
    proving.write("o.toml", ROSTER)
    ran = proving.run("e2e", *arguments)
    ran.stderr.fnmatch_lines([f"ERROR: {told}"])
    assert ran.ret == 4


def test_tests_of_our_own_run_whatever_is_asked_of_the_portal(proving: Project) -> None:
    assert proving.run("tests", "--defect", "nothing like it").ret == 0


def test_the_report_says_how_the_portal_differs(proving: Project) -> None:
    ran = proving.run("e2e", "--variant", "other-addresses", "--defect", "any-teacher-unlocks")
    ran.stdout.fnmatch_lines(["target: reference, defect any-teacher-unlocks, variant other-addresses"])


def test_what_differs_comes_in_place_of_the_suites_own(proving: Project) -> None:
    assert proving.run("e2e", "--variant", "other-addresses").ret == 0
    assert proving.run("e2e").ret == 1


def test_a_portal_without_a_change_is_the_reference_portal(testbed: Testbed) -> None:
    change = changed_by(None, None)
    before = vars(testbed.portal) | vars(testbed.app)

    change.prepare(testbed)

    assert vars(testbed.portal) | vars(testbed.app) == before
    assert (change.home, change.teacher, change.look.selectors(), change.reached()) == ("/home", "/teacher", {}, False)


def test_a_fault_is_put_in_and_tells_whether_it_was_reached(testbed: Testbed) -> None:
    change = changed_by("blocks-at-the-ninth", None)
    assert not change.reached()

    change.prepare(testbed)

    assert (testbed.portal.policy.failures_allowed, change.reached()) == (9, True)


def test_a_variant_has_addresses_of_its_own(testbed: Testbed) -> None:
    change = changed_by(None, "other-addresses")
    change.prepare(testbed)
    pages = testbed.app.test_client()

    assert (change.home, pages.get("/thuis").location, pages.get("/home").status_code) == ("/thuis", "/thuis/code", 404)
