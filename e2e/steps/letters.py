"""Steps with the letters that a teacher prints, and with a new code in place of one that was lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_bdd import given, parsers, then, when

from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.browser.traffic import READS_ONLY
from e2e.checks.expectations import misses, sees
from e2e.checks.printing import sheets
from e2e.contract import Target
from e2e.flows import login
from e2e.flows.replay import CapturedRequest
from e2e.model.verdict import NOT_TESTED_PREFIX
from e2e.scene.school import Scene, home_code
from e2e.screens.find import go_to
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said

SCHEME = re.compile(r"^https?://(www\.)?")


@given(said("{teacher} has the letter of {name} before her"))
@when(said("{teacher} opens the letter of {name}"))
def opens_the_letter(devices: Devices, scene: Scene, remembered: ScenarioMemory, teacher: str, name: str) -> None:
    device = login.at_own_group(devices, scene, teacher)
    if _opened_as_pdf(device, lambda: device.screens.teacher.open_letter(name)) is None:
        remembered.code_on_letter = device.screens.letter.code.inner_text()


@given(said("{teacher} has replaced the home code of {name}"))
@when(said("{teacher} replaces the home code of {name}"))
def replaces_the_code(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    screen = login.at_own_group(devices, scene, teacher).screens.teacher
    screen.ask_for_new_code(name)
    screen.confirm_new_code()
    sees(screen.code_replaced, f"that {name} has a new code")


@given(said("{teacher} is about to replace the home code of {name}"))
def is_about_to_replace(devices: Devices, scene: Scene, remembered: ScenarioMemory, teacher: str, name: str) -> None:
    device = login.at_own_group(devices, scene, teacher)
    device.screens.teacher.ask_for_new_code(name)
    remembered.held_back.append(CapturedRequest.capture(device.page, device.screens.teacher.confirm_new_code))


@when(said("{teacher} prints the letter of {name}"))
def prints_the_letter(
    devices: Devices,
    scene: Scene,
    remembered: ScenarioMemory,
    printer: Callable[[Page], bytes],
    teacher: str,
    name: str,
) -> None:
    device = login.at_own_group(devices, scene, teacher)
    pdf = _opened_as_pdf(device, lambda: device.screens.teacher.open_letter(name))
    remembered.sheets = sheets(pdf or printer(device.page))


@when(said("{teacher} prints the letters of her group"))
def prints_the_letters(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, printer: Callable[[Page], bytes], teacher: str
) -> None:
    device = login.at_own_group(devices, scene, teacher)
    pdf = _opened_as_pdf(device, device.screens.teacher.open_letters)
    remembered.sheets = sheets(pdf or printer(device.page))


@when(said("{teacher} opens it again"))
def opens_it_again(devices: Devices, teacher: str) -> None:
    devices.of(teacher).page.reload()


@when(said("{name} enters the code that stands on it"))
def enters_the_code_on_the_letter(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    code = remembered.code_on_letter
    if code is None:
        pytest.skip(f"{NOT_TESTED_PREFIX} the portal gives its letters as PDF, and only a person finds the code there")
    assert code != home_code(scene.pupil(name)), f"expected a new code on the letter of {name}, seen the old one"
    login.to_the_code(devices.at(where))
    devices.at(where).screens.code.enter(code)


@then(said("{teacher} holds {count} page of A4"))
@then(said("{teacher} holds {count} pages of A4"))
def holds_pages(remembered: ScenarioMemory, teacher: str, count: int) -> None:
    assert len(remembered.sheets) == count, f"expected {count} printed, seen {len(remembered.sheets)}"
    assert all(sheet.is_a4 for sheet in remembered.sheets), (
        f"expected A4, seen {remembered.sheets[0].sides} millimetres"
    )


@then(said("{teacher} holds a page for {name} with the own code, the home address and the steps"))
def holds_a_page_for(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, target: Target, teacher: str, name: str
) -> None:
    pupil = scene.pupil(name)
    own = [sheet for sheet in remembered.sheets if sheet.holds(home_code(pupil))]
    assert len(own) == 1, f"expected one page with the home code of {name}, seen {len(own)}"
    wanted = {
        f"the name {name}": own[0].says(_name(name)),
        "the home address": own[0].holds(SCHEME.sub("", target.addresses.home).rstrip("/")),
        **{f"'{step.pattern}'": own[0].says(step) for step in devices.of(teacher).screens.letter.steps()},
    }
    lacking = [what for what, is_there in wanted.items() if not is_there]
    assert not lacking, f"expected all on the page of {name}, seen it without {', '.join(lacking)}"
    others = [other for other in scene.pupils if other != pupil and own[0].holds(home_code(other))]
    assert not others, f"expected only the code of {name} on the page, seen that of {others[0].first_name} too"


@then(said("{teacher} is told that the school does not allow working at home"))
def is_told_it_is_not_allowed(devices: Devices, teacher: str) -> None:
    sees(devices.of(teacher).screens.teacher.not_at_home, "that the school does not allow working at home")


@then(parsers.re(r"(?P<teacher>juf \w+) is told that the pupils log in through (?P<environment>.+)"))
def is_told_where(devices: Devices, teacher: str, environment: str) -> None:
    sees(devices.of(teacher).screens.teacher.elsewhere(environment), f"that the pupils log in through {environment}")


@then(said("{teacher} has no letter, no mail and no new code for {name}"))
def has_nothing_to_hand_out(devices: Devices, teacher: str, name: str) -> None:
    screen = devices.of(teacher).screens.teacher
    sees(screen.pupil(name), f"{name} in the group")
    misses(screen.letter(name), f"a letter for {name}")
    misses(screen.letters, "letters for the group")
    misses(screen.way_to_mail(name), f"a mail for {name}")
    misses(screen.new_code(name), f"a new code for {name}")


@then(said("{teacher} does not see the home code of {name}"))
def does_not_see_the_code(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    misses(devices.of(teacher).page.get_by_text(home_code(scene.pupil(name))), f"the home code of {name}")


@then(said("what juf Anna opened shows {teacher} nothing of {name}"))
def shows_nothing(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    """Visit the addresses of all the pages that she saw."""
    page = devices.of(teacher).page
    opened = [one for one in devices.of("juf Anna").traffic.pages() if one.request.method in READS_ONLY]
    for address in dict.fromkeys(one.url for one in opened):
        go_to(page, address)
        sees(page.get_by_role("heading"), "a page")
        misses(page.get_by_text(_name(name)), f"the name {name}")
        misses(page.get_by_text(home_code(scene.pupil(name))), f"the home code of {name}")


def _opened_as_pdf(device: Device, open_them: Callable[[], None]) -> bytes | None:
    """Open letters. Returns the PDF if the portal gives one; if not, None, and the page to print is on the screen."""
    open_them()
    opened = device.traffic.pages()[-1]
    if opened.headers.get("content-type", "").startswith("application/pdf"):
        return device.page.context.request.get(opened.url).body()
    sees(device.screens.letter.code, "a letter with a home code")
    return None


def _name(first_name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(first_name)}\b")
