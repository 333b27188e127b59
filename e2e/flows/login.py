"""Logging in at home, from the home address on, and as a teacher, and what is seen then. Many steps need this."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Error, Frame, Locator, Page

from e2e.browser.device import Device
from e2e.browser.devices import Devices
from e2e.browser.traffic import sends_something
from e2e.checks.expectations import misses, reads, sees
from e2e.contract import Pupil
from e2e.scene.school import Scene, home_code, password, password_picture
from e2e.screens import Screens

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
# A new tab is empty, and searching it in vain takes as long as searching any page.
_A_NEW_TAB = "about:blank"
_SENT_AGAIN = 8
AS_GOOD_AS_ENDLESS = 15
"""The number of guesses: more than enough for a portal that blocks after ten."""
_SAYS_THE_SAME_MILLISECONDS = 500
THE_HOME_CODE = "the screen that asks for the home code"
THE_PASSWORD = "the screen that asks for the password"


def to_the_code(device: Device) -> None:
    """Go to where a code is entered, even if the device knows somebody already."""
    device.screens.front.open_home()
    on_to_the_code(device)


def on_to_the_code(device: Device) -> None:
    """Go on to where a code is entered, from the home address."""
    screens = device.screens
    sees(screens.code.field.or_(screens.front.home_login).or_(screens.names.another_code), "where to enter a home code")
    _ask_for_the_code(screens)


def _ask_for_the_code(screens: Screens) -> None:
    if screens.code.field.first.is_visible():
        return
    if screens.front.home_login.first.is_visible():
        screens.front.choose_home_login()
    elif screens.names.another_code.first.is_visible():
        screens.names.add_another()
    sees(screens.code.field, THE_HOME_CODE)


def verify_code(device: Device, pupil: Pupil) -> None:
    to_the_code(device)
    device.screens.code.enter(home_code(pupil))
    sees(device.screens.names.person(pupil.first_name), f"the name {pupil.first_name}")


def to_the_names(device: Device, pupil: Pupil) -> None:
    """Go to the screen with the pupil's name, through the code if the device asks for it, or to the block."""
    screens = device.screens
    person = screens.names.person(pupil.first_name)
    screens.front.open_home()
    sees(
        person.or_(screens.code.field).or_(screens.front.home_login).or_(screens.names.another_code),
        "where to log in at home",
    )
    if not person.first.is_visible():
        _ask_for_the_code(screens)
        screens.code.enter(home_code(pupil))
        sees(person.or_(screens.password.blocked), f"the name {pupil.first_name}")


def asked(screens: Screens) -> Locator:
    """What asks for the secret: the field for the password, or the password pictures."""
    return screens.password.field.or_(screens.password.any_picture)


def to_the_password(device: Device, pupil: Pupil) -> None:
    """Go to the screen that asks for the secret, or to the block. Does nothing if it is on the screen already."""
    screens = device.screens
    if screens.page.url != _A_NEW_TAB and screens.password.asks(pupil.first_name):
        return
    to_the_names(device, pupil)
    if not screens.password.blocked.first.is_visible():
        screens.names.choose(pupil.first_name)
        sees(asked(screens).or_(screens.password.blocked), THE_PASSWORD)


def log_in(device: Device, pupil: Pupil) -> None:
    to_the_password(device, pupil)
    sees(device.screens.password.field, THE_PASSWORD)
    device.screens.password.enter(password(pupil))
    sees_own_materials(device.screens, pupil.first_name)


def guess_codes(device: Device, code: str, times: int) -> int | None:
    """Enter wrong codes one by one, as a child would; returns after how many the block came, or None if it did not."""
    to_the_code(device)
    screens = device.screens
    return _guess(screens, times, lambda: screens.code.enter(code), screens.code.wrong)


def guess_passwords(device: Device, pupil: Pupil, times: int) -> int | None:
    """Enter wrong passwords one by one; returns after how many the block came, or None if it did not."""
    to_the_password(device, pupil)
    screens = device.screens
    return _guess(screens, times, lambda: screens.password.enter(wrong_password(pupil)), screens.password.wrong)


def guess_to_the_block(device: Device, pupil: Pupil, times: int) -> None:
    """Enter wrong passwords until the block comes, at most `times`; the first and the last are typed.

    In between the browser sends the same form again, which saves loading a page each time. If the portal does not take
    it twice, or the browser does not reveal its content (Firefox, over WebDriver BiDi), the others are typed too.
    """
    to_the_password(device, pupil)
    with device.page.expect_request(sends_something) as typed:
        guess_passwords(device, pupil, 1)
    for _ in range(_SENT_AGAIN if typed.value.post_data else 0):
        device.page.context.request.fetch(typed.value)
    guess_passwords(device, pupil, times - 1)


