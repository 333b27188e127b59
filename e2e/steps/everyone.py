"""Steps on logging in for everybody: with poor or no sight, only a keyboard, a small screen or no JavaScript."""

from collections.abc import Callable

from pytest_bdd import given, parsers, then, when

from e2e.browser.accommodations import ACCOMMODATIONS
from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.browser.evidence import EvidenceRecorder
from e2e.checks import alternative_text, axe, reflow
from e2e.checks.keyboard import Keyboard
from e2e.contract import Pupil
from e2e.flows import login, walkthrough
from e2e.flows.walkthrough import Walkthrough
from e2e.scene.school import Scene, password, password_picture
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said

WALKTHROUGHS: dict[str, Callable[[Device, Pupil], walkthrough.ScreenNames]] = {
    "the whole login": walkthrough.whole_login,
    "the password pictures": walkthrough.password_pictures,
    "the login while blocked": walkthrough.blocked,
}


@given(parsers.re(rf"the (?P<device>tablet|computer of [a-z]+ \w+) (?P<accommodation>{'|'.join(ACCOMMODATIONS)})$"))
def is_set_up(devices: Devices, device: str, accommodation: str) -> None:
    devices.set_up(device, ACCOMMODATIONS[accommodation])


@when(parsers.re(rf"(?P<name>\w+) goes through (?P<screens>{'|'.join(WALKTHROUGHS)})$"))
def goes_through(devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, screens: str) -> None:
    device = devices.at(None)
    remembered.walkthrough = Walkthrough(device, WALKTHROUGHS[screens](device, scene.pupil(name)))


@when(said("{teacher} goes through her screens and unlocks {name}"))
def goes_through_the_teachers(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, teacher: str, name: str
) -> None:
    device = devices.of(teacher)
    screens = walkthrough.teachers(device, scene.teacher(teacher), scene.group_of(teacher), name)
    remembered.walkthrough = Walkthrough(device, screens)


@when(said("{name} goes through the login at school"))
def goes_through_the_school(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    device = devices.at("school computer")
    screens = walkthrough.at_school(device, scene.school_login_url, scene.group_of(name), scene.pupil(name))
    remembered.walkthrough = Walkthrough(device, screens)


@when(said("{name} logs in with the keyboard alone"))
def logs_in_by_keyboard(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    pupil = scene.pupil(name)
    login.try_password(_by_keyboard(devices, where), pupil, password(pupil))


@when(said("{name} logs in with the keyboard alone, by his password picture"))
def logs_in_by_keyboard_and_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    device, pupil = _by_keyboard(devices, where), scene.pupil(name)
    login.to_the_password(device, pupil)
    device.screens.password.click_picture(password_picture(pupil))


@when(said("{name} opens a lesson material with the keyboard alone"))
def opens_by_keyboard(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    remembered.material_title = _by_keyboard(devices, where).screens.materials.open_first()


@when(said("{name} logs out with the keyboard alone"))
def logs_out_by_keyboard(devices: Devices, where: str | None) -> None:
    _by_keyboard(devices, where).log_out()


@then("axe finds no violation of WCAG 2.1 A or AA on any screen")
def axe_finds_nothing(remembered: ScenarioMemory, evidence: EvidenceRecorder) -> None:
    _no_faults(remembered.current_walkthrough().faults(axe.violations, evidence), "no violation of WCAG 2.1 A or AA")


@then("nothing is lost on any screen")
def nothing_is_lost(remembered: ScenarioMemory, evidence: EvidenceRecorder) -> None:
    _no_faults(remembered.current_walkthrough().faults(reflow.lost, evidence), "nothing to be lost")


@then("every picture on every screen has a name")
def every_picture_has_a_name(remembered: ScenarioMemory, evidence: EvidenceRecorder) -> None:
    _no_faults(
        remembered.current_walkthrough().faults(alternative_text.without_a_name, evidence), "a name for every picture"
    )


@then("each password picture can be told from the others by its name, and not by a colour in it")
def can_be_told_apart(devices: Devices) -> None:
    names = alternative_text.names_of(devices.at(None).screens.password.any_picture)
    assert all(names), f"expected a name for each of the {len(names)} password pictures, seen {names.count('')} without"
    alike = "; ".join(" and ".join(f'"{name}"' for name in names) for names in alternative_text.alike(names))
    assert not alike, f"expected password pictures with names that tell them apart without a colour, seen {alike}"


def _by_keyboard(devices: Devices, where: str | None) -> Device:
    device = devices.at(where)
    device.hand = Keyboard()
    return device


def _no_faults(faults: list[str], expected: str) -> None:
    seen = "\n".join(faults)
    assert not faults, f"expected {expected}, seen {len(faults)}:\n{seen}"
