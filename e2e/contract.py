"""The published contract: what the suite needs of a portal, and nothing of how the portal does it.

`Control` sets a scene and reads what a person could not; `Target` says where a portal is and how its screens are found.
A field that a portal cannot give is None. Below them is what each screen has to offer, for a target with classes of its
own: an action returns when the portal has answered, and a locator finds only what is to be seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from playwright.sync_api import Locator

Language = Literal["nl", "en"]


class ControlError(Exception):
    """The portal did not do what the control protocol asks; the scene is not set."""


class CannotDo(Exception):
    """This target has no means for it, which is no fault: the scenario is not tested. Says why."""


class SceneNotSet(Exception):
    """The scene that a scenario starts from is not there; says what is missing."""


@dataclass(frozen=True)
class Capabilities:
    """What a portal is and what it offers beyond the home login itself."""

    portal: str
    version: str
    can: frozenset[str]


@dataclass(frozen=True)
class NewTeacher:
    name: str
    email: str


@dataclass(frozen=True)
class NewPupil:
    first_name: str
    last_name: str
    parent_email: str
    secret: Literal["password", "picture"] = "password"


@dataclass(frozen=True)
class NewGroup:
    name: str
    teachers: tuple[NewTeacher, ...]
    pupils: tuple[NewPupil, ...]


@dataclass(frozen=True)
class NewSchool:
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
    """`home_code` as printed; `wrong_home_code` is wrong and counts for this pupil's home account."""

    id: str
    first_name: str
    home_code: str | None
    wrong_home_code: str | None
    password: str | None
    password_picture: str | None


@dataclass(frozen=True)
class Group:
    name: str
    teachers: tuple[Teacher, ...]
    pupils: tuple[Pupil, ...]


@dataclass(frozen=True)
class School:
    id: str
    school_login_url: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Mail:
    """What somebody reads who opens it; `text` is the part without markup."""

    to: str
    subject: str
    text: str
    html: str | None


class Control(Protocol):
    """How a scene is set. Every call raises ControlError where the portal does not do it."""

    def capabilities(self) -> Capabilities: ...

    def make_school(self, school: NewSchool) -> School: ...

    def remove_school(self, school_id: str) -> None: ...

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        """`home_login`, or `network_environment` as the guide names it or None; from now on."""
        ...

    def change_secret(self, pupil_id: str) -> Pupil:
        """A new password or picture, of the same kind and made by the portal."""
        ...

    def mails(self, to: str) -> Sequence[Mail]:
        """What was mailed to an address, oldest first."""
        ...

    def now(self) -> datetime:
        """The portal's time, aware."""
        ...

    def set_now(self, now: datetime) -> None:
        """From there the portal's clock runs on."""
        ...

    def real_time(self) -> None: ...


@dataclass(frozen=True)
class Addresses:
    """Where a person goes by hand."""

    front: str
    home: str
    teacher: str


class Target(Protocol):
    """A portal under test. `selectors` override the suite's own way of finding an element, by the element's name."""

    @property
    def name(self) -> str: ...

    @property
    def addresses(self) -> Addresses: ...

    @property
    def language(self) -> Language: ...

    @property
    def address_header(self) -> str | None:
        """The header by which the suite tells the portal from which address a request comes; None if it cannot."""
        ...

    @property
    def selectors(self) -> Mapping[str, str]: ...

    @property
    def actions(self) -> Mapping[str, tuple[str, ...]]:
        """What is clicked for an action, by the action's name, where it is not what the suite clicks."""
        ...

    @property
    def classes(self) -> Mapping[str, type]:
        """Classes in place of the suite's own for a screen, by the screen's name; they keep its methods."""
        ...

    @property
    def own_school(self) -> bool:
        """Whether a scenario's school is there for that scenario alone, and may be changed at will."""
        ...

    @property
    def shared(self) -> bool:
        """Whether several processes use the portal at once; a clock is then moved by one at a time."""
        ...

    @property
    def certificate_authority(self) -> Path | None:
        """Who signed the portal's certificate, where browsers do not know it; a file."""
        ...

    @property
    def control(self) -> Control: ...


class FrontScreen(Protocol):
    """The front page and the home address. Made with `find` and the addresses."""

    home_login: Locator

    def open(self) -> None: ...

    def open_home(self) -> None:
        """The home address, straight."""
        ...

    def choose_home_login(self) -> None: ...


class CodeScreen(Protocol):
    """Where the home code is asked. Made with `find`, as those below."""

    field: Locator
    verify: Locator
    wrong: Locator

    def enter(self, code: str) -> None: ...

    def paste(self, code: str) -> None: ...

    def type_by_hand(self, code: str) -> None:
        """Key by key."""
        ...


class NamesScreen(Protocol):
    """The pupils whom the device knows, at home; those of a group, at school."""

    another_code: Locator

    def person(self, first_name: str) -> Locator: ...

    def picture(self, first_name: str) -> Locator: ...

    def choose(self, first_name: str) -> None: ...

    def choose_by_name(self, first_name: str) -> None:
        """By a click on the name in letters."""
        ...

    def choose_by_picture(self, first_name: str) -> None: ...

    def add_another(self) -> None: ...

    def ask_to_forget_device(self) -> None: ...

    def confirm_forgetting(self) -> None: ...


class PasswordScreen(Protocol):
    """Where the password or the password picture is asked."""

    field: Locator
    log_in: Locator
    any_picture: Locator
    wrong: Locator
    wrong_picture: Locator
    blocked: Locator

    def asks(self, first_name: str) -> bool:
        """Whether it is on the screen now, and says whose password it asks for."""
        ...

    def enter(self, password: str) -> None: ...

    def type_by_hand(self, password: str) -> None:
        """Key by key."""
        ...

    def picture(self, picture: str) -> Locator: ...

    def click_picture(self, picture: str) -> None: ...

    def click_other_picture(self, picture: str) -> None: ...


class MaterialsScreen(Protocol):
    """The pupil's own lesson materials."""

    list: Locator
    materials: Locator

    def open_first(self) -> str:
        """Returns its title."""
        ...

    def opened(self, title: str) -> Locator: ...


class Account(Protocol):
    """What every page shows of who is logged in."""

    way_out: Locator
    logged_out: Locator

    def who(self, first_name: str) -> Locator: ...

    def log_out(self) -> None: ...


class SchoolScreen(Protocol):
    """The way in at school, as far as the names."""

    def open(self, school_login_url: str) -> None: ...

    def group(self, group: str) -> Locator: ...

    def choose_group(self, group: str) -> None: ...


class TeacherScreen(Protocol):
    """The teacher's console. Made with `find` and the addresses."""

    email: Locator
    wrong: Locator
    letters: Locator
    code_replaced: Locator
    not_at_home: Locator
    mail_on_its_way: Locator

    def open(self) -> None: ...

    def log_in(self, email: str, password: str) -> None: ...

    def group(self, group: str) -> Locator: ...

    def open_group(self, group: str) -> None: ...

    def pupil(self, first_name: str) -> Locator: ...

    def blocked(self, first_name: str) -> Locator: ...

    def unlock(self, first_name: str) -> None: ...

    def elsewhere(self, environment: str) -> Locator: ...

    def letter(self, first_name: str) -> Locator: ...

    def open_letter(self, first_name: str) -> None: ...

    def open_letters(self) -> None: ...

    def new_code(self, first_name: str) -> Locator: ...

    def ask_for_new_code(self, first_name: str) -> None: ...

    def confirm_new_code(self) -> None: ...

    def way_to_mail(self, first_name: str) -> Locator: ...

    def mail(self, first_name: str) -> None: ...


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
