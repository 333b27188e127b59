"""What a pupil does and sees at home."""

import colorsys
import re
from collections.abc import Callable

import pytest
from pytest_bdd import given, parsers, then, when

from e2e.play import ways
from e2e.play.devices import Devices
from e2e.play.scene import SURNAME, Scene, home_code, password, password_picture, wrong_home_code
from e2e.play.seeing import misses, sees
from e2e.play.story import Story
from e2e.report.verdict import NOT_TESTED_PREFIX
from e2e.steps.words import said

AS_TYPED: dict[str, Callable[[str], str]] = {
    "in small letters": str.lower,
    "without dashes": lambda code: code.replace("-", ""),
    "with spaces": lambda code: code.replace("-", " "),
    "with O for 0 and I for 1": lambda code: code.translate(str.maketrans("01", "OI")),
    "with L for 1": lambda code: code.replace("1", "l"),
    "with a space at both ends": lambda code: f" {code} ",
}
GREEN_HUES = (75, 170)
PALE = 0.2


@given(said("{name} is at the front page"))
@when(said("{name} is at the front page"))
def at_the_front_page(devices: Devices, name: str, where: str | None) -> None:
    screens = devices.at(where).screens
    screens.front.open()
    sees(screens.front.home_login, "the button for who has a home code")


@given(said("{name} is asked for her home code"))
def was_asked_for_the_code(devices: Devices, story: Story, name: str, where: str | None) -> None:
    device = devices.at(where)
    ways.to_the_code(device)
    story.lasting_cookies_before = device.lasting_cookies()


@given(said("{name} has a home code with a 0 and a 1 in it"))
def has_look_alikes(scene: Scene, name: str) -> None:
    """Schools are made until there is one; a portal whose codes have neither has no look-alikes to forgive."""
    if not scene.remade_until(lambda: {"0", "1"} <= set(home_code(scene.pupil(name)))):
        pytest.skip(f"{NOT_TESTED_PREFIX} no home code of this portal has a 0 and a 1 in it")


