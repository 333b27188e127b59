"""Goes through the screens of a portal, each in all its states, to check what has to hold on every screen.

Each function here yields the name of the screen that is shown now, and goes on when the next one is asked for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from e2e.browser.device import Device
from e2e.browser.evidence import EvidenceRecorder
from e2e.checks.expectations import misses, sees
from e2e.checks.reasons import reason_of
from e2e.contract import Pupil, Teacher
from e2e.flows import login
from e2e.scene.school import home_code, password, password_picture
from e2e.screens.find import go_to

ScreenNames = Iterator[str]


@dataclass(frozen=True)
class Walkthrough:
    """Screens that are looked at while they are passed, as it is too late once they are left."""

    device: Device
    screens: ScreenNames

    def faults(self, look: Callable[[Page], list[str]], evidence: EvidenceRecorder) -> list[str]:
        """The faults that `look` finds, each with its screens. A screenshot of each such screen is kept."""
        screens_by_fault: dict[str, list[str]] = {}
        try:
            for screen in self.screens:
                self.device.page.wait_for_load_state()
                found = look(self.device.page)
                for fault in found:
                    screens_by_fault.setdefault(fault, []).append(screen)
                if found:
                    evidence.keep(self.device.page, f"{self.device.name} {screen}", "\n".join(found))
        except (AssertionError, Error) as error:
            # A fault that was found may well be the reason that the next screen was not reached.
            if not screens_by_fault:
                raise
            screens_by_fault[f"the next screen was not reached: {reason_of(error).line}"] = [screen]
        return [f"on {', '.join(screens)}: {fault}" for fault, screens in screens_by_fault.items()]


def whole_login(device: Device, pupil: Pupil) -> ScreenNames:
    """From the front page to a lesson material and logging out, with one wrong code and one wrong password."""
    screens = device.screens
    screens.front.open()
    sees(screens.front.home_login, "the button for pupils with a home code")
    yield "the front page"
    login.to_the_code(device)
    yield "the code"
    screens.code.enter(home_code(pupil)[:-1])
    sees(screens.code.wrong, "that the code is wrong")
    yield "the refused code"
    screens.code.enter(home_code(pupil))
    sees(screens.names.person(pupil.first_name), f"the name {pupil.first_name}")
    yield "the names"
    screens.names.choose(pupil.first_name)
    sees(login.asked(screens), login.THE_PASSWORD)
    yield "the password"
    screens.password.enter(login.wrong_password(pupil))
    sees(screens.password.wrong, "that the password is wrong")
    yield "the refused password"
    screens.password.enter(password(pupil))
    login.sees_own_materials(screens, pupil.first_name)
    yield "the lesson materials"
    title = screens.materials.open_first()
    sees(screens.materials.opened(title), f"the lesson material {title}")
    yield "a lesson material"
    screens.account.log_out()
    sees(login.login_screens(screens), "that nobody is logged in any more")
    yield "the screen after logging out"


def password_pictures(device: Device, pupil: Pupil) -> ScreenNames:
    screens = device.screens
    login.to_the_password(device, pupil)
    yield "the password pictures"
    screens.password.click_other_picture(password_picture(pupil))
    sees(screens.password.wrong_picture, "that the picture is wrong")
    yield "the refused password picture"


def blocked(device: Device, pupil: Pupil) -> ScreenNames:
    """What a pupil whose home account is already blocked sees."""
    screens = device.screens
    login.try_password(device, pupil, password(pupil))
    login.sees_the_block(screens)
    yield "the password while blocked"
    login.to_the_code(device)
    screens.code.enter(home_code(pupil))
    login.sees_the_block(screens)
    yield "the code while blocked"


def teachers(device: Device, teacher: Teacher, group: str, first_name: str) -> ScreenNames:
    """A teacher's screens, with a blocked pupil who is unlocked at the end. Optional screens are skipped if absent."""
    screen = device.screens.teacher
    screen.open()
    sees(screen.email, "the screen where teachers log in")
    yield "the teacher's login"
    screen.log_in(teacher.email, f"{teacher.password}-wrong")
    sees(screen.wrong, "that the password is wrong")
    yield "the teacher's refused login"
    screen.log_in(teacher.email, teacher.password)
    sees(screen.group(group), "the teacher's own group")
    yield "the teacher's groups"
    screen.open_group(group)
    sees(screen.blocked(first_name), f"that {first_name} is blocked")
    yield "the teacher's group"
    address = device.page.url
    for name, link in (("the letters", screen.letters), ("a new code", screen.new_code(first_name))):
        if link.first.is_visible():
            link.first.click()
            yield name
            go_to(device.page, address)
    screen.unlock(first_name)
    misses(screen.blocked(first_name), f"{first_name} as blocked")
    device.page.wait_for_load_state()
    yield "the teacher's screen after unlocking"
    go_to(device.page, address)
    sees(screen.pupil(first_name), f"{first_name} in the group")
    misses(screen.blocked(first_name), f"{first_name} as blocked")


def at_school(device: Device, school_login_url: str, group: str, pupil: Pupil) -> ScreenNames:
    screens = device.screens
    screens.school.open(school_login_url)
    sees(screens.school.group(group), f"the group {group}")
    yield "the groups at school"
    screens.school.choose_group(group)
    sees(screens.names.person(pupil.first_name), f"the name {pupil.first_name}")
    yield "the names at school"
    screens.names.choose(pupil.first_name)
    sees(screens.password.field, login.THE_PASSWORD)
    yield "the password at school"
