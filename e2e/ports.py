"""The published contract: what the suite needs of a portal, and nothing of how the portal does it.

`Control` sets a scene and reads what a person could not; `Target` says where a portal is and how its screens are found.
A field that a portal cannot give is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

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
    email: str
    password: str


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
