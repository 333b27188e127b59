"""What a run on someone else's portal loads of our code, and how often it reads the target file."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request

from e2e.targets.chosen import described
from e2e.targets.file import load_target
from tests.conftest import ROOT

# Says which of these are loaded at the end of the session. Schemathesis, a plugin for pytest, would load Werkzeug.
RUN = """
import sys, pytest
pytest.main(["e2e", "-m", "CODE-1", "-p", "no:schemathesis", "-p", "no:cacheprovider", *sys.argv[1:]])
ours = {"reference_app", "proof.defects", "proof.variants", "flask", "werkzeug", "sqlalchemy", "alembic", "trustme"}
print("loaded:", sorted(sys.modules.keys() & (ours | {"proof.plugin"})))
"""
ONLY_THE_OPTIONS = "loaded: ['proof.plugin']"
TARGET = """
name = "Another portal"
[portal]
front = "http://127.0.0.1:9/"
home = "http://127.0.0.1:9/thuis"
"""
ROSTER = TARGET + '[control]\nkind = "roster"\n'
PYTHON = TARGET + '[control]\nkind = "python"\nclass = "counted_beside:Mine"\n'
BESIDE = """
from pathlib import Path

from e2e.contract import CannotDo, Capabilities

class Mine:
    def __init__(self):
        with Path(__file__).with_name("made.txt").open("a") as made:
            print("once", file=made)

    def capabilities(self):
        return Capabilities("Mine", "1", frozenset())

    def make_school(self, school):
        raise CannotDo("there is no school today")
"""


@pytest.fixture
def target_file(tmp_path: Path) -> Path:
    (tmp_path / "counted_beside.py").write_text(BESIDE, encoding="utf-8")
    return tmp_path / "portal.toml"


def ran(target_file: Path, *arguments: str) -> str:
    """What a run on it prints; it has to contain one scenario, not tested: that much of the suite did run."""
    report = ("--report", str(target_file.with_name("report")))
    command = [sys.executable, "-c", RUN, "--target", str(target_file), *report, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)  # noqa: S603 - ours
    assert "1 not tested" in run.stdout, run.stdout + run.stderr
    return run.stdout


def made(target_file: Path) -> int:
    return len(target_file.with_name("made.txt").read_text(encoding="utf-8").split())


def test_a_run_on_a_roster_loads_no_portal_of_ours(target_file: Path) -> None:
    target_file.write_text(ROSTER, encoding="utf-8")

    assert ONLY_THE_OPTIONS in ran(target_file)


def test_the_controller_of_workers_loads_no_portal_of_ours(target_file: Path) -> None:
    target_file.write_text(PYTHON, encoding="utf-8")

    assert ONLY_THE_OPTIONS in ran(target_file, "-n", "1")


def test_a_suppliers_class_is_made_once_per_process(target_file: Path) -> None:
    target_file.write_text(PYTHON, encoding="utf-8")

    ran(target_file, "--environment", "english-browser")

    assert made(target_file) == 1


def test_a_worker_makes_a_suppliers_class_of_its_own(target_file: Path) -> None:
    target_file.write_text(PYTHON, encoding="utf-8")

    ran(target_file, "-n", "1")

    assert made(target_file) == 2


def test_the_reference_portal_has_no_file(tmp_path: Path) -> None:
    assert described("reference", tmp_path) is None


def test_a_portal_asked_for_in_another_language_keeps_the_rest(target_file: Path) -> None:
    target_file.write_text(PYTHON, encoding="utf-8")
    target = load_target(target_file)

    in_english = target.in_language("en")

    assert (target.language, in_english.language) == ("nl", "en")
    assert in_english.control is target.control
    assert (in_english.name, in_english.addresses) == (target.name, target.addresses)
    assert target.in_language(None) is target.in_language("nl") is target


def test_a_portal_that_speaks_the_protocol_is_asked_in_the_language_of_the_run(
    target_file: Path, serve: Callable[[Flask], str]
) -> None:
    app = Flask(__name__)

    @app.get("/capabilities")
    def asked() -> dict[str, object]:
        return {"protocol": 1, "portal": {"name": "", "version": request.headers["Accept-Language"]}, "can": []}

    file = TARGET + f'[control]\nkind = "http"\naddress = "{serve(app)}"\n'
    target_file.write_text(file, encoding="utf-8")
    target = load_target(target_file, {"CONTROL_TOKEN": "open"})

    spoken = [one.control.capabilities().version for one in (target, target.in_language("en"))]

    assert spoken == ["nl", "en"]
