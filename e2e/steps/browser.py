"""Steps with the browser itself: closing, clearing, Back, tabs, and tampering with its cookies."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import parsedate_to_datetime

from playwright.sync_api import Cookie, Error
from pytest_bdd import given, parsers, then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import sees
from e2e.flows import login
from e2e.scene.school import Scene
from e2e.screens.find import go_to
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said

SECONDS_PER_DAY = 24 * 60 * 60
BROKEN: dict[str, Callable[[str], str]] = {
    "garbled": lambda value: value[::-1].swapcase(),
    "cut short": lambda value: value[: len(value) // 2],
    "made up": lambda value: "1" * len(value),
    "emptied": lambda value: "",  # noqa: ARG005 - whatever it was
}


@given(said("somebody copied the cookies"))
def copied_the_cookies(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    remembered.copied_cookies = devices.at(where).cookies()


@then(parsers.parse("the portal has placed a cookie that lasts from {shortest:d} to {longest:d} days"))
def placed_a_cookie_of_age(devices: Devices, remembered: ScenarioMemory, shortest: int, longest: int) -> None:
    device = devices.at(None)
    sees(login.login_screens(device.screens), "that the code was accepted")
    placed = [cookie for cookie in device.cookies() if cookie["expires"] != -1]
    lines = device.set_cookie_lines()
    days = [_lasts(cookie, lines.get(cookie["name"], "")) / SECONDS_PER_DAY for cookie in placed]
    seen = ", ".join(f"{age:.0f} days" for age in days) or "no such cookie"
    assert any(shortest <= age <= longest for age in days), f"expected from {shortest} to {longest} days, seen {seen}"


@given(parsers.parse("the cookies of the portal are {broken}"))
def cookies_are_broken(devices: Devices, broken: str) -> None:
    device = devices.at(None)
    breaking = BROKEN[broken]
    device.replace_cookies([Cookie(**{**cookie, "value": breaking(cookie["value"])}) for cookie in device.cookies()])


@given(said("the device was forgotten"))
@when(said("the device is forgotten"))
def forget_the_device(devices: Devices, where: str | None) -> None:
    device = devices.at(where)
    device.screens.front.open_home()
    device.screens.names.ask_to_forget_device()
    device.screens.names.confirm_forgetting()
    sees(device.screens.code.field.or_(device.screens.front.home_login), "that the device knows nobody")


@given(said("the device was forgotten and the old cookies are back"))
def forgotten_with_old_cookies(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    """Put back only the cookies that outlive the browser: a session is another matter."""
    device = devices.at(where)
    old = [cookie for cookie in device.cookies() if cookie["expires"] != -1]
    device.log_out()
    sees(device.screens.account.logged_out, "that nobody is logged in any more")
    forget_the_device(devices, where)
    device.replace_cookies(old)


@given(said("{name} has her lesson materials open in a second tab"))
def open_in_a_second_tab(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    device = devices.at(where)
    remembered.tabs["first"] = device.page
    remembered.tabs["second"] = device.new_tab()
    go_to(device.page, remembered.materials_address)
    login.sees_own_materials(device.screens, name)


@when(said("{name} logs out in the first tab"))
def logs_out_in_the_first_tab(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    device = devices.at(where)
    device.page = remembered.tabs["first"]
    device.log_out()
    sees(login.login_screens(device.screens), "that nobody is logged in any more")


@when(said("somebody opens a lesson material in the second tab"))
def opens_in_the_second_tab(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    """Do so unless the tab shows, by now or at that moment, that the portal logged it out too."""
    device = devices.at(where)
    device.page = remembered.tabs["second"]
    materials = device.screens.materials
    sees(materials.materials.or_(login.login_screens(device.screens)), "a lesson material, or that nobody is logged in")
    if materials.materials.first.is_visible():
        with suppress(Error):
            materials.open_first()


@when(said("the browser is closed and opened again"))
def close_and_open(devices: Devices, where: str | None) -> None:
    device = devices.at(where)
    device.close_browser()
    device.open_browser()


@when(said("the history is cleared"))
def clear_history(devices: Devices, where: str | None) -> None:
    devices.at(where).clear_history()


@when(said("only the cached files are cleared"))
def clear_cached_files(devices: Devices, where: str | None) -> None:
    devices.at(where).clear_cached_files()


@when(said("somebody presses the Back button 1 time"))
def press_back(devices: Devices, where: str | None) -> None:
    devices.at(where).page.go_back()


@when(said("the copied cookies are put back"))
def put_cookies_back(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    devices.at(where).replace_cookies(remembered.copied_cookies)


@when(said("somebody goes to the address of her lesson materials"))
def goes_to_the_materials(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    go_to(devices.at(where).page, remembered.materials_address)


@when(said("somebody goes to the address of that lesson material"))
def goes_to_the_material(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    go_to(devices.at(where).page, remembered.material_address)


@then(said("the portal has placed a cookie that outlives the browser"))
def placed_a_lasting_cookie(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    placed = devices.at(where).lasting_cookies() - remembered.lasting_cookies_before
    assert placed, "expected a cookie that outlives the browser, seen none placed with the code"


@then(said("the portal has placed no cookie that outlives the browser"))
def placed_no_lasting_cookie(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    placed = devices.at(where).lasting_cookies() - remembered.lasting_cookies_before
    names = ", ".join(sorted(name for name, _ in placed))
    assert not placed, f"expected no cookie that outlives the browser, seen {names}"


@then(said("the page can be used"))
def page_can_be_used(devices: Devices, where: str | None) -> None:
    """A code can be entered, even if the names are shown first."""
    login.to_the_code(devices.at(where))


@then(said("after clearing the history {name} can log in with her home code"))
def logs_in_after_clearing(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).clear_history()
    login.log_in(devices.at(where), scene.pupil(name))


def _lasts(cookie: Cookie, line: str) -> float:
    """The cookie's lifetime in seconds as the portal sets it; a browser may cut it short (Chromium: to 400 days)."""
    if said_so := re.search(r"; *max-age=(\d+)", line, re.IGNORECASE):
        return float(said_so[1])
    if said_so := re.search(r"; *expires=([^;]+)", line, re.IGNORECASE):
        return parsedate_to_datetime(said_so[1]).timestamp() - time.time()
    return cookie["expires"] - time.time()
