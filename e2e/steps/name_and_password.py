"""Steps with the names that a device knows, and with the password or the password picture."""

from pytest_bdd import given, then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, sees
from e2e.flows import login
from e2e.scene.school import SURNAME, Scene, password, password_picture
from e2e.steps.words import said


@given(said("{name} is asked for her password"))
@given(said("{name} is asked for his password picture"))
def was_asked_for_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.to_the_password(devices.at(where), scene.pupil(name))


@given(said("{name} has entered {count} wrong passwords"))
@when(said("{name} enters {count} wrong passwords"))
def enters_wrong_passwords(devices: Devices, scene: Scene, name: str, count: int, where: str | None) -> None:
    login.guess_passwords(devices.at(where), scene.pupil(name), count)


@when(said("{name} clicks her name"))
def clicks_the_name(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.names.choose_by_name(name)


@when(said("{name} clicks her picture"))
def clicks_the_picture(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.names.choose_by_picture(name)


@when(said("{name} enters her password"))
def enters_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(password(scene.pupil(name)))


@when(said("{name} types her password by hand"))
def types_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.type_by_hand(password(scene.pupil(name)))


@when(said("{name} enters a wrong password"))
def enters_a_wrong_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(login.wrong_password(scene.pupil(name)))


@when(said("{name} enters half of her password"))
def enters_half_a_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    right = password(scene.pupil(name))
    devices.at(where).screens.password.enter(right[: len(right) // 2])


@when(said("{name} enters the password of {other}"))
def enters_anothers_password(devices: Devices, scene: Scene, name: str, other: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(password(scene.pupil(other)))


@when(said("{name} tries her password"))
def tries_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(name)))


@when(said("{name} tries a wrong password"))
def tries_a_wrong_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.try_password(devices.at(where), scene.pupil(name), login.wrong_password(scene.pupil(name)))


@when(said("{name} tries the password of {other}"))
def tries_anothers_password(devices: Devices, scene: Scene, name: str, other: str, where: str | None) -> None:
    login.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(other)))


@when(said("{name} tries the password from before"))
def tries_the_old_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.try_password(devices.at(where), scene.pupil(name), password(scene.pupil_before(name)))


@when(said("{name} clicks his password picture"))
def clicks_the_password_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.click_picture(password_picture(scene.pupil(name)))


@when(said("{name} logs in with his password picture"))
def logs_in_with_the_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    device, pupil = devices.at(where), scene.pupil(name)
    login.to_the_password(device, pupil)
    device.screens.password.click_picture(password_picture(pupil))


@when(said("{name} clicks a wrong password picture"))
def clicks_a_wrong_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.click_other_picture(password_picture(scene.pupil(name)))


@then(said("{name} sees her name"))
@then(said("{name} sees his name"))
def sees_the_name(devices: Devices, name: str, where: str | None) -> None:
    names = devices.at(where).screens.names
    sees(names.person(name), f"the name {name}")
    sees(names.picture(name), f"the picture of {name}")


@then(said("no pupil is shown"))
def no_pupil_is_shown(devices: Devices, scene: Scene, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(login.login_screens(screens).or_(screens.help.not_yet), "a screen that asks to log in")
    for pupil in scene.pupils:
        misses(screens.names.person(pupil.first_name), f"the name {pupil.first_name}")


@then(said("no surname is shown"))
def no_surname_is_shown(devices: Devices, where: str | None) -> None:
    misses(devices.at(where).page.get_by_text(SURNAME), "a surname")


@then(said("the device does not know {name}"))
def does_not_know(devices: Devices, name: str, where: str | None) -> None:
    misses(devices.at(where).screens.names.person(name), f"the name {name}")


@then(said("{name} is asked for her password"))
def is_asked_for_the_password(devices: Devices, name: str, where: str | None) -> None:
    sees(devices.at(where).screens.password.field, login.THE_PASSWORD)


@then(said("{name} has to give her password again"))
def has_to_give_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    """She is asked for it whether or not the device still knows her."""
    login.to_the_password(devices.at(where), scene.pupil(name))
    sees(devices.at(where).screens.password.field, login.THE_PASSWORD)


@then(said("the page says that the password is wrong"))
def says_the_password_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.password.wrong, "that the password is wrong")
    misses(screens.password.blocked, "that the home account is blocked")


@then(said("the page says that the picture is wrong"))
def says_the_picture_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.password.wrong_picture, "that the picture is wrong")
    misses(screens.password.blocked, "that the home account is blocked")
