"""The arguments that a browser is started with, from several places."""

from collections.abc import Mapping
from typing import Any


def merged_launch_args(*launches: Mapping[str, Any]) -> dict[str, Any]:
    """As one set of arguments for `browser_type.launch`: switches and preferences add up, else the last has its say."""
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
