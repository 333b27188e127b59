"""The devices of one scenario: made when first named, shut down at its end."""

from collections.abc import Callable

from e2e.browser.accommodations import AS_IT_CAME, Accommodation
from e2e.browser.device import Device
from e2e.model.diagnosis import Observations, combined

THE_FAMILYS = "tablet"
STRANGERS = "computer of a stranger"
_AT_HOME = ("tablet", "laptop")


class Devices:
    """`make` starts a device by its name, with what is set on it."""

    def __init__(self, make: Callable[[str, Accommodation], Device]) -> None:
        self._make = make
        self._made: dict[str, Device] = {}
        self._settings: dict[str, Accommodation] = {}

    def set_up(self, name: str, setting: Accommodation) -> None:
        """Before it is used for the first time."""
        if name in self._made:
            raise RuntimeError(f"a scenario sets the {name} up after using it")
        self._settings[name] = setting

    def at(self, name: str | None) -> Device:
        """The device of that name, the family's where none is said."""
        name = name or THE_FAMILYS
        if name not in self._made:
            self._made[name] = self._make(name, self._settings.get(name, AS_IT_CAME))
        return self._made[name]

    def of(self, teacher: str) -> Device:
        """The computer that a teacher works on."""
        return self.at(f"computer of {teacher}")

    @staticmethod
    def is_at_home(name: str) -> bool:
        """What the family has shares an address; what a school or a stranger has is elsewhere."""
        return name.startswith(_AT_HOME)

    def observations(self) -> Observations:
        """What their browsers saw besides the pages."""
        return combined(device.observations() for device in self._made.values())

    def shut_down(self) -> None:
        for device in self._made.values():
            device.shut_down()
