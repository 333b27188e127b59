"""Steps on how a home account gets blocked, and on how that shows."""

from collections.abc import Iterator
from datetime import timedelta

from pytest_bdd import given, then, when

from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.checks.expectations import misses
from e2e.flows import login
from e2e.flows.concurrency import Answer, click_simultaneously
from e2e.scene.portal_clock import PortalClock
from e2e.scene.school import Scene, home_code, password, wrong_home_code
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said

BLOCK_LASTS = timedelta(hours=1)
# A browser opens at most six connections to a portal at a time; more tabs would only wait for each other.
TABS_PER_DEVICE = 4


@given(said("{name}'s home account is blocked"))
def is_blocked(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, portal_clock: PortalClock, name: str
) -> None:
    """Block it by wrong passwords, as the control protocol has no means to set a block.

    That it takes ten of them is a clause of its own, which does not matter to a scenario that starts from a block.
    """
    device = devices.at(None)
    login.guess_to_the_block(device, scene.pupil(name), login.AS_GOOD_AS_ENDLESS)
    login.sees_the_block(device.screens)
    remembered.blocked_at = remembered.time_set = portal_clock.now()


@when(said("{name} keeps guessing while blocked"))
def keeps_guessing(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    """Guess both passwords and a code."""
    device, pupil = devices.at(where), scene.pupil(name)
    for _ in range(2):
        login.try_password(device, pupil, login.wrong_password(pupil))
        login.sees_the_block(device.screens)
    login.to_the_code(device)
    device.screens.code.enter(wrong_home_code(pupil))
    login.sees_the_block(device.screens)


@when(said("{name} keeps entering wrong passwords"))
def keeps_entering_passwords(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    remembered.guesses_to_the_block = login.guess_passwords(
        devices.at(where), scene.pupil(name), login.AS_GOOD_AS_ENDLESS
    )


@when(said("{name} keeps clicking wrong password pictures"))
def keeps_clicking_pictures(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    remembered.guesses_to_the_block = login.guess_pictures(
        devices.at(where), scene.pupil(name), login.AS_GOOD_AS_ENDLESS
    )


@when(said("{name} keeps entering wrong codes"))
def keeps_entering_codes(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    wrong = wrong_home_code(scene.pupil(name))
    remembered.guesses_to_the_block = login.guess_codes(devices.at(where), wrong, login.AS_GOOD_AS_ENDLESS)


@when(said("{count} wrong passwords for {name} are sent at the same moment"))
def passwords_at_once(devices: Devices, scene: Scene, remembered: ScenarioMemory, count: int, name: str) -> None:
    pupil = scene.pupil(name)
    tabs = []
    for device in _tabs(devices, count):
        login.to_the_password(device, pupil)
        device.screens.password.field.fill(login.wrong_password(pupil))
        tabs.append((device.screens, device.screens.password.log_in))
    remembered.guesses = click_simultaneously(tabs, lambda screens: screens.password.wrong)


@when(said("{count} wrong codes for {name} are sent at the same moment"))
def codes_at_once(devices: Devices, scene: Scene, remembered: ScenarioMemory, count: int, name: str) -> None:
    wrong = wrong_home_code(scene.pupil(name))
    tabs = []
    for device in _tabs(devices, count):
        login.to_the_code(device)
        device.screens.code.field.fill(wrong)
        tabs.append((device.screens, device.screens.code.verify))
    remembered.guesses = click_simultaneously(tabs, lambda screens: screens.code.wrong)


@then(said("the page says that her home account is blocked"))
def says_it_is_blocked(devices: Devices, where: str | None) -> None:
    login.sees_the_block(devices.at(where).screens)


@then(said("the page says until when"))
def says_until_when(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    login.sees_until_when(devices.at(where).screens, remembered.block_began() + BLOCK_LASTS)


@then(said("{name} is blocked before she has entered {count} more"))
@then(said("{name} is blocked before he has entered {count} more"))
def is_blocked_before(remembered: ScenarioMemory, name: str, count: int) -> None:
    guesses = remembered.guesses_to_the_block
    assert guesses is not None, f"expected {name} to be blocked, seen no block after {login.AS_GOOD_AS_ENDLESS} more"
    assert guesses < count, f"expected {name} to be blocked before {count} more, seen {guesses}"


@then(said("{name} cannot log in because her home account is blocked"))
def cannot_log_in(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    device, pupil = devices.at(where), scene.pupil(name)
    login.try_password(device, pupil, password(pupil))
    login.sees_the_block(device.screens)
    login.sees_no_materials(device.screens, name)


@then(said("{name} cannot verify her home code because her home account is blocked"))
def cannot_verify(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    device = devices.at(where)
    login.to_the_code(device)
    device.screens.code.enter(home_code(scene.pupil(name)))
    login.sees_the_block(device.screens)
    misses(device.screens.names.person(name), f"the name {name}")


@then(said("no more than {count} of them were tried"))
def no_more_were_tried(remembered: ScenarioMemory, count: int) -> None:
    """A guess was tried if it was answered "wrong"; the tenth may already be answered with the block."""
    tried = remembered.guesses.count(Answer.WRONG)
    assert tried <= count, f"expected at most {count} of the guesses to be tried, seen {tried}"
    assert Answer.BLOCKED in remembered.guesses, "expected the others to be refused because of the block, seen none"


def _tabs(devices: Devices, count: int) -> Iterator[Device]:
    """Open `count` tabs, spread over devices; yields for each tab its device, with that tab in front."""
    for place in range(count):
        device = devices.at(f"tablet {place // TABS_PER_DEVICE + 1}")
        if place % TABS_PER_DEVICE:
            device.new_tab()
        yield device
