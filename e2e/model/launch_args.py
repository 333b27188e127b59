"""The arguments that a browser is started with, merged from several sources."""

from collections.abc import Mapping
from typing import Any


def merged_launch_args(*launches: Mapping[str, Any]) -> dict[str, Any]:
    """One set of arguments for Playwright's `launch`. Switches and preferences add up; of others, the last counts."""
    merged: dict[str, Any] = {}
    for launch in launches:
        for name, value in launch.items():
            if name == "args":
                merged[name] = [*merged.get(name, ()), *value]
            elif name == "firefox_user_prefs":
                merged[name] = {**merged.get(name, {}), **value}
            else:
                merged[name] = value
    return merged
