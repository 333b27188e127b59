"""What the parts of the plugin leave for each other, and for the fixtures, on pytest's config and items."""

from pathlib import Path

import pytest

from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.finding import FoundBrowser
from e2e.environments.profile import Environment
from e2e.model.clauses import Catalogue
from e2e.model.diagnosis import Observations
from e2e.targets.described import DescribedTarget

CATALOGUE = pytest.StashKey[Catalogue]()
"""On the config, always."""

REPORT_FOLDER = pytest.StashKey[Path]()
"""On the config, where the run leads to the scenarios."""

FOUND_BROWSERS = pytest.StashKey[dict[str, FoundBrowser]]()
"""On the config, also of xdist's workers: the browsers of the run, by Playwright's names for them."""

TARGET_NAME = pytest.StashKey[str]()
"""On the controller's config: what the portal under test is called."""

FILE_TARGET = pytest.StashKey[DescribedTarget | None]()
"""On the config, once it was asked for: what the target file describes, None where the reference portal is tested."""

TESTBED_DIFFERS = pytest.StashKey[tuple[str, ...]]()
"""On the controller's config, left by another plugin: in which points the reference portal differs, in words."""

EVIDENCE = pytest.StashKey[EvidenceRecorder]()
"""On an item, once the fixture `evidence` is there."""

ENVIRONMENTS = pytest.StashKey[dict[str, Environment]]()
"""On the config, where the run leads to the scenarios: those in which each is played, by name, the plain one first."""

OBSERVATIONS = pytest.StashKey[Observations]()
"""On an item of a run in several environments, once it is over: what its browsers saw."""

RENAMED_KEYS = pytest.StashKey[list[str]]()
"""On the config, where the run leads to the scenarios: which keys of the environments' files have other names now."""