@given(said("{name} has verified her home code"))
@given(said("{name} has verified his home code"))
def has_verified(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.verify_code(devices.at(where), scene.pupil(name))


@given(said("{name} is asked for her password"))
@given(said("{name} is asked for his password picture"))
def was_asked_for_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.to_the_password(devices.at(where), scene.pupil(name))


@given(said("{name} has logged in"))
def has_logged_in(devices: Devices, scene: Scene, story: Story, name: str, where: str | None) -> None:
    device = devices.at(where)
    ways.log_in(device, scene.pupil(name))
    story.materials_address = device.page.url


@given(said("{name} has logged out"))
def has_logged_out(devices: Devices, name: str, where: str | None) -> None:
    account = devices.at(where).screens.account
    account.log_out()
    sees(account.logged_out.or_(ways.ways_in(devices.at(where).screens)), f"that {name} is logged out")


@given(said("{name} has opened a lesson material"))
def has_opened_a_material(devices: Devices, scene: Scene, story: Story, name: str, where: str | None) -> None:
    has_logged_in(devices, scene, story, name, where)
    opens_a_material(devices, story, where)
    sees_that_material(devices, story, where)
    story.material_address = devices.at(where).page.url


@given(said("{name} has entered {count} wrong code"))
@given(said("{name} has entered {count} wrong codes"))
def has_entered_wrong_codes(devices: Devices, scene: Scene, name: str, count: int, where: str | None) -> None:
    ways.guess_codes(devices.at(where), wrong_home_code(scene.pupil(name)), count)


@given(said("{name} has entered {count} wrong passwords"))
@when(said("{name} enters {count} wrong passwords"))
def enters_wrong_passwords(devices: Devices, scene: Scene, name: str, count: int, where: str | None) -> None:
    ways.guess_passwords(devices.at(where), scene.pupil(name), count)


@when(said("{name} goes to the home address"))
def goes_home(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.front.open_home()


@when(said("{name} chooses to log in at home"))
def chooses_home_login(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.front.choose_home_login()


@when(said("{name} types her home code by hand"))
def types_the_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.code.type_by_hand(home_code(scene.pupil(name)))


@when(said("{name} verifies her home code"))
@when(said("{name} verifies his home code"))
@when(said("{name} enters her home code"))
def enters_the_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.to_the_code(devices.at(where))
    devices.at(where).screens.code.enter(home_code(scene.pupil(name)))


@when(said("{name} enters a code that is one letter off"))
def enters_a_wrong_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    _enter_code(devices, where, wrong_home_code(scene.pupil(name)))


@when(said("{name} enters a code that is nobody's"))
def enters_nobodys_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    _enter_code(devices, where, home_code(scene.pupil(name))[::-1])


@when(said("{name} enters half of her code"))
def enters_half_a_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    code = home_code(scene.pupil(name))
    _enter_code(devices, where, code[: len(code) // 2])


@when(said("{name} clicks her name"))
def clicks_the_name(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.names.choose(name)


@when(said("{name} clicks her picture"))
def clicks_the_picture(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.names.choose_by_picture(name)


@when(said("{name} enters her password"))
def enters_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(password(scene.pupil(name)))


@when(said("{name} enters a wrong password"))
def enters_a_wrong_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(ways.wrong_password(scene.pupil(name)))


@when(said("{name} enters half of her password"))
def enters_half_a_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    right = password(scene.pupil(name))
    devices.at(where).screens.password.enter(right[: len(right) // 2])


@when(said("{name} enters the password of {other}"))
def enters_anothers_password(devices: Devices, scene: Scene, name: str, other: str, where: str | None) -> None:
    devices.at(where).screens.password.enter(password(scene.pupil(other)))


@when(said("{name} tries her password"))
def tries_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(name)))


@when(said("{name} tries a wrong password"))
def tries_a_wrong_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.try_password(devices.at(where), scene.pupil(name), ways.wrong_password(scene.pupil(name)))


@when(said("{name} tries the password of {other}"))
def tries_anothers_password(devices: Devices, scene: Scene, name: str, other: str, where: str | None) -> None:
    ways.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(other)))


@when(said("{name} logs in"))
def logs_in(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.try_password(devices.at(where), scene.pupil(name), password(scene.pupil(name)))


@when(said("{name} logs out"))
def logs_out(devices: Devices, name: str, where: str | None) -> None:
    devices.at(where).screens.account.log_out()


@when(said("{name} opens a lesson material"))
def opens_a_material(devices: Devices, story: Story, where: str | None) -> None:
    story.material_title = devices.at(where).screens.materials.open_first()


@when(said("{name} pastes her home code"))
def pastes_the_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.code.paste(home_code(scene.pupil(name)))


@when(parsers.re(rf"(?P<name>\w+) enters her home code (?P<typed>{'|'.join(AS_TYPED)})$"))
def enters_the_code_as_typed(devices: Devices, scene: Scene, name: str, typed: str) -> None:
    devices.at(None).screens.code.enter(AS_TYPED[typed](home_code(scene.pupil(name))))


@when(said("{name} clicks his password picture"))
def clicks_the_password_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.click_picture(password_picture(scene.pupil(name)))


@when(said("{name} clicks a wrong password picture"))
def clicks_a_wrong_picture(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.password.click_other_picture(password_picture(scene.pupil(name)))


@when(said("{name} tries the password from before"))
def tries_the_old_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.try_password(devices.at(where), scene.pupil(name), password(scene.pupil_before(name)))


@then(said("the page says that the picture is wrong"))
def says_the_picture_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.password.wrong_picture, "that the picture is wrong")
    misses(screens.password.blocked, "that the home account is blocked")


@then(said("no surname is shown"))
def no_surname_is_shown(devices: Devices, where: str | None) -> None:
    misses(devices.at(where).page.get_by_text(SURNAME), "a surname")


@then(said("{name} is asked for her home code"))
def is_asked_for_the_code(devices: Devices, name: str, where: str | None) -> None:
    """At once, or behind the green button: the guide's home address may show either."""
    screens = devices.at(where).screens
    sees(screens.code.field.or_(screens.front.home_login), ways.THE_HOME_CODE)
    misses(screens.names.person(name), f"the name {name}")


@then("the picture for pupils holds a green button for who has a home code")
def holds_a_green_button(devices: Devices) -> None:
    button = devices.at(None).screens.front.home_login
    sees(button, "the button in the picture for pupils")
    colour = button.first.evaluate("button => getComputedStyle(button).backgroundColor")
    assert _is_green(colour), f"expected a green button, seen {colour}"


@then(said("{name} sees her name"))
@then(said("{name} sees his name"))
def sees_the_name(devices: Devices, name: str, where: str | None) -> None:
    names = devices.at(where).screens.names
    sees(names.person(name), f"the name {name}")
    sees(names.picture(name), f"the picture of {name}")


@then(said("no pupil is shown"))
def no_pupil_is_shown(devices: Devices, scene: Scene, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(ways.ways_in(screens).or_(screens.password.blocked).or_(screens.help.not_yet), "a screen that asks to log in")
    for pupil in scene.pupils:
        misses(screens.names.person(pupil.first_name), f"the name {pupil.first_name}")


@then(said("no code is asked"))
def no_code_is_asked(devices: Devices, where: str | None) -> None:
    misses(devices.at(where).screens.code.field, ways.THE_HOME_CODE)


@then(said("the device does not know {name}"))
def does_not_know(devices: Devices, name: str, where: str | None) -> None:
    misses(devices.at(where).screens.names.person(name), f"the name {name}")


@then(said("the page says that the code is wrong"))
def says_the_code_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.code.wrong, "that the code is wrong")
    misses(screens.password.blocked, "that the home account is blocked")


@then(said("{name} is asked for her password"))
def is_asked_for_the_password(devices: Devices, name: str, where: str | None) -> None:
    sees(devices.at(where).screens.password.field, ways.THE_PASSWORD)


@then(said("the page says that the password is wrong"))
def says_the_password_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.password.wrong, "that the password is wrong")
    misses(screens.password.blocked, "that the home account is blocked")


@then(said("{name} sees her lesson materials"))
@then(said("{name} sees his lesson materials"))
def sees_own_materials(devices: Devices, name: str, where: str | None) -> None:
    ways.sees_own_materials(devices.at(where).screens, name)


@then(said("{name} sees that lesson material"))
def sees_that_material(devices: Devices, story: Story, where: str | None) -> None:
    sees(
        devices.at(where).screens.materials.opened(story.material_title), f"the lesson material {story.material_title}"
    )


@then(said("{name} can log in"))
@then(said("{name} can log in with her home code"))
def can_log_in(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    ways.log_in(devices.at(where), scene.pupil(name))


@then(said("{name} has to give her password again"))
def has_to_give_the_password(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    """Whether or not the device still knows her."""
    ways.to_the_password(devices.at(where), scene.pupil(name))
    sees(devices.at(where).screens.password.field, ways.THE_PASSWORD)


@then(said("the page says that {name} is logged in"))
def says_who(devices: Devices, name: str, where: str | None) -> None:
    sees(devices.at(where).screens.account.who(name), f"that {name} is logged in")


@then(said("the page has a visible way to log out"))
def has_a_way_out(devices: Devices, where: str | None) -> None:
    sees(devices.at(where).screens.account.way_out, "a way to log out")


@then(said("the lesson materials of {name} are out of reach"))
def materials_are_out_of_reach(devices: Devices, story: Story, name: str, where: str | None) -> None:
    """Here, and by their address where the scenario has learned it."""
    device = devices.at(where)
    ways.sees_no_materials(device.screens, name)
    if story.materials_address:
        device.page.goto(story.materials_address)
        ways.sees_no_materials(device.screens, name)


@then(said("nothing of {name}'s lesson materials can be seen"))
def no_materials_can_be_seen(devices: Devices, story: Story, name: str, where: str | None) -> None:
    screens = devices.at(where).screens
    ways.sees_no_materials(screens, name)
    misses(screens.materials.opened(story.material_title), f"the lesson material {story.material_title}")


@then(said("nothing of {name} is on the page"))
def is_not_on_the_page(devices: Devices, name: str, where: str | None) -> None:
    misses(devices.at(where).page.get_by_text(re.compile(rf"\b{name}\b")), f"the name {name}")


def _enter_code(devices: Devices, where: str | None, code: str) -> None:
    ways.to_the_code(devices.at(where))
    devices.at(where).screens.code.enter(code)


def _is_green(css_colour: str) -> bool:
    red, green, blue = (float(part) / 255 for part in re.findall(r"[\d.]+", css_colour)[:3])
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return GREEN_HUES[0] <= hue * 360 <= GREEN_HUES[1] and saturation > PALE
