"""A managed browser: Firefox under a policy file such as a school or a supplier hands out.

Firefox reads its policies from the folder that its program is in, so it is run from a new folder with the policies and
links to the real folder's contents; no other browser on the machine is touched. Chromium, Chrome and Edge read theirs
only from the machine's own settings: what is in force there is also in force in a run with `--browser-channel`.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from e2e.browser.finding import FoundBrowser
from e2e.contract import CannotDo

_FOLDER, _FILE = "distribution", "policies.json"
_BLOCKED = "policy-in-force.invalid"


class PolicyError(ValueError):
    """The file does not hold Firefox policies; the message says why."""


def policies_in(file: Path) -> Mapping[str, Any]:
    """The policies of a `policies.json`. Raises PolicyError."""
    try:
        policy = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(f"{file}: cannot be read as JSON: {error}") from None
    if not isinstance(policy, dict) or not isinstance(policy.get("policies"), dict):
        raise PolicyError(f'{file}: it has no table {{"policies": {{…}}}}, which is where the policies belong')
    policies: Mapping[str, Any] = policy["policies"]
    return policies


def under(policies: Mapping[str, Any], browser: FoundBrowser, folder: Path) -> Path:
    """The program to start, placed in `folder`, which must be used for nothing else.

    Raises CannotDo if the browser cannot be given its policies in a file.
    """
    if browser.name != "firefox" or browser.executable is None:
        raise CannotDo("it needs a browser that takes a policy from a file: --browser firefox, on this machine")
    program = browser.executable.resolve()
    for part in program.parent.iterdir():
        if part.name == program.name:
            shutil.copy2(part, folder / part.name)
        elif part.name != _FOLDER:
            (folder / part.name).symlink_to(part)
    (folder / _FOLDER).mkdir()
    (folder / _FOLDER / _FILE).write_text(json.dumps({"policies": policies}), encoding="utf-8")
    return folder / program.name


def with_probe(policies: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The same policies, and an address that they also block, which shows whether they are in force."""
    sites = policies.get("WebsiteFilter", {})
    blocked = [*sites.get("Block", ()), f"*://{_BLOCKED}/*"]
    return {**policies, "WebsiteFilter": {**sites, "Block": blocked}}, f"http://{_BLOCKED}/"
