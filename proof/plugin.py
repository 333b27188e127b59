"""`pytest e2e --defect NAME` or `--variant NAME`: the suite on a reference portal that is wrong, or looks different."""

import pytest

from e2e.model.file_errors import did_you_mean
from e2e.run.stash import REPORT_FOLDER, TESTBED_DIFFERS
from e2e.targets.chosen import REFERENCE
from proof.testbed_change import ProofChange, changed_by, defects, variants

_KNOWN = {"defect": defects, "variant": variants}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("home login")
    group.addoption("--defect", metavar="NAME", help="Test the reference portal with this fault in it.")
    group.addoption("--variant", metavar="NAME", help="Test the reference portal in this different look.")


def pytest_configure(config: pytest.Config) -> None:
    """Runs after the suite's own hook, which finds out whether the run includes the scenarios."""
    if REPORT_FOLDER not in config.stash or config.option.collectonly or hasattr(config, "workerinput"):
        return
    asked = {option: name for option in _KNOWN if (name := config.getoption(option))}
    for option, name in asked.items():
        if config.option.target != REFERENCE:
            raise pytest.UsageError(f"--{option} {name}: only the reference portal has one")
        if name not in (known := _KNOWN[option]()):
            raise pytest.UsageError(f"--{option} {name}: there is none{did_you_mean(name, known)}")
    config.stash[TESTBED_DIFFERS] = tuple(f"{option} {name}" for option, name in asked.items())


@pytest.fixture(scope="session")
def defect(request: pytest.FixtureRequest) -> str | None:
    """The defect of the reference portal; a run of many defects gives one after another."""
    wrong: str | None = getattr(request, "param", request.config.option.defect)
    return wrong or None


@pytest.fixture(scope="session")
def testbed_change(pytestconfig: pytest.Config, defect: str | None) -> ProofChange:
    """Takes the place of the suite's own fixture, which changes nothing."""
    return changed_by(defect, pytestconfig.option.variant)
