"""The devices of one scenario: each is started when it is first named, and shut down at the end."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

from e2e.browser.accommodations import AS_IT_CAME, Accommodation
from e2e.browser.device import Device
from e2e.model.diagnosis import Observations, combined

THE_FAMILYS = "tablet"
STRANGERS = "computer of a stranger"
_AT_HOME = ("tablet", "laptop")


class Devices:
    """`start` starts a device by its name, with its settings. At the end of a `with` block all are shut down."""

    def __init__(self, start: Callable[[str, Accommodation], Device]) -> None:
        self._start = start
        self._started: dict[str, Device] = {}
        self._accommodations: dict[str, Accommodation] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shut_down()

    def set_up(self, name: str, accommodation: Accommodation) -> None:
        """Set something on a device. Call this before the device is used for the first time."""
        if name in self._started:
            raise RuntimeError(f"a scenario sets up the {name} after using it")
        self._accommodations[name] = accommodation

    def at(self, name: str | None) -> Device:
        """The device of that name; the family's if none is given."""
        name = name or THE_FAMILYS
        if name not in self._started:
            self._started[name] = self._start(name, self._accommodations.get(name, AS_IT_CAME))
        return self._started[name]

    def of(self, teacher: str) -> Device:
        """The computer that a teacher works on."""
        return self.at(f"computer of {teacher}")

    @staticmethod
    def is_at_home(name: str) -> bool:
        """Whether the device shares the family's IP address; those of a school or a stranger do not."""
        return name.startswith(_AT_HOME)

    def observations(self) -> Observations:
        """What their browsers observed besides the pages."""
        return combined(device.observations() for device in self._started.values())

    def shut_down(self) -> None:
        """Shut down every device, even if one of them fails to; that error is raised at the end."""
        with ExitStack() as shutting_down:
            for device in self._started.values():
                shutting_down.callback(device.shut_down)
