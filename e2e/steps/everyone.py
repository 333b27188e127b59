"""What lets everybody log in: who sees badly or nothing, has a keyboard only, a small screen or no JavaScript."""

from collections.abc import Callable

from pytest_bdd import given, parsers, then, when

from e2e.harness.evidence import EvidenceRecorder
from e2e.play import axe, little_room, pictures, tours, ways
from e2e.play.device import Device
from e2e.play.devices import Devices
from e2e.play.keyboard import Keyboard
from e2e.play.scene import Scene, home_code, password, password_picture
from e2e.play.seeing import sees
from e2e.play.settings import SETTINGS
from e2e.play.story import Story
from e2e.play.tours import Tour
from e2e.ports import Pupil
from e2e.screens import Screens
from e2e.steps.words import said

WAYS: dict[str, Callable[[Device, Pupil], tours.Way]] = {
    "the whole login": tours.whole_login,
    "the password pictures": tours.password_pictures,
    "the login while blocked": tours.blocked,
}


@given(parsers.re(rf"the (?P<device>tablet|computer of [a-z]+ \w+) (?P<setting>{'|'.join(SETTINGS)})$"))
def is_set_up(devices: Devices, device: str, setting: str) -> None:
    devices.set_up(device, SETTINGS[setting])


@when(parsers.re(rf"(?P<name>\w+) goes through (?P<way>{'|'.join(WAYS)})$"))
def goes_through(devices: Devices, scene: Scene, story: Story, name: str, way: str) -> None:
    device = devices.at(None)
    story.tour = Tour(device, WAYS[way](device, scene.pupil(name)))


@when(said("{teacher} goes through her screens and unlocks {name}"))
def goes_through_the_teachers(devices: Devices, scene: Scene, story: Story, teacher: str, name: str) -> None:
    device = devices.of(teacher)
    way = tours.teachers(device, scene.teacher(teacher), scene.group_of(teacher), name)
    story.tour = Tour(device, way)


@when(said("{name} goes through the login at school"))
def goes_through_the_school(devices: Devices, scene: Scene, story: Story, name: str, where: str | None) -> None:
    device = devices.at("school computer")
    way = tours.at_school(device, scene.school_login_url, scene.group_of(name), scene.pupil(name))
    story.tour = Tour(device, way)


@when(said("{name} logs in with the keyboard alone"))
def logs_in_by_keyboard(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    screens = devices.at(where).screens
    keyboard, pupil = Keyboard(screens.page), scene.pupil(name)
    _to_the_password_by_keyboard(screens, keyboard, pupil)
    keyboard.type_in(screens.password.field, "the field for the password", password(pupil))
    keyboard.press_next(screens.password.log_in, "the button that sends the password")


@when(said("{name} logs in with the keyboard alone, by his password picture"))
def logs_in_by_keyboard_and_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    screens = devices.at(where).screens
    keyboard, pupil = Keyboard(screens.page), scene.pupil(name)
    _to_the_password_by_keyboard(screens, keyboard, pupil)
    keyboard.press(screens.password.picture(password_picture(pupil)), "the password picture", "Space")


@when(said("{name} opens a lesson material with the keyboard alone"))
def opens_by_keyboard(devices: Devices, story: Story, where: str | None) -> None:
    screens = devices.at(where).screens
    story.material_title = screens.materials.first_title()
    Keyboard(screens.page).press(screens.materials.materials.first, "the first lesson material")


@when(said("{name} logs out with the keyboard alone"))
def logs_out_by_keyboard(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    Keyboard(screens.page).press(screens.account.way_out, "the way to log out")


@then("axe finds no violation of WCAG 2.1 A or AA on any screen")
def axe_finds_nothing(story: Story, evidence: EvidenceRecorder) -> None:
    _no_faults(story.toured().faults(axe.violations, evidence), "no violation of WCAG 2.1 A or AA")


@then("nothing is lost on any screen")
def nothing_is_lost(story: Story, evidence: EvidenceRecorder) -> None:
    _no_faults(story.toured().faults(little_room.lost, evidence), "nothing to be lost")


@then("every picture on every screen has a name")
def every_picture_has_a_name(story: Story, evidence: EvidenceRecorder) -> None:
    _no_faults(story.toured().faults(pictures.without_a_name, evidence), "a name for every picture")


@then("each password picture can be told from the others by its name, and not by a colour in it")
def can_be_told_apart(devices: Devices) -> None:
    names = pictures.names_of(devices.at(None).screens.password.any_picture)
    assert all(names), f"expected a name for each of the {len(names)} password pictures, seen {names.count('')} without"
    alike = "; ".join(" and ".join(f'"{name}"' for name in names) for names in pictures.alike(names))
    assert not alike, f"expected password pictures with names that tell them apart without a colour, seen {alike}"


def _to_the_password_by_keyboard(screens: Screens, keyboard: Keyboard, pupil: Pupil) -> None:
    screens.front.open_home()
    sees(screens.code.field.or_(screens.front.home_login), "a way to the home code")
    if screens.front.home_login.is_visible():
        keyboard.press(screens.front.home_login, "the button for who has a home code")
    keyboard.type_in(screens.code.field, "the field for the code", home_code(pupil))
    keyboard.press_next(screens.code.verify, "the button that sends the code", "Space")
    keyboard.press(screens.names.person(pupil.first_name), f"the name {pupil.first_name}")
    sees(ways.asked(screens), ways.THE_PASSWORD)


def _no_faults(faults: list[str], expected: str) -> None:
    seen = "\n".join(faults)
    assert not faults, f"expected {expected}, seen {len(faults)}:\n{seen}"
