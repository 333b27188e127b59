"""Checks, before anything is run, that the suite can find its way in a portal, and says how to fix what is wrong.

It goes through a first login as the suite itself does, and looks on each screen for what the scenarios need there.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests
from playwright.sync_api import Error, sync_playwright

from e2e.browser.device import Device
from e2e.browser.evidence import EvidenceRecorder
from e2e.browser.finding import Wanted, find
from e2e.browser.machine import this_machine
from e2e.checks.expectations import misses, sees
from e2e.checks.reasons import reason_of
from e2e.contract import CannotDo, ControlError, Pupil, SceneNotSet, Target
from e2e.doctor.finding import Finding, Say, right, told, wrong
from e2e.environments.route import route_to_portal
from e2e.flows import login
from e2e.model.launch_args import merged_launch_args
from e2e.model.reason import NotSeen
from e2e.scene.school import CAST, Scene, home_code, password, password_picture, wrong_home_code
from e2e.screens.elements import elements

SECONDS_TO_ANSWER = 15
_ANSWER_WITHIN_MILLISECONDS = 4_000
_EMPTY = "fields => fields.forEach(field => { field.value = '' })"
_MOST_LINES = 60
_MANY = {"materials.material", "password.any_picture", "password.other_picture", "page.ask_the_teacher"}


def examine(target: Target, browser_name: str, say: Say) -> int:
    """Check everything; returns an exit code. Raises NoBrowserError."""
    title = f"{target.name}, in {target.language}"
    return told(title, _findings(target, browser_name, say), "pytest e2e --target with this file.", say)


def _findings(target: Target, browser_name: str, say: Say) -> Iterator[Finding]:
    reached = [*_addresses(target)]
    yield from reached
    if not all(finding.is_right for finding in reached):
        return
    try:
        can = target.control.capabilities().can
    except ControlError as error:
        yield wrong("the control protocol", str(error), "See docs/control-protocol.yaml")
        return
    source = "the control protocol" if target.own_school else "the roster"
    yield right(source, f"the portal offers {', '.join(sorted(can)) or 'nothing extra'}")
    named = {"Noor", *({"Jip"} & _if("password-pictures" in can)), *({"juf Anna"} & _if("teacher" in can))}
    try:
        scene = Scene(target.control, named)
    except (CannotDo, ControlError, SceneNotSet) as error:
        yield wrong(f"a school with {', '.join(sorted(named))}", str(error))
        return
    yield right(f"a school with {', '.join(sorted(named))}")
    try:
        if "clock" in can:
            yield _clock(target)
        with _device(target, browser_name, say) as device:
            yield from _Walk(device, scene, can, own_school=target.own_school).findings()
    finally:
        scene.remove()


def _if(condition: bool) -> set[str]:
    return {role.name for role in CAST} if condition else set()


def _addresses(target: Target) -> Iterator[Finding]:
    for place in ("front", "home", "teacher"):
        if address := getattr(target.addresses, place):
            yield _address(place, address, target.certificate_authority)


def _address(place: str, address: str, authority: Path | None) -> Finding:
    what = f"[portal] {place} = {address}"
    try:
        answer = requests.get(address, timeout=SECONDS_TO_ANSWER, verify=str(authority) if authority else True)
    except requests.exceptions.SSLError as error:
        mend = 'Write in [portal]: certificate_authority = "FILE.pem", the certificate of the authority that signed it'
        return wrong(what, f"the certificate is not trusted ({error})", mend)
    except requests.RequestException as error:
        return wrong(what, f"not reached ({error})", "Is the portal running, and is this its address?")
    answers = f"answers {answer.status_code}"
    return right(what, answers) if answer.ok else wrong(what, answers)


def _clock(target: Target) -> Finding:
    wanted = datetime(2030, 1, 15, 12, tzinfo=UTC)
    try:
        target.control.set_now(wanted)
        off = abs((target.control.now() - wanted).total_seconds())
        target.control.real_time()
    except ControlError as error:
        return wrong("the portal's clock", str(error))
    if off > SECONDS_TO_ANSWER:
        return wrong("the portal's clock", f"{off:.0f} s from where it was set")
    return right("the portal's clock")


@contextmanager
def _device(target: Target, browser_name: str, say: Say) -> Iterator[Device]:
    found = find(Wanted(browser_name), this_machine())
    with (
        tempfile.TemporaryDirectory() as folder,
        route_to_portal(None, target, Path(folder), say) as route,
        sync_playwright() as playwright,
    ):
        launch = merged_launch_args(found.launch_args(), route.launch_args(browser_name))
        browser = getattr(playwright, browser_name).launch(**launch)
        options = {"locale": login.LOCALES[target.language]} | route.context_args()
        device = Device(
            "tablet",
            target,
            lambda: browser.new_context(**options),
            EvidenceRecorder(Path(folder)),
            profile=None,
        )
        yield device
        device.shut_down()
        browser.close()


class _Walk:
    """A first login, from the front page to logging out, with a mistake on each screen; then the teacher, and a block.

    It asks for a new code only in a school of its own; any other school is left as it was.
    """

    def __init__(self, device: Device, scene: Scene, can: frozenset[str], *, own_school: bool) -> None:
        self._device = device
        self._screens = device.screens
        self._scene = scene
        self._can = can
        self._own_school = own_school
        self._shown = ""

    def findings(self) -> Iterator[Finding]:
        stretches: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
            ("the first login", self._first_login),
            *([("the password pictures", self._pictures)] if "password-pictures" in self._can else []),
            *([("the school", self._school)] if "school-login" in self._can else []),
            *([("the teacher", self._teacher), ("the block", self._block)] if "teacher" in self._can else []),
        ]
        for name, stretch in stretches:
            # If the previous stretch stopped halfway, somebody may still be logged in.
            self._device.replace_cookies([])
            try:
                yield from stretch()
            except (Error, NotSeen, SceneNotSet) as error:
                yield wrong(f"{name} stops here", reason_of(error).line, self._on_the_screen())

    def _first_login(self) -> Iterator[Finding]:
        screens, noor = self._screens, self._scene.pupil("Noor")
        screens.front.open()
        yield from self._look("front.picture", "front.home_login")
        screens.front.choose_home_login()
        yield from self._look("code.field", "code.verify")
        if noor.wrong_home_code:
            screens.code.enter(wrong_home_code(noor))
            yield from self._look("code.wrong", "page.ask_the_teacher")
        screens.code.enter(home_code(noor))
        yield from self._look("names.person", "names.picture", "names.another_code", "names.forget", pupil=noor)
        screens.names.choose("Noor")
        yield from self._look("password.whose", "password.field", "password.log_in", pupil=noor)
        screens.password.enter(login.wrong_password(noor))
        yield from self._look("password.wrong")
        screens.password.enter(password(noor))
        yield from self._look("account.who", "account.way_out", "materials.list", "materials.material", pupil=noor)
        screens.account.log_out()
        sees(login.login_screens(screens), "account.logged_out, or a screen that asks to log in")
        yield right("logging out")

    def _pictures(self) -> Iterator[Finding]:
        jip = self._scene.pupil("Jip")
        login.to_the_names(self._device, jip)
        self._screens.names.choose("Jip")
        yield from self._look("password.pictures", "password.any_picture", "password.picture", pupil=jip)
        self._screens.password.click_other_picture(password_picture(jip))
        yield from self._look("password.wrong_picture")
        self._screens.password.click_picture(password_picture(jip))
        login.sees_own_materials(self._screens, "Jip")
        yield right("logging in with a password picture")
        self._screens.account.log_out()

    def _school(self) -> Iterator[Finding]:
        address = self._scene.school.school_login_url
        if address is None:
            yield wrong("logging in at school", "the portal gives no school_login_url")
            return
        self._screens.school.open(address)
        yield from self._look("school.group", group=self._scene.group_of("Noor"))
        self._screens.school.choose_group(self._scene.group_of("Noor"))
        yield from self._look("names.person", pupil=self._scene.pupil("Noor"))

    def _teacher(self) -> Iterator[Finding]:
        teacher, noor = self._scene.teacher("juf Anna"), self._scene.pupil("Noor")
        screen = self._screens.teacher
        screen.open()
        yield from self._look("teacher.email", "teacher.password", "teacher.log_in")
        screen.log_in(teacher.email, f"{teacher.password}-wrong")
        yield from self._look("teacher.wrong")
        screen.log_in(teacher.email, teacher.password)
        group = self._scene.group_of("juf Anna")
        yield from self._look("teacher.group", group=group)
        screen.open_group(group)
        yield from self._look("teacher.pupil", pupil=noor)
        if "letters" in self._can:
            yield from self._look(*self._clicked_first("teacher.open_letters", "teacher.open_letter"), pupil=noor)
            screen.open_letter("Noor")
            if "pdf" not in self._device.traffic.pages()[-1].headers.get("content-type", ""):
                yield from self._look("letter.code")
            screen.open()
            screen.open_group(group)
        if self._own_school:
            screen.ask_for_new_code("Noor")
            yield from self._look("teacher.confirm_new_code")

    def _block(self) -> Iterator[Finding]:
        """A block, and a login after the teacher lifts it: the scenarios that begin with a block go the same way."""
        screens, noor = self._screens, self._scene.pupil("Noor")
        login.to_the_password(self._device, noor)
        login.guess_passwords(self._device, noor, login.AS_GOOD_AS_ENDLESS)
        try:
            yield from self._look("block.notice")
            login.try_password(self._device, noor, password(noor))
            login.sees_the_block(screens)
            login.sees_no_materials(screens, "Noor")
            yield from self._unlocking(noor)
        except (Error, NotSeen) as error:
            left = "" if self._own_school else " Noor may be blocked now: unlock her by hand, or wait an hour."
            yield wrong("the block stops here", f"{reason_of(error).line}.{left}", self._on_the_screen())
            return
        screens.account.log_out()
        yield right("a block, and unlocking")

    def _unlocking(self, noor: Pupil) -> Iterator[Finding]:
        screens = self._screens
        teacher = self._scene.teacher("juf Anna")
        group = self._scene.group_of("juf Anna")
        self._device.replace_cookies([])
        screens.teacher.open()
        screens.teacher.log_in(teacher.email, teacher.password)
        screens.teacher.open_group(group)
        yield from self._look("teacher.blocked", *self._clicked_first("teacher.unlock"), pupil=noor)
        screens.teacher.unlock("Noor")
        misses(screens.teacher.blocked("Noor"), "Noor as blocked")
        self._device.replace_cookies([])
        # A teacher's page with a field for a pupil's new password may look like the page that asks for the password.
        screens.front.open_home()
        login.log_in(self._device, noor)

    def _clicked_first(self, *actions: str) -> Iterator[str]:
        """The first element of each action, if it is the suite's; a target's own elements are not looked for."""
        return (name for action in actions for name in self._screens.find.takes(action)[:1] if name in elements())

    def _look(self, *names: str, pupil: Pupil | None = None, group: str = "") -> Iterator[Finding]:
        words = {"group": group}
        if pupil:
            words |= {"first_name": pupil.first_name, "picture": pupil.password_picture or ""}
        for name in names:
            locator = self._screens.find(name, **words)
            try:
                locator.first.wait_for(timeout=_ANSWER_WITHIN_MILLISECONDS)
            except Error:
                yield self._missed(name)
            else:
                number = locator.count()
                many = number > 1 and name not in _MANY
                yield right(name, f"found {number} times; the first counts" if many else elements()[name].explained)

    def _missed(self, name: str) -> Finding:
        screen, _, element = name.partition(".")
        mend = f'Write in [screens.{screen}]: {element} = "…", with a selector for it.\n{self._on_the_screen()}'
        inside = elements()[name].inside
        where = f"{f'in {inside} ' if inside else ''}on {self._screens.page.url}"
        return wrong(name, f"{elements()[name].explained}: not found {where}", mend)

    def _on_the_screen(self) -> str:
        """The screen as a screen reader reads it, which shows the roles and names to choose from, but no password.

        The same screen is shown only once, however much is missing from it.
        """
        try:
            self._screens.page.locator("[type=password]").evaluate_all(_EMPTY)
            lines = self._screens.page.locator("body").aria_snapshot(timeout=_ANSWER_WITHIN_MILLISECONDS).splitlines()
        except Error:
            return f"{self._screens.page.url} does not answer."
        shown = "\n".join([f"On the screen at {self._screens.page.url} are:", *lines[:_MOST_LINES]])
        if shown == self._shown:
            return "It is the same screen as above."
        self._shown = shown
        return shown
