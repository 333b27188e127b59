"""A managed browser: Firefox under a policy file, as a school or a supplier hands one out.

Firefox reads its policies from the folder that its program is in, so it is given a folder that is made of links to the
real one and of the policies; no other browser on the machine is touched. Chromium, Chrome and Edge read theirs from the
machine alone: what is in force there is in force in a run with `--browser-channel` too.
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
    """The file holds no policies of Firefox's; the message says why."""


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
    """The program to start, in `folder`, which is for it alone.

    Raises CannotDo where the browser does not read its policies from a file of ours.
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
    """The same policies, and an address that they then block, which shows whether they are in force."""
    sites = policies.get("WebsiteFilter", {})
    blocked = [*sites.get("Block", ()), f"*://{_BLOCKED}/*"]
    return {**policies, "WebsiteFilter": {**sites, "Block": blocked}}, f"http://{_BLOCKED}/"
