"""Steps on what no page shows, such as cookies, headers and addresses, and on what an attacker would try."""

import re
from collections.abc import Iterable

from pytest_bdd import given, then, when

from e2e.browser.devices import STRANGERS, Devices
from e2e.browser.traffic import gives_away
from e2e.checks.printing import qr_codes
from e2e.checks.security_headers import missing_of_cookie, missing_of_page
from e2e.flows import login
from e2e.flows.replay import CapturedRequest
from e2e.scene.school import Scene, home_code
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said

# It has both a letter and a digit in it, as an address may hold a word or a number for other reasons.
PART_OF_A_CODE = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[A-Za-z])[^\W_]{4,}")


@given(said("{name} is about to enter his home code"))
def is_about_to_enter_the_code(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    device = devices.at(where)
    login.to_the_code(device)
    enter = device.screens.code.enter
    remembered.held_back.append(CapturedRequest.capture(device.page, lambda: enter(home_code(scene.pupil(name)))))


@given(said("{name} is about to log out"))
def is_about_to_log_out(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    device = devices.at(where)
    remembered.held_back.append(CapturedRequest.capture(device.page, device.screens.account.log_out))


@given(said("{name} is about to make the device forget"))
def is_about_to_forget(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    device = devices.at(where)
    device.screens.names.ask_to_forget_device()
    remembered.held_back.append(CapturedRequest.capture(device.page, device.screens.names.confirm_forgetting))


@when(said("{name} visits another site that sends the same"))
def visits_another_site(devices: Devices, remembered: ScenarioMemory, name: str, where: str | None) -> None:
    _visit_another_site(devices, remembered, where)


@when(said("{teacher} visits another site that sends the same"))
def teacher_visits_another_site(devices: Devices, remembered: ScenarioMemory, teacher: str) -> None:
    _visit_another_site(devices, remembered, f"computer of {teacher}")


@then(said("every cookie is out of reach of scripts and of other sites"))
def cookies_are_out_of_reach(devices: Devices, where: str | None) -> None:
    """A cookie that came without a header was set by a script, so scripts can read it."""
    device = devices.at(where)
    lines = device.set_cookie_lines()
    names = [cookie["name"] for cookie in device.cookies()]
    assert names, "expected cookies, seen none"
    _nothing_is_missing((f"the cookie {name}", missing_of_cookie(lines.get(name, name))) for name in names)


@then(said("no page may be kept after the code"))
@then(said("no page may be kept after the login"))
def no_page_may_be_kept(devices: Devices, where: str | None) -> None:
    answers = devices.at(where).traffic.after_sending()
    assert answers, "expected pages after what was sent, seen none"
    _nothing_is_missing(
        (answer.url, [] if "no-store" in answer.headers.get("cache-control", "") else ["no-store"])
        for answer in answers
    )


@then(said("no address holds a code or a password"))
def no_address_holds_a_secret(devices: Devices, scene: Scene, where: str | None) -> None:
    """No address holds one that belongs to anybody in the scenario, or part of a code."""
    _no_secret_stands_in(devices.at(where).traffic.addresses(), scene)


@then(said("no link and no QR code holds a code"))
def no_link_holds_a_secret(devices: Devices, scene: Scene, where: str | None) -> None:
    """Look at the page in front."""
    page = devices.at(where).page
    links = page.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    _no_secret_stands_in([*links, *qr_codes(page.screenshot(full_page=True))], scene)


@then(said("every page tells the browser what to guard"))
def pages_tell_what_to_guard(devices: Devices, where: str | None) -> None:
    pages = devices.at(where).traffic.pages()
    assert pages, "expected pages, seen none"
    _nothing_is_missing((page.url, missing_of_page(page.headers)) for page in pages)


@then(said("nothing was loaded from elsewhere"))
def nothing_was_loaded_from_elsewhere(devices: Devices, where: str | None) -> None:
    device = devices.at(where)
    device.page.wait_for_load_state()  # what is at the end of a page is requested last
    elsewhere = device.traffic.addresses_elsewhere()
    assert not elsewhere, f"expected everything from the portal itself, seen {elsewhere[0]}"


def _visit_another_site(devices: Devices, remembered: ScenarioMemory, where: str | None) -> None:
    stranger = devices.at(STRANGERS)
    login.to_the_code(stranger)
    remembered.held_back[0].replay_from_elsewhere(devices.at(where).page, stranger.page)


def _no_secret_stands_in(addresses: Iterable[str], scene: Scene) -> None:
    holding = [address for address in addresses for secret in _secrets(scene) if gives_away(address, secret)]
    assert not holding, f"expected no code or password in an address, seen {holding[0]}"


def _secrets(scene: Scene) -> list[str]:
    codes = [code for pupil in scene.pupils for code in (pupil.home_code, pupil.wrong_home_code) if code]
    parts = [part for code in codes for part in PART_OF_A_CODE.findall(code)]
    passwords = [pupil.password for pupil in scene.pupils if pupil.password]
    return [*codes, *parts, *passwords, *(teacher.password for teacher in scene.teachers)]


def _nothing_is_missing(found: Iterable[tuple[str, list[str]]]) -> None:
    missing = [f"{what} without {', '.join(lacks)}" for what, lacks in found if lacks]
    assert not missing, f"expected nothing to be missing, seen {len(missing)}, such as {missing[0]}"
