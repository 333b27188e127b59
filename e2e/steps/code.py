"""Steps on getting to the home code, and entering it."""

import colorsys
import re
from collections.abc import Callable

import pytest
from pytest_bdd import given, parsers, then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, sees
from e2e.flows import login
from e2e.model.verdict import NOT_TESTED_PREFIX
from e2e.scene.school import Scene, home_code, wrong_home_code
from e2e.steps.memory import ScenarioMemory
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
    sees(screens.front.home_login, "the button for pupils with a home code")


@given(said("{name} is asked for her home code"))
def was_asked_for_the_code(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    device = devices.at(where)
    login.to_the_code(device)
    remembered.lasting_cookies_before = device.lasting_cookies()


@given(said("{name} has a home code with a 0 and a 1 in it"))
def has_look_alikes(scene: Scene, name: str) -> None:
    """Make schools until there is such a code. A portal whose codes have no 0 and 1 has no look-alikes to forgive."""
    if not scene.remade_until(lambda: {"0", "1"} <= set(home_code(scene.pupil(name)))):
        pytest.skip(f"{NOT_TESTED_PREFIX} no home code that {name} was given has a 0 and a 1 in it")


@given(said("{name} has verified her home code"))
@given(said("{name} has verified his home code"))
def has_verified(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.verify_code(devices.at(where), scene.pupil(name))


@given(said("{name} has entered {count} wrong code"))
@given(said("{name} has entered {count} wrong codes"))
def has_entered_wrong_codes(devices: Devices, scene: Scene, name: str, count: int, where: str | None) -> None:
    login.guess_codes(devices.at(where), wrong_home_code(scene.pupil(name)), count)


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
    login.to_the_code(devices.at(where))
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


@when(said("{name} pastes her home code"))
def pastes_the_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    devices.at(where).screens.code.paste(home_code(scene.pupil(name)))


@when(parsers.re(rf"(?P<name>\w+) enters her home code (?P<typed>{'|'.join(AS_TYPED)})$"))
def enters_the_code_as_typed(devices: Devices, scene: Scene, name: str, typed: str) -> None:
    devices.at(None).screens.code.enter(AS_TYPED[typed](home_code(scene.pupil(name))))


@then(said("{name} is asked for her home code"))
def is_asked_for_the_code(devices: Devices, name: str, where: str | None) -> None:
    """The field is shown at once or behind the green button: the guide's home address may show either."""
    screens = devices.at(where).screens
    sees(screens.code.field.or_(screens.front.home_login), login.THE_HOME_CODE)
    misses(screens.names.person(name), f"the name {name}")


@then(said("{name} can fill in her home code"))
def can_fill_in_the_code(devices: Devices, name: str, where: str | None) -> None:
    """The field is on the screen in front, not behind another button."""
    sees(devices.at(where).screens.code.field, login.THE_HOME_CODE)


@then("the picture for pupils holds a green button for who has a home code")
def holds_a_green_button(devices: Devices) -> None:
    button = devices.at(None).screens.front.home_login
    sees(button, "the button in the picture for pupils")
    colour = button.first.evaluate("button => getComputedStyle(button).backgroundColor")
    assert _is_green(colour), f"expected a green button, seen {colour}"


@then(said("no code is asked"))
def no_code_is_asked(devices: Devices, where: str | None) -> None:
    misses(devices.at(where).screens.code.field, login.THE_HOME_CODE)


@then(said("the page says that the code is wrong"))
def says_the_code_is_wrong(devices: Devices, where: str | None) -> None:
    screens = devices.at(where).screens
    sees(screens.code.wrong, "that the code is wrong")
    misses(screens.password.blocked, "that the home account is blocked")


def _enter_code(devices: Devices, where: str | None, code: str) -> None:
    login.to_the_code(devices.at(where))
    devices.at(where).screens.code.enter(code)


def _is_green(css_colour: str) -> bool:
    red, green, blue = (float(part) / 255 for part in re.findall(r"[\d.]+", css_colour)[:3])
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return GREEN_HUES[0] <= hue * 360 <= GREEN_HUES[1] and saturation > PALE
