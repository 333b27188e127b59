"""What the documents name goes with what there is: options, settings, and the figures of the README."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command, Option

from e2e.model.clauses import load_clauses
from e2e.targets.reference import DEFECTS, VARIANTS
from proof.features import scenarios_in
from reference_app.operations.commands import pupil, school

ROOT = Path(__file__).parents[1]
PAGES = [path.read_text("utf-8") for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"))]
EVERY_PAGE = "\n".join(PAGES)
COMMANDS = ["defects", "doctor", "environments", "init", "merge", "stability", "variants"]


def told(*command: str) -> str:
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return ran.stdout


def options_in(text: str) -> set[str]:
    return {option for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text) if option not in {"-h", "--help"}}


def test_no_command_is_left_out() -> None:
    [there, *_] = re.findall(r"\{([a-z,]+)\}", told("-m", "e2e", "--help"))

    assert {*there.split(",")} == {*COMMANDS, "environment"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_that_names_a_command_names_each_option_of_it(command: str) -> None:
    of_it = [page for page in PAGES if re.search(rf"python -m e2e {command}\b", page)]
    options = options_in(told("-m", "e2e", command, "--help").replace("-- -m LOCK-1 -n 2", ""))

    assert options
    assert sorted(options - options_in("\n".join(of_it))) == []


def test_each_option_that_the_suite_gives_pytest_is_named() -> None:
    own = told("-m", "pytest", "e2e", "--help").split("Home login conformance:")[1].split("\n\n")[0]
    options = options_in(own)

    assert "--target" in options
    assert sorted(options - options_in(EVERY_PAGE)) == []


@pytest.mark.parametrize("command", [*school.commands.values(), *pupil.commands.values()], ids=lambda one: one.name)
def test_each_option_of_the_portals_commands_is_named(command: Command) -> None:
    options = {name for one in command.params if isinstance(one, Option) for name in one.opts}

    assert sorted(options - options_in(EVERY_PAGE)) == []


def test_each_setting_of_the_portal_is_named() -> None:
    settings = re.findall(
        r'environment\.get\("([A-Z_]+)"', (ROOT / "reference_app/operations/settings.py").read_text("utf-8")
    )

    assert "SECRET_KEY" in settings
    assert [name for name in settings if not re.search(rf"\b{name}\b", EVERY_PAGE)] == []


def test_the_figures_of_the_readme_are_of_the_defects_scenarios_and_variants_that_there_are() -> None:
    scenarios = scenarios_in(ROOT / "scenarios", load_clauses(ROOT / "scenarios" / "clauses.toml"))
    readme = PAGES[0]

    assert f"{len(DEFECTS)} of {len(DEFECTS)}" in readme
    assert f"0 of {len(VARIANTS)}" in readme
    assert f"0 of {len(scenarios)}" in readme
