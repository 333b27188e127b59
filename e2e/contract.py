"""The published contract: what the suite needs of a portal, and nothing of how the portal does it.

`Control` sets a scene and reads what a person could not; `Target` says where a portal is and how its screens are found.
Below them is what each screen has to offer, for a target with classes of its own.

Throughout, a field that a portal cannot give is None, and a datetime is aware. In brackets stands the clause that a
rule comes from, such as (LOCK-6); scenarios/clauses.toml says what it demands, and where that comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from playwright.sync_api import Locator

Language = Literal["nl", "en"]
"""Of a portal's pages: Dutch or English."""


class ControlError(Exception):
    """The portal did not do what the control protocol asks; the scenario's verdict is "set-up failed"."""


class CannotDo(Exception):
    """This target has no means for it, which is no fault: the scenario is "not tested". The message says why."""


class SceneNotSet(Exception):
    """The scene that a scenario starts from is not there; its verdict is "set-up failed". The message says why."""


@dataclass(frozen=True)
class Capabilities:
    """What a portal is and what it offers beyond the home login itself.

    `can` holds any of clock, mail, school-login, teacher, password-pictures, network-environments and letters, as
    docs/control-protocol.yaml explains them. Scenarios that need another one are "not tested".
    """

    portal: str
    version: str
    can: frozenset[str]


@dataclass(frozen=True)
class NewTeacher:
    """`email` is nobody else's, in this run or another: what stands before the dot in it is the name, juf-anna."""

    name: str
    email: str


@dataclass(frozen=True)
class NewPupil:
    """`parent_email` is this pupil's alone, in this scenario alone: a code is mailed there (TEACHER-2).

    `secret` is what the pupil logs in with at school and at home (SECRET-1, SECRET-2); the portal makes it.
    """

    first_name: str
    last_name: str
    parent_email: str
    secret: Literal["password", "picture"] = "password"


@dataclass(frozen=True)
class NewGroup:
    """A class of the school. Its `teachers` teach all of its `pupils`, and nobody else does (UNLOCK-2, TEACHER-5)."""

    name: str
    teachers: tuple[NewTeacher, ...]
    pupils: tuple[NewPupil, ...]


@dataclass(frozen=True)
class NewSchool:
    """A school that allows working at home and uses no network environment."""

    name: str
    groups: tuple[NewGroup, ...]


@dataclass(frozen=True)
class Teacher:
    """What a teacher logs in with. `name` says who it is where `email` is not the one that was asked for."""

    email: str
    password: str
    name: str = ""


@dataclass(frozen=True)
class Pupil:
    """A pupil as the portal made one. `id` is the portal's own, for `Control.change_secret`.

    `home_code` is as printed; None where the school may not or does not hand one out (TEACHER-3).
    `wrong_home_code` is wrong and counts for this pupil's home account (LOCK-3); None where the portal cannot tell
    whose account a wrong code is.
    One of `password` and `password_picture` is there. The picture is named as a screen reader says it (A11Y-3), in the
    target's language.
    """

    id: str
    first_name: str
    home_code: str | None
    wrong_home_code: str | None
    password: str | None
    password_picture: str | None


@dataclass(frozen=True)
class Group:
    """With everybody who was asked for, under the first names asked for; in any order."""

    name: str
    teachers: tuple[Teacher, ...]
    pupils: tuple[Pupil, ...]


@dataclass(frozen=True)
class School:
    """`id` is the portal's own. `school_login_url` is the whole address at which its pupils log in at school."""

    id: str
    school_login_url: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Mail:
    """What somebody reads who opens it; `text` is the part without markup. `to` is one bare address."""

    to: str
    subject: str
    text: str
    html: str | None


class Control(Protocol):
    """How a scene is set. It never does what a scenario is about, which is done in the browser.

    Every call raises ControlError where the portal does not do it, and CannotDo where this control has no means for it.
    What was set holds as soon as the call returns.
    """

    def capabilities(self) -> Capabilities:
        """Asked before anything else."""
        ...

    def make_school(self, school: NewSchool) -> School:
        """All of it at once. Schools of other scenarios may be there at the same time, with the same names."""
        ...

    def remove_school(self, school_id: str) -> None:
        """With everything that belongs to it; `school_id` is the `id` of a School."""
        ...

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        """From now on. `rules` has one or both of these keys; what is not named stays as it is.

        `home_login`: True or False, whether the school allows working at home (CODE-5).
        `network_environment`: as the guide names it, or None for none (CODE-6).
        """
        ...

    def change_secret(self, pupil_id: str) -> Pupil:
        """A new password or picture, of the same kind and made by the portal; the old one counts no more (SECRET-4)."""
        ...

    def mails(self, to: str) -> Sequence[Mail]:
        """What was mailed to an address, oldest first; empty where nothing was, or not yet."""
        ...

    def now(self) -> datetime:
        """The portal's time. Aware, in any zone."""
        ...

    def set_now(self, now: datetime) -> None:
        """Set the time for the whole portal, forwards or back; from there its clock runs on. `now` is aware."""
        ...

    def real_time(self) -> None:
        """Undo `set_now`; nothing where the clock was not set."""
        ...


