"""Steps on being logged in: the lesson materials, whose they are, and logging out."""

import re

from pytest_bdd import given, then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, sees
from e2e.flows import login
from e2e.scene.school import Scene, password
from e2e.screens.find import go_to
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said


@given(said("{name} has logged in"))
def has_logged_in(devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    device = devices.at(where)
    login.log_in(device, scene.pupil(name))
    remembered.materials_address = device.page.url


@given(said("{name} has logged out"))
def has_logged_out(devices: Devices, name: str, where: str | None) -> None:
    device = devices.at(where)
    device.log_out()
    sees(login.login_screens(device.screens), f"that {name} is logged out")


@given(said("{name} has opened a lesson material"))
def has_opened_a_material(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    has_logged_in(devices, scene, remembered, name, where)
    opens_a_material(devices, remembered, where)
    sees_that_material(devices, remembered, where)
    remembered.material_address = devices.at(where).page.url


@when(said("{name} logs in"))
def logs_in(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(name)))


@when(said("{name} logs out"))
def logs_out(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).log_out()


@when(said("{name} opens a lesson material"))
def opens_a_material(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    remembered.material_title = devices.at(where).screens.materials.open_first()


@then(said("{name} sees her lesson materials"))
@then(said("{name} sees his lesson materials"))
def sees_own_materials(devices: Devices, name: str, where: str | None) -> None:
    login.sees_own_materials(devices.at(where).screens, name)


@then(said("{name} sees that lesson material"))
def sees_that_material(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    sees(
        devices.at(where).screens.materials.opened(remembered.material_title),
        f"the lesson material {remembered.material_title}",
    )


@then(said("{name} can log in"))
@then(said("{name} can log in with her home code"))
def can_log_in(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.log_in(devices.at(where), scene.pupil(name))


@then(said("the page says that {name} is logged in"))
def says_who(devices: Devices, name: str, where: str | None) -> None:
    sees(devices.at(where).screens.account.who(name), f"that {name} is logged in")


@then(said("the page has a visible way to log out"))
def can_log_out(devices: Devices, where: str | None) -> None:
    sees(devices.at(where).screens.account.way_out, "a link or button to log out")


@then(said("the lesson materials of {name} are out of reach"))
def materials_are_out_of_reach(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    """Look here and at their address or, if the scenario does not know it, at the home address."""
    device = devices.at(where)
    login.sees_no_materials(device.screens, name)
    if remembered.materials_address:
        go_to(device.page, remembered.materials_address)
    else:
        device.screens.front.open_home()
    login.sees_no_materials(device.screens, name)


@then(said("nothing of {name}'s lesson materials can be seen"))
def no_materials_can_be_seen(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    screens = devices.at(where).screens
    login.sees_no_materials(screens, name)
    misses(screens.materials.opened(remembered.material_title), f"the lesson material {remembered.material_title}")


@then(said("nothing of {name} is on the page"))
def is_not_on_the_page(devices: Devices, name: str, where: str | None) -> None:
    misses(devices.at(where).page.get_by_text(re.compile(rf"\b{name}\b")), f"the name {name}")
