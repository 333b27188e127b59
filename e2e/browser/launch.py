"""How a device is started: its browser is opened with the memory, time limit and evidence that the scenario needs.

Each scenario's family has its own IP address, so that what a portal counts by address is not shared between scenarios.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from e2e.browser.accommodations import Accommodation
from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.browser.evidence import EvidenceRecorder
from e2e.contract import CannotDo, Target
from e2e.model.launch_args import merged_launch_args
from e2e.model.memory import BrowserMemory


def _private_address() -> str:
    return "10." + ".".join(str(secrets.randbelow(256)) for _ in range(3))


@dataclass(frozen=True)
class BrowserLauncher:
    """Opens the browsers of one scenario's devices. `browser` gives the worker's own, started when first asked for.

    A device is a context of that browser or, with `keeps_profile`, a browser process with its own folder in `profiles`.
    """

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
        """The profile folder of the device of that name; None if it keeps no profile."""
        return self.profiles / name if self.keeps_profile else None

    def open(self, name: str, accommodation: Accommodation) -> BrowserContext:
        """Open the device's browser. Raises CannotDo if this browser does not have that accommodation."""
        options = {**self.context_args, **accommodation.context}
        if headers := {**options.get("extra_http_headers", {}), **self._address_of(name)}:
            options["extra_http_headers"] = headers
        if self.keeps_profile or accommodation.launch:
            launch = merged_launch_args(self.launch_args, self._launched_with(accommodation))
            return self.browser_type.launch_persistent_context(self.profiles / name, **launch, **options)
        return self.browser().new_context(**options)

    def _launched_with(self, accommodation: Accommodation) -> Mapping[str, Any]:
        browser = self.browser_type.name
        if accommodation.launch and browser not in accommodation.launch:
            raise CannotDo(f"it needs a browser in which that can be set, and {browser} is not one")
        return accommodation.launch.get(browser, {})

    def _address_of(self, name: str) -> dict[str, str]:
        if self.target.address_header is None:
            return {}
        return {self.target.address_header: self.at_home if Devices.is_at_home(name) else self.elsewhere}


@dataclass(frozen=True)
class DeviceFactory:
    """Starts the devices of one scenario, which differ only in their names and what is set on them.

    `answer_within` is in milliseconds; `prepare` is called with each tab before it is used.
    """

    launcher: BrowserLauncher
    evidence: EvidenceRecorder
    answer_within: float
    memory: BrowserMemory
    prepare: Callable[[Page], None]

    def __call__(self, name: str, accommodation: Accommodation) -> Device:
        """Start a device. Raises CannotDo if the launcher does."""
        return Device(
            name,
            self.launcher.target,
            partial(self.launcher.open, name, accommodation),
            self.evidence,
            profile=self.launcher.profile(name),
            answer_within=self.answer_within,
            memory=self.memory,
            prepare=self.prepare,
        )
