"""What teachers do and see, and what others try in their place."""

from pytest_bdd import given, then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, reads, sees
from e2e.flows import login
from e2e.flows.replay import CapturedRequest
from e2e.scene.school import Scene
from e2e.steps.block import BLOCK_LASTS
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said


@given(said("{teacher} has the home account of {name} before her"))
def has_the_account_before_her(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, teacher: str, name: str
) -> None:
    """Capture what the teacher would send to unlock it, and hold it back."""
    device = login.at_own_group(devices, scene, teacher)
    remembered.held_back.append(CapturedRequest.capture(device.page, lambda: device.screens.teacher.unlock(name)))


@given(said("{teacher} has unlocked the home account of {name}"))
@when(said("{teacher} unlocks the home account of {name}"))
def unlocks(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    """Unlock it, and look at the group again, whatever page the portal shows afterwards."""
    screens = login.at_own_group(devices, scene, teacher).screens
    screens.teacher.unlock(name)
    misses(screens.teacher.blocked(name), f"{name} as blocked")
    login.at_own_group(devices, scene, teacher)
    sees(screens.teacher.pupil(name), f"{name} in the group")
    misses(screens.teacher.blocked(name), f"{name} as blocked")


@when(said("{teacher} looks at her group"))
@when(said("{teacher} looks for the home account of Noor"))
def looks_at_own_group(devices: Devices, scene: Scene, teacher: str) -> None:
    login.at_own_group(devices, scene, teacher)


@when(said("{teacher} sends what juf Anna would send to unlock Noor"))
@when(said("{teacher} sends what juf Anna would send to replace it"))
def another_teacher_sends(devices: Devices, scene: Scene, remembered: ScenarioMemory, teacher: str) -> None:
    remembered.held_back[0].replay_as(login.at_own_group(devices, scene, teacher).page)


@when(said("somebody at home sends what juf Anna would send to unlock Noor"))
@when(said("{name} sends what juf Anna would send to unlock Noor"))
def somebody_sends(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    remembered.held_back[0].replay_as(devices.at(where).page)


@then(said("{teacher} does not find {name}"))
def does_not_find(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    screens = devices.of(teacher).screens
    sees(screens.page.get_by_role("heading", name=scene.group_of(teacher)), "the teacher's own group")
    misses(screens.teacher.pupil(name), f"{name} among the pupils")


@then(said("{teacher} sees that {name} is blocked and until when"))
def sees_who_is_blocked(devices: Devices, remembered: ScenarioMemory, teacher: str, name: str) -> None:
    screens = devices.of(teacher).screens
    sees(screens.teacher.blocked(name), f"that {name} is blocked")
    until = remembered.block_began() + BLOCK_LASTS
    reads(screens.teacher.pupil(name), login.time_of_day(until), f"until when {name} is blocked")


@then(said("{teacher} sees that {name} is not blocked"))
def sees_who_is_not_blocked(devices: Devices, teacher: str, name: str) -> None:
    screens = devices.of(teacher).screens
    sees(screens.teacher.pupil(name), f"{name} in the group")
    misses(screens.teacher.blocked(name), f"{name} as blocked")
