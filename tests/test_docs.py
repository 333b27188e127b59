"""What the documents name agrees with what exists: files, options, settings, and the figures of the README."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command, Option

from e2e.model.clauses import load_clauses
from proof.defects import DEFECTS
from proof.features import scenarios_in
from proof.variants import VARIANTS
from reference_app.operations.commands import pupil, school

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
PAGES = [path.read_text("utf-8") for path in DOCUMENTS]
EVERY_PAGE = "\n".join(PAGES)
SETTINGS = ROOT / "reference_app" / "operations" / "settings.py"
FOLDERS = ("benchmarks", "docs", "e2e", "examples", "proof", "reference_app", "scenarios", "tests", "tools")
MADE_BY_A_RUN = {"docs/tour.md"}
COMMANDS = [
    *(("e2e", command) for command in ("doctor", "environments", "init", "install-browser", "merge")),
    *(("proof", command) for command in ("defects", "stability", "variants")),
]


def told(*command: str) -> str:
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return ran.stdout


def options_in(text: str) -> set[str]:
    return {option for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text) if option not in {"-h", "--help"}}


def paths_in(text: str) -> set[str]:
    """The paths, from the project's folder on, with `*` in place of a NAME that the reader fills in."""
    named = re.findall(rf"(?<![\w/.:-])(?:{'|'.join(FOLDERS)})/(?:[\w./-]*\w)?", text)
    return {path.replace("NAME", "*").rstrip("/") for path in named}


def headings_of(page: Path) -> set[str]:
    """The headings, in the form in which links refer to them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", [*DOCUMENTS, *DECISIONS], ids=lambda path: path.stem)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    named = paths_in(document.read_text("utf-8")) - MADE_BY_A_RUN

    assert sorted(path for path in named if not any(ROOT.glob(path))) == []


@pytest.mark.parametrize("document", [*DOCUMENTS, *DECISIONS], ids=lambda path: path.stem)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", document.read_text("utf-8"))
    targets = {(document.parent / path if path else document, heading) for path, heading in links}

    assert sorted(str(path) for path, _ in targets if not path.exists()) == []
    assert sorted(heading for path, heading in targets if heading and heading not in headings_of(path)) == []


def test_paths_are_found_in_a_text_wherever_they_stand() -> None:
    text = "See `e2e/checks/axe.py`, e2e/steps/. and [it](docs/a-b.md); `proof/variants/NAME.toml`, not http://x/e2e/y."

    assert paths_in(text) == {"e2e/checks/axe.py", "e2e/steps", "docs/a-b.md", "proof/variants/*.toml"}


def commands_of(package: str) -> set[str]:
    listed = told("-m", package, "--help").partition("Commands:")[2]
    return set(re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE))


def test_no_command_is_left_out() -> None:
    there = {(package, command) for package in ("e2e", "proof") for command in commands_of(package)}

    assert there == {*COMMANDS, ("e2e", "environment")}


@pytest.mark.parametrize(("package", "command"), COMMANDS)
def test_a_page_that_names_a_command_names_each_option_of_it(package: str, command: str) -> None:
    of_it = [page for page in PAGES if re.search(rf"python -m (e2e|{package}) {command}\b", page)]
    options = options_in(told("-m", package, command, "--help").replace("-- -m LOCK-1 -n 2", ""))

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
    settings = re.findall(r'environment\.get\("([A-Z_]+)"', SETTINGS.read_text("utf-8"))

    assert "SECRET_KEY" in settings
    assert [name for name in settings if not re.search(rf"\b{name}\b", EVERY_PAGE)] == []


def test_the_figures_of_the_readme_count_the_defects_scenarios_and_variants_that_exist() -> None:
    scenarios = scenarios_in(ROOT / "scenarios", load_clauses(ROOT / "scenarios" / "clauses.toml"))
    readme = PAGES[0]

    assert f"{len(DEFECTS)} of {len(DEFECTS)}" in readme
    assert f"0 of {len(VARIANTS)}" in readme
    assert f"0 of {len(scenarios)}" in readme
