"""The published contract: what the suite needs from a portal, but not how the portal provides it.

`Control` sets a scene and reads what a person could not see; `Target` says where a portal is and how its screens are
found. Below them is what each screen has to offer, for a target with classes of its own.

Throughout, a field that a portal cannot give is None, and a datetime is aware. The clause that a rule comes from is in
brackets, such as (LOCK-6); scenarios/clauses.toml says what it demands, and where that comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from playwright.sync_api import Locator

Language = Literal["nl", "en"]
"""The language of a portal's pages: Dutch or English."""


class ControlError(Exception):
    """The portal did not do what the control protocol asks; the scenario's verdict is "set-up failed"."""


class CannotDo(Exception):
    """This target has no means to do it, which is not a fault: the scenario is "not tested". The message says why."""


class SceneNotSet(Exception):
    """The scene that a scenario starts from could not be set; its verdict is "set-up failed". The message says why."""


@dataclass(frozen=True)
class Capabilities:
    """What a portal is, and what it offers beyond the home login itself.

    `can` holds any of clock, mail, school-login, teacher, password-pictures, network-environments and letters, which
    docs/control-protocol.yaml explains. Scenarios that need one that is not in it are "not tested".
    """

    portal: str
    version: str
    can: frozenset[str]


@dataclass(frozen=True)
class NewTeacher:
    """`email` is unique, across runs too. The part before its first dot is the name, such as juf-anna."""

    name: str
    email: str


@dataclass(frozen=True)
class NewPupil:
    """`parent_email` is used for this pupil only, and in this scenario only: a code is mailed there (TEACHER-2).

    `secret` is the kind of secret that the pupil logs in with at school and at home (SECRET-1, SECRET-2); the portal
    chooses the secret itself.
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
    """What a teacher logs in with. `name` says who it is if `email` is not the one that was asked for."""

    email: str
    password: str
    name: str = ""


@dataclass(frozen=True)
class Pupil:
    """A pupil as the portal made them. `id` is the portal's own, for `Control.change_secret`.

    `home_code` is as printed; None if the school may not or does not hand one out (TEACHER-3).
    `wrong_home_code` is wrong and counts as a failure for this pupil's home account (LOCK-3); None if the portal cannot
    tell which account a wrong code belongs to.
    Exactly one of `password` and `password_picture` is given. The picture goes by the name that a screen reader says
    (A11Y-3), in the target's language.
    """

    id: str
    first_name: str
    home_code: str | None
    wrong_home_code: str | None
    password: str | None
    password_picture: str | None


@dataclass(frozen=True)
class Group:
    """A class, with everybody who was asked for, under the first names that were asked for; in any order."""

    name: str
    teachers: tuple[Teacher, ...]
    pupils: tuple[Pupil, ...]


@dataclass(frozen=True)
class School:
    """`id` is the portal's own. `school_login_url` is the full address at which its pupils log in at school."""

    id: str
    school_login_url: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Mail:
    """What somebody who opens it reads; `text` is the part without markup. `to` is a single bare address."""

    to: str
    subject: str
    text: str
    html: str | None


class Control(Protocol):
    """How a scene is set. It never does what a scenario is about: that is done in the browser.

    Every call raises ControlError if the portal does not do what is asked, and CannotDo if this control has no means to
    ask it. What was set is in force as soon as the call returns.
    """

    def capabilities(self) -> Capabilities:
        """Asked before anything else."""
        ...

    def make_school(self, school: NewSchool) -> School:
        """Make all of it at once. Schools of other scenarios may exist at the same time, with the same names."""
        ...

    def remove_school(self, school_id: str) -> None:
        """Remove it with everything that belongs to it; `school_id` is the `id` of a School."""
        ...

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        """Change its rules from now on. `rules` has one or both of these keys; a rule that is not named stays as it is.

        `home_login`: whether the school allows working at home, True or False (CODE-5).
        `network_environment`: its name in the guide, or None for no environment (CODE-6).
        """
        ...

    def change_secret(self, pupil_id: str) -> Pupil:
        """Give a new secret of the same kind, chosen by the portal; the old one no longer works (SECRET-4)."""
        ...

    def mails(self, to: str) -> Sequence[Mail]:
        """The mails sent to an address, oldest first; empty if there are none, or none yet."""
        ...

    def now(self) -> datetime:
        """The portal's time: an aware datetime, in any zone."""
        ...

    def set_now(self, now: datetime) -> None:
        """Set the time for the whole portal, forwards or backwards; its clock runs on from there. `now` is aware."""
        ...

    def real_time(self) -> None:
        """Undo `set_now`. Does nothing if the clock was not set."""
        ...