@dataclass(frozen=True)
class Addresses:
    """Where a person goes by hand: whole addresses, with http:// or https://.

    `front` is the page with the picture "Leerlingen" (ENTRY-2), `home` where logging in at home begins (ENTRY-1),
    `teacher` where a teacher logs in; empty where there are no screens for teachers.
    """

    front: str
    home: str
    teacher: str


class Target(Protocol):
    """A portal under test."""

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    @property
    def addresses(self) -> Addresses: ...

    @property
    def language(self) -> Language:
        """What the browsers ask for, and what the suite reads on the pages."""
        ...

    @property
    def address_header(self) -> str | None:
        """The header from which the portal takes a visitor's internet address (LOCK-14); None if it believes none."""
        ...

    @property
    def selectors(self) -> Mapping[str, str]:
        """Selectors for Playwright in place of the suite's own way to find an element, by its name in elements.toml."""
        ...

    @property
    def actions(self) -> Mapping[str, tuple[str, ...]]:
        """The elements that are clicked for an action, in order, where it is not what the suite clicks.

        By the action's name in actions.toml. An element with a ? behind it is clicked where it comes.
        """
        ...

    @property
    def classes(self) -> Mapping[str, type]:
        """Classes in place of the suite's own, by the screen's name in `SCREENS`; they keep its protocol."""
        ...

    @property
    def own_school(self) -> bool:
        """Whether a scenario's school is there for that scenario alone, and may be changed at will."""
        ...

    @property
    def shared(self) -> bool:
        """Whether several processes use the portal at once; its clock is then moved by one at a time."""
        ...

    @property
    def certificate_authority(self) -> Path | None:
        """A PEM file with the certificate of whoever signed the portal's, where browsers do not know it."""
        ...

    @property
    def control(self) -> Control: ...


# The screens. An action returns when the portal has answered, whatever the answer is; it raises Playwright's Error if
# what it needs does not come in time. A locator finds only what is to be seen, and is made without waiting for it.
# Nothing here asserts, as that is for the scenarios. `find` is the suite's e2e.screens.find.Find, on one page.


class FrontScreen(Protocol):
    """The front page and the home address (ENTRY-1, ENTRY-2). Made with `find` and the Addresses."""

    home_login: Locator
    """The green button "Ik heb een thuis login code" in the picture "Leerlingen"."""

    def open(self) -> None:
        """The front page, as typed in the address bar."""
        ...

    def open_home(self) -> None:
        """The home address, straight."""
        ...

    def choose_home_login(self) -> None:
        """From the front page on to the code."""
        ...


class CodeScreen(Protocol):
    """Where the home code is asked (CODE-1 to CODE-6). Made with `find`, like those below unless they say otherwise."""

    field: Locator
    verify: Locator
    """The button "verifiëren"."""
    wrong: Locator
    """Says that the code is wrong."""

    def enter(self, code: str) -> None:
        """Put it in the field and send it."""
        ...

    def paste(self, code: str) -> None:
        """From the clipboard, and send it (CODE-4)."""
        ...

    def type_by_hand(self, code: str) -> None:
        """Key by key, and send it (CODE-1)."""
        ...


class NamesScreen(Protocol):
    """The pupils whom the device knows, at home (PICK-1, PICK-2); those of a group, at school."""

    another_code: Locator
    """Leads to the code of one more pupil (SIBLING-5)."""

    def person(self, first_name: str) -> Locator:
        """The pupil, to click."""
        ...

    def picture(self, first_name: str) -> Locator:
        """The picture of that pupil."""
        ...

    def choose(self, first_name: str) -> None:
        """On to the password, wherever one clicks."""
        ...

    def choose_by_name(self, first_name: str) -> None:
        """By a click on the name in letters."""
        ...

    def choose_by_picture(self, first_name: str) -> None:
        """By a click on the picture."""
        ...

    def add_another(self) -> None:
        """On to the code of one more pupil."""
        ...

    def ask_to_forget_device(self) -> None:
        """As far as the question whether that is meant (SIBLING-6)."""
        ...

    def confirm_forgetting(self) -> None:
        """Answer that question with yes."""
        ...


