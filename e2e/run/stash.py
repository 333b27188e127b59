"""The keys by which the plugin and the fixtures share values on pytest's config and items."""

from pathlib import Path

import pytest

from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.finding import FoundBrowser
from e2e.environments.profile import Environment
from e2e.model.clauses import Catalogue
from e2e.model.diagnosis import Observations
from e2e.targets.described import DescribedTarget

CATALOGUE = pytest.StashKey[Catalogue]()
"""On the config, in every run."""

REPORT_FOLDER = pytest.StashKey[Path]()
"""On the config, if the run includes the scenarios."""

FOUND_BROWSERS = pytest.StashKey[dict[str, FoundBrowser]]()
"""On the config, in xdist's workers too: the browsers of the run, by Playwright's names for them."""

TARGET_NAME = pytest.StashKey[str]()
"""On the controller's config: the name of the portal under test."""

FILE_TARGET = pytest.StashKey[DescribedTarget | None]()
"""On the config, once it was first needed: what the target file describes; None for the reference portal."""

TESTBED_DIFFERS = pytest.StashKey[tuple[str, ...]]()
"""On the controller's config, set by another plugin: how the reference portal differs, in words."""

EVIDENCE = pytest.StashKey[EvidenceRecorder]()
"""On an item, once the fixture `evidence` was set up."""

ENVIRONMENTS = pytest.StashKey[dict[str, Environment]]()
"""On the config, if the run includes the scenarios: the environments to run them in, by name, the plain one first."""

OBSERVATIONS = pytest.StashKey[Observations]()
"""On an item that is over, in a run in several environments: what its browsers observed."""

RENAMED_KEYS = pytest.StashKey[list[str]]()
"""On the config, if the run includes the scenarios: messages about renamed keys in the environments' files."""