@dataclass(frozen=True)
class Addresses:
    """The addresses that a person types in: full ones, with http:// or https://.

    `front` is the page with the picture "Leerlingen" (ENTRY-2), `home` is where logging in at home begins (ENTRY-1),
    and `teacher` is where a teacher logs in, which is empty if there are no screens for teachers.
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
        """The language that the browsers ask for, and that the suite reads on the pages."""
        ...

    @property
    def address_header(self) -> str | None:
        """The header from which the portal takes a visitor's IP address (LOCK-14); None if it trusts no header."""
        ...

    @property
    def selectors(self) -> Mapping[str, str]:
        """Playwright selectors that replace the suite's own way to find an element, by its name in elements.toml."""
        ...

    @property
    def actions(self) -> Mapping[str, tuple[str, ...]]:
        """The elements to click for an action, in order, if they are not those that the suite clicks.

        The key is the action's name in actions.toml. An element with a ? after its name is clicked only if it appears.
        """
        ...

    @property
    def classes(self) -> Mapping[str, type]:
        """Classes that replace the suite's own, by the screen's name in `SCREENS`; they implement its protocol."""
        ...

    @property
    def own_school(self) -> bool:
        """Whether each scenario gets a school of its own, which it may change at will."""
        ...

    @property
    def shared(self) -> bool:
        """Whether several processes use the portal at once; then only one at a time moves its clock."""
        ...

    @property
    def certificate_authority(self) -> Path | None:
        """A PEM file with the certificate of the authority that signed the portal's, if browsers do not know it."""
        ...

    @property
    def control(self) -> Control: ...


# The screens. An action returns when the portal has answered, whatever the answer is; it raises Playwright's Error if
# something that it needs does not appear in time. A locator finds only what is visible, and making one does not wait.
# Nothing here asserts anything: that is up to the scenarios. `find` is an e2e.screens.find.Find, for one page.


class FrontScreen(Protocol):
    """The front page and the home address (ENTRY-1, ENTRY-2). Made with `find` and the Addresses."""

    home_login: Locator
    """The green button "Ik heb een thuis login code" in the picture "Leerlingen"."""

    def open(self) -> None:
        """Go to the front page, as if its address were typed into the address bar."""
        ...

    def open_home(self) -> None:
        """Go straight to the home address."""
        ...

    def choose_home_login(self) -> None:
        """Go on from the front page to the code."""
        ...


class CodeScreen(Protocol):
    """Where the home code is asked for (CODE-1 to CODE-6). Like most of the screens below, it is made with `find`."""

    field: Locator
    verify: Locator
    """The button "verifiëren"."""
    wrong: Locator
    """Says that the code is wrong."""

    def enter(self, code: str) -> None:
        """Fill in the code and send it."""
        ...

    def paste(self, code: str) -> None:
        """Paste the code from the clipboard and send it (CODE-4)."""
        ...

    def type_by_hand(self, code: str) -> None:
        """Type the code key by key and send it (CODE-1)."""
        ...


class NamesScreen(Protocol):
    """At home, the pupils whom the device knows (PICK-1, PICK-2); at school, the pupils of a group."""

    another_code: Locator
    """Leads to entering the code of one more pupil (SIBLING-5)."""

    def person(self, first_name: str) -> Locator:
        """The pupil, to click."""
        ...

    def picture(self, first_name: str) -> Locator:
        """The picture of that pupil."""
        ...

    def choose(self, first_name: str) -> None:
        """Go on to the password, by a click anywhere on the pupil."""
        ...

    def choose_by_name(self, first_name: str) -> None:
        """Go on to the password, by a click on the written name."""
        ...

    def choose_by_picture(self, first_name: str) -> None:
        """Go on to the password, by a click on the picture."""
        ...

    def add_another(self) -> None:
        """Go on to entering the code of one more pupil."""
        ...

    def ask_to_forget_device(self) -> None:
        """Go as far as the question that asks for confirmation (SIBLING-6)."""
        ...

    def confirm_forgetting(self) -> None:
        """Answer yes to that question."""
        ...