class PasswordScreen(Protocol):
    """Where the password or the password picture is asked (SECRET-1 to SECRET-3)."""

    field: Locator
    log_in: Locator
    any_picture: Locator
    """All of the password pictures."""
    wrong: Locator
    """Says that the password is wrong."""
    wrong_picture: Locator
    """Says that the picture is wrong."""
    blocked: Locator
    """Says that the home account is blocked, and until when (LOCK-5)."""

    def asks(self, first_name: str) -> bool:
        """Whether it is on the screen now, and says whose password it asks for."""
        ...

    def enter(self, password: str) -> None:
        """Put it in the field and send it."""
        ...

    def type_by_hand(self, password: str) -> None:
        """Key by key, and send it."""
        ...

    def picture(self, picture: str) -> Locator:
        """A password picture by its name, that of `Pupil.password_picture`."""
        ...

    def click_picture(self, picture: str) -> None:
        """Log in with it."""
        ...

    def click_other_picture(self, picture: str) -> None:
        """Any picture but that one."""
        ...


class MaterialsScreen(Protocol):
    """The pupil's own lesson materials (MATERIAL-1)."""

    list: Locator
    materials: Locator
    """Each of those in the list, to click."""

    def open_first(self) -> str:
        """Click through to the first; returns its title as it stood in the list."""
        ...

    def opened(self, title: str) -> Locator:
        """The title on the page of the lesson material itself."""
        ...


class Account(Protocol):
    """What every page shows of who is logged in (SIBLING-4)."""

    way_out: Locator
    """What is to be seen of logging out: the button, or the menu that it is in."""
    logged_out: Locator
    """Says that nobody is logged in any more."""

    def who(self, first_name: str) -> Locator:
        """Says that this pupil is logged in."""
        ...

    def log_out(self) -> None: ...


class SchoolScreen(Protocol):
    """Logging in at school, as far as the names (SECRET-5, LOCK-7)."""

    def open(self, school_login_url: str) -> None:
        """The address in `School.school_login_url`."""
        ...

    def group(self, group: str) -> Locator:
        """A group of the school by its name, to click."""
        ...

    def choose_group(self, group: str) -> None:
        """On to the names of its pupils."""
        ...


class TeacherScreen(Protocol):
    """The teacher's console (UNLOCK-1 to UNLOCK-4, TEACHER-1 to TEACHER-5). Made with `find` and the Addresses."""

    email: Locator
    """Where the teacher's e-mail address, or another login name, is typed."""
    wrong: Locator
    """Says that the teacher's address or password is wrong."""
    letters: Locator
    """Leads to the letters of the whole group."""
    code_replaced: Locator
    """Says that the pupil has a new code."""
    not_at_home: Locator
    """Says that the school does not allow working at home (TEACHER-3)."""
    mail_on_its_way: Locator
    """Says that the code has been mailed, or soon will be."""

    def open(self) -> None:
        """Where a teacher logs in, or what comes there for one who is logged in."""
        ...

    def log_in(self, email: str, password: str) -> None:
        """As far as the teacher's own groups."""
        ...

    def group(self, group: str) -> Locator:
        """A group of the teacher's by its name, to click."""
        ...

    def open_group(self, group: str) -> None:
        """From the groups on to the pupils of one."""
        ...

    def pupil(self, first_name: str) -> Locator:
        """The row of a pupil in the group."""
        ...

    def blocked(self, first_name: str) -> Locator:
        """Says in that row that the pupil is blocked, and until when (UNLOCK-4)."""
        ...

    def unlock(self, first_name: str) -> None:
        """Lift the block of a pupil in the group (UNLOCK-1)."""
        ...

    def elsewhere(self, environment: str) -> Locator:
        """Says in which network environment the pupils log in at home (TEACHER-3)."""
        ...

    def letter(self, first_name: str) -> Locator:
        """Leads to the letter of a pupil."""
        ...

    def open_letter(self, first_name: str) -> None:
        """From the group on to the letter of a pupil, as it is printed (TEACHER-1)."""
        ...

    def open_letters(self) -> None:
        """From the group on to the letters of all, one per printed page (TEACHER-1)."""
        ...

    def new_code(self, first_name: str) -> Locator:
        """Leads to a new code for a pupil."""
        ...

    def ask_for_new_code(self, first_name: str) -> None:
        """As far as the question whether that is meant (TEACHER-4)."""
        ...

    def confirm_new_code(self) -> None:
        """Answer that question with yes; the old code stops working (CODE-7)."""
        ...

    def way_to_mail(self, first_name: str) -> Locator:
        """Leads to mailing the code of a pupil, to click."""
        ...

    def mail(self, first_name: str) -> None:
        """Mail the pupil's code to the parent or guardian (TEACHER-2)."""
        ...


SCREENS: Mapping[str, type] = {
    "front": FrontScreen,
    "code": CodeScreen,
    "names": NamesScreen,
    "password": PasswordScreen,
    "materials": MaterialsScreen,
    "account": Account,
    "school": SchoolScreen,
    "teacher": TeacherScreen,
}
"""What a class in place of the suite's own has to keep, by the screen's name in `[classes]` of a target file."""
