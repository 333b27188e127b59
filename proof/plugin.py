"""`pytest e2e --defect NAME` and `--variant NAME`: the suite on a reference portal that is wrong, or looks different.

The catalogues are read only where one of the two is asked for: a run on someone else's portal loads no portal of ours.
"""

from collections.abc import Collection

import pytest

from e2e.model.file_errors import did_you_mean
from e2e.run.stash import REPORT_FOLDER, TESTBED_DIFFERS
from e2e.targets.changed import TestbedChange
from e2e.targets.chosen import REFERENCE


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("home login")
    group.addoption("--defect", metavar="NAME", help="Test the reference portal with a fault in it.")
    group.addoption("--variant", metavar="NAME", help="Test the reference portal as it looks different.")


def pytest_configure(config: pytest.Config) -> None:
    asked = {option: name for option in ("defect", "variant") if (name := config.getoption(option))}
    if REPORT_FOLDER not in config.stash or config.option.collectonly or hasattr(config, "workerinput"):
        return
    for option, name in asked.items():
        if config.option.target != REFERENCE:
            raise pytest.UsageError(f"--{option} {name}: only the reference portal has one")
        if name not in (known := _known(option)):
            raise pytest.UsageError(f"--{option} {name}: there is none{did_you_mean(name, known)}")
    config.stash[TESTBED_DIFFERS] = tuple(f"{option} {name}" for option, name in asked.items())


@pytest.fixture(scope="session")
def defect(request: pytest.FixtureRequest) -> str | None:
    """In which point the reference portal is wrong; a run of all defects gives one after the other."""
    wrong: str | None = getattr(request, "param", request.config.option.defect)
    return wrong or None


@pytest.fixture(scope="session")
def testbed_change(pytestconfig: pytest.Config, defect: str | None) -> TestbedChange:
    """In place of the suite's own, which changes nothing."""
    variant = pytestconfig.option.variant
    if defect is None and variant is None:
        return TestbedChange()
    from proof.testbed_change import different  # noqa: PLC0415 - it loads the reference portal

    return different(defect, variant)


def _known(option: str) -> Collection[str]:
    if option == "defect":
        from proof.defects import DEFECTS  # noqa: PLC0415 - as above

        return DEFECTS
    from proof.variants import VARIANTS  # noqa: PLC0415 - as above

    return VARIANTS
