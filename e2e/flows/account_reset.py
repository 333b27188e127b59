"""Leaves accounts that several scenarios share as they were found: not blocked, and with no failures counted."""

from playwright.sync_api import Cookie, Error

from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, sees
from e2e.checks.reasons import reason_of
from e2e.contract import Pupil, SceneNotSet
from e2e.flows import login
from e2e.scene.school import CAST, Scene, password, password_picture


def reset_accounts(devices: Devices, scene: Scene, kept: list[Cookie]) -> None:
    """Log in as each pupil of the scenario, which resets the count; the pupil's teacher lifts any block first.

    `kept` are the cookies of the computer that resets accounts; it keeps them from one scenario to the next, so that
    each code is typed only once. Raises SceneNotSet if the portal does not let the accounts be reset.
    """
    try:
        _reset(devices, scene, kept)
    except (AssertionError, Error) as error:
        raise SceneNotSet(f"the accounts could not be reset for the next scenario: {reason_of(error).line}") from error


def _reset(devices: Devices, scene: Scene, kept: list[Cookie]) -> None:
    if not scene.pupils:
        return
    device = devices.at("computer that resets accounts")
    device.replace_cookies(kept)
    for pupil in scene.pupils:
        login.to_the_password(device, pupil)
        if device.screens.password.blocked.first.is_visible():
            _unlock(devices, scene, pupil)
            login.to_the_password(device, pupil)
        _log_in_and_out(device, pupil)
    kept[:] = device.cookies()


def _unlock(devices: Devices, scene: Scene, pupil: Pupil) -> None:
    group = scene.group_of(pupil.first_name)
    teacher = next(role.name for role in CAST if role.teaches and role.group == group)
    screen = login.at_own_group(devices, scene, teacher).screens.teacher
    screen.unlock(pupil.first_name)
    misses(screen.blocked(pupil.first_name), f"{pupil.first_name} as blocked")


def _log_in_and_out(device: Device, pupil: Pupil) -> None:
    screens = device.screens
    if pupil.password_picture:
        screens.password.click_picture(password_picture(pupil))
    else:
        screens.password.enter(password(pupil))
    login.sees_own_materials(screens, pupil.first_name)
    screens.account.log_out()
    sees(login.login_screens(screens), "that nobody is logged in any more")