def guess_pictures(device: Device, pupil: Pupil, times: int) -> int | None:
    """Click wrong password pictures one by one; returns after how many the block came, or None if it did not."""
    to_the_password(device, pupil)
    screens = device.screens
    wrong = screens.password.wrong_picture
    return _guess(screens, times, lambda: screens.password.click_other_picture(password_picture(pupil)), wrong)


def _guess(screens: Screens, times: int, enter: Callable[[], None], wrong: Locator) -> int | None:
    at_once = False
    for guesses in range(1, times + 1):
        at_once = _brings_a_page(screens.page, enter) if at_once else _send_again(screens.page, enter, wrong)
        sees(wrong.or_(screens.password.blocked), "that the guess is refused")
        if screens.password.blocked.first.is_visible():
            return guesses
    return None


def _send_again(page: Page, enter: Callable[[], None], said: Locator) -> bool:
    """Send something, and wait until the page's answer to the previous one, found by `said`, is gone.

    Returns whether the answer was a new page, at once. If not, a script may replace the answer by the same words, or
    leave it as it is, so the wait is short.
    """
    if not said.first.is_visible():
        enter()
        return False
    before = said.first.element_handle()
    at_once = _brings_a_page(page, enter)
    if before and not at_once:
        with suppress(Error):
            before.wait_for_element_state("hidden", timeout=_SAYS_THE_SAME_MILLISECONDS)
    return at_once


def _brings_a_page(page: Page, enter: Callable[[], None]) -> bool:
    """Send something and wait for the answer; returns whether that was a new page, at once and without a script."""
    pages: list[Frame] = []

    def on_page(frame: Frame) -> None:
        pages.append(frame)

    page.on("framenavigated", on_page)
    with page.expect_event("requestfinished", sends_something) as sent:
        enter()
        at_once = bool(pages)
    page.remove_listener("framenavigated", on_page)
    return at_once and sent.value.is_navigation_request()


def try_password(device: Device, pupil: Pupil, secret: str) -> None:
    """Go to where a password is entered and enter this one, unless the block is shown there instead."""
    to_the_password(device, pupil)
    screens = device.screens
    if screens.password.field.first.is_visible():
        _send_again(screens.page, lambda: screens.password.enter(secret), screens.password.wrong)


def wrong_password(pupil: Pupil) -> str:
    return f"{password(pupil)}-wrong"


def sees_own_materials(screens: Screens, first_name: str) -> None:
    sees(screens.materials.materials, "the lesson materials")
    sees(screens.account.who(first_name), f"that {first_name} is logged in")


def sees_no_materials(screens: Screens, first_name: str) -> None:
    """A screen asks to log in instead, and it shows nothing of the pupil's."""
    sees(login_screens(screens), "a screen that asks to log in")
    misses(screens.materials.list, "lesson materials")
    misses(screens.account.who(first_name), f"that {first_name} is logged in")


def login_screens(screens: Screens) -> Locator:
    """Any screen for somebody who is not logged in. A portal may show a block instead of everything else."""
    return (
        screens.code.field.or_(screens.front.home_login)
        .or_(screens.names.another_code)
        .or_(asked(screens))
        .or_(screens.account.logged_out)
        .or_(screens.password.blocked)
    )


def sees_the_block(screens: Screens) -> None:
    sees(screens.password.blocked, "that the home account is blocked")


def time_of_day(moment: datetime) -> re.Pattern[str]:
    """A time in the Netherlands as a page shows it, to the minute, rounded either way: 15:42, 15.42, 3:42 pm."""
    local = moment.astimezone(DUTCH_TIME)
    either = (local, local + timedelta(minutes=1))
    shown = (rf"\b0?{t.hour}[:.]{t:%M}\b|\b{t.hour % 12 or 12}[:.]{t:%M} ?{'ap'[t.hour >= 12]}\.?m\b" for t in either)  # noqa: PLR2004
    return re.compile("|".join(shown), re.IGNORECASE)


def sees_until_when(screens: Screens, until: datetime) -> None:
    reads(
        screens.password.blocked, time_of_day(until), f"that the block lasts until {until.astimezone(DUTCH_TIME):%H:%M}"
    )


def at_own_group(devices: Devices, scene: Scene, name: str) -> Device:
    """The teacher's computer, with the teacher logged in and their own group on the screen."""
    device = devices.of(name)
    screen = device.screens.teacher
    teacher = scene.teacher(name)
    group = screen.group(scene.group_of(name))
    screen.open()
    sees(screen.email.or_(group), "the screen where teachers log in")
    if screen.email.first.is_visible():
        screen.log_in(teacher.email, teacher.password)
        sees(group, "the teacher's own group")
    screen.open_group(scene.group_of(name))
    return device
