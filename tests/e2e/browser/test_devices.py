"""The devices of a scenario, none of which is a browser here."""

from dataclasses import dataclass
from typing import Any

import pytest

from e2e.browser.accommodations import ACCOMMODATIONS, AS_IT_CAME, Accommodation
from e2e.browser.devices import Devices

NARROW = ACCOMMODATIONS["is 320 pixels wide"]


@dataclass
class MadeUpDevice:
    name: str
    accommodation: Accommodation
    is_stuck: bool = False
    is_shut_down: bool = False

    def shut_down(self) -> None:
        if self.is_stuck:
            raise RuntimeError(f"the {self.name} is stuck")
        self.is_shut_down = True


def made_up_devices() -> Devices:
    start: Any = MadeUpDevice
    return Devices(start)


def test_a_device_is_started_once_as_the_scenario_set_it_up() -> None:
    devices = made_up_devices()
    devices.set_up("tablet", NARROW)

    assert devices.at(None) is devices.at("tablet")
    started: list[object] = [devices.at("tablet"), devices.at("laptop")]
    assert started == [MadeUpDevice("tablet", NARROW), MadeUpDevice("laptop", AS_IT_CAME)]


def test_a_device_in_use_cannot_be_set_up_any_more() -> None:
    devices = made_up_devices()
    devices.at("tablet")

    with pytest.raises(RuntimeError, match="sets up the tablet after using it"):
        devices.set_up("tablet", NARROW)


@pytest.mark.parametrize(("stuck", "other"), [("tablet", "laptop"), ("laptop", "tablet")])
def test_a_device_that_cannot_be_shut_down_keeps_no_other_and_is_told(stuck: str, other: str) -> None:
    devices: Any = made_up_devices()
    for name in ("tablet", "laptop"):
        devices.at(name).is_stuck = name == stuck

    with pytest.raises(RuntimeError, match=f"the {stuck} is stuck"):
        devices.shut_down()

    assert devices.at(other).is_shut_down


def test_devices_are_shut_down_when_the_end_of_a_scenario_breaks() -> None:
    devices: Any = made_up_devices()
    tablet = devices.at("tablet")

    with pytest.raises(ValueError, match="the accounts could not be reset"), devices:
        raise ValueError("the accounts could not be reset")

    assert tablet.is_shut_down
