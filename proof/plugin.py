"""`pytest e2e --defect NAME` or `--variant NAME`: the suite on a reference portal that is wrong, or looks different."""

import pytest

from e2e.model.file_errors import did_you_mean
from e2e.run.stash import REPORT_FOLDER, TESTBED_DIFFERS
from e2e.targets.chosen import REFERENCE
from proof.testbed_change import ProofChange, changed_by, defects, variants

_KNOWN = {"defect": defects, "variant": variants}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("home login")
    group.addoption("--defect", metavar="NAME", help="Test the reference portal with a fault in it.")
    group.addoption("--variant", metavar="NAME", help="Test the reference portal as it looks different.")


def pytest_configure(config: pytest.Config) -> None:
    """After the suite's own, which finds out whether the run leads to the scenarios."""
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
    """In which point the reference portal is wrong; a run of all defects gives one after the other."""
    wrong: str | None = getattr(request, "param", request.config.option.defect)
    return wrong or None


@pytest.fixture(scope="session")
def testbed_change(pytestconfig: pytest.Config, defect: str | None) -> ProofChange:
    """In place of the suite's own, which changes nothing."""
    return changed_by(defect, pytestconfig.option.variant)
