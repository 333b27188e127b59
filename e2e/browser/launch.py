"""How the browser of a device is opened: a context of the worker's browser, or a profile and a process of its own.

The family has an address of its own, so that what a portal counts by address is not shared between scenarios.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType

from e2e.browser.accommodations import Accommodation
from e2e.browser.devices import Devices
from e2e.contract import CannotDo, Target
from e2e.model.launch_args import merged_launch_args


def _private_address() -> str:
    return "10." + ".".join(str(secrets.randbelow(256)) for _ in range(3))


@dataclass(frozen=True)
class BrowserLauncher:
    """For one scenario. `browser` gives the worker's, started when first asked for."""

    target: Target
    browser: Callable[[], Browser]
    browser_type: BrowserType
    launch_args: Mapping[str, Any]
    context_args: Mapping[str, Any]
    profiles: Path
    keeps_profile: bool
    at_home: str = field(default_factory=_private_address)
    elsewhere: str = field(default_factory=_private_address)

    def profile(self, name: str) -> Path | None:
        return self.profiles / name if self.keeps_profile else None

    def open(self, name: str, setting: Accommodation) -> BrowserContext:
        """Raises CannotDo where this browser has no such setting."""
        options = {**self.context_args, **setting.context}
        if headers := {**options.get("extra_http_headers", {}), **self._from_its_address(name)}:
            options["extra_http_headers"] = headers
        if self.keeps_profile or setting.launch:
            launch = merged_launch_args(self.launch_args, self._launched_with(setting))
            return self.browser_type.launch_persistent_context(self.profiles / name, **launch, **options)
        return self.browser().new_context(**options)

    def _launched_with(self, setting: Accommodation) -> Mapping[str, Any]:
        browser = self.browser_type.name
        if setting.launch and browser not in setting.launch:
            raise CannotDo(f"it needs a browser in which that can be set, and {browser} is none")
        return setting.launch.get(browser, {})

    def _from_its_address(self, name: str) -> dict[str, str]:
        if self.target.address_header is None:
            return {}
        return {self.target.address_header: self.at_home if Devices.is_at_home(name) else self.elsewhere}