class PasswordScreen(Protocol):
    """Where the password or the password picture is asked for (SECRET-1 to SECRET-3)."""

    field: Locator
    log_in: Locator
    any_picture: Locator
    """Finds all the password pictures."""
    wrong: Locator
    """Says that the password is wrong."""
    wrong_picture: Locator
    """Says that the picture is wrong."""
    blocked: Locator
    """Says that the home account is blocked, and until when (LOCK-5)."""

    def asks(self, first_name: str) -> bool:
        """Whether it is on the screen now and says that it asks for this pupil's password or picture."""
        ...

    def enter(self, password: str) -> None:
        """Fill in the password and send it."""
        ...

    def type_by_hand(self, password: str) -> None:
        """Type the password key by key and send it."""
        ...

    def picture(self, picture: str) -> Locator:
        """A password picture, by its name as in `Pupil.password_picture`."""
        ...

    def click_picture(self, picture: str) -> None:
        """Log in with that picture."""
        ...

    def click_other_picture(self, picture: str) -> None:
        """Click any picture but that one."""
        ...


class MaterialsScreen(Protocol):
    """The pupil's own lesson materials (MATERIAL-1)."""

    list: Locator
    materials: Locator
    """Finds each lesson material in the list, to click."""

    def open_first(self) -> str:
        """Open the first one; returns its title as the list shows it."""
        ...

    def opened(self, title: str) -> Locator:
        """The title on the lesson material's own page."""
        ...


class Account(Protocol):
    """The part of every page that shows who is logged in (SIBLING-4)."""

    way_out: Locator
    """The visible way to log out: the button, or the menu that it is in."""
    logged_out: Locator
    """Says that nobody is logged in any more."""

    def who(self, first_name: str) -> Locator:
        """Says that this pupil is logged in."""
        ...

    def log_out(self) -> None: ...


class SchoolScreen(Protocol):
    """Logging in at school, up to the names (SECRET-5, LOCK-7)."""

    def open(self, school_login_url: str) -> None:
        """Go to the address in `School.school_login_url`."""
        ...

    def group(self, group: str) -> Locator:
        """A group of the school, by its name, to click."""
        ...

    def choose_group(self, group: str) -> None:
        """Go on to the names of its pupils."""
        ...


class TeacherScreen(Protocol):
    """The teacher's screens (UNLOCK-1 to UNLOCK-4, TEACHER-1 to TEACHER-5). Made with `find` and the Addresses."""

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
        """Go to where a teacher logs in, or to what is shown there if the teacher is already logged in."""
        ...

    def log_in(self, email: str, password: str) -> None:
        """Log in, which leads to the teacher's own groups."""
        ...

    def group(self, group: str) -> Locator:
        """One of the teacher's groups, by its name, to click."""
        ...

    def open_group(self, group: str) -> None:
        """Go on from the groups to the pupils of this one."""
        ...

    def pupil(self, first_name: str) -> Locator:
        """The pupil's row in the group."""
        ...

    def blocked(self, first_name: str) -> Locator:
        """Says in the pupil's row that they are blocked, and until when (UNLOCK-4)."""
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
        """Go on from the group to a pupil's letter, as it is printed (TEACHER-1)."""
        ...

    def open_letters(self) -> None:
        """Go on from the group to everybody's letters, one per printed page (TEACHER-1)."""
        ...

    def new_code(self, first_name: str) -> Locator:
        """Leads to a new code for a pupil."""
        ...

    def ask_for_new_code(self, first_name: str) -> None:
        """Go as far as the question that asks for confirmation (TEACHER-4)."""
        ...

    def confirm_new_code(self) -> None:
        """Answer yes to that question; the old code stops working (CODE-7)."""
        ...

    def way_to_mail(self, first_name: str) -> Locator:
        """Leads to mailing a pupil's code, to click."""
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
"""The protocol that a class in place of the suite's own has to implement, by its name in `[classes]` of the file."""
