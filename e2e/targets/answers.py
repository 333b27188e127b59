"""What a portal may answer in the control protocol, version 1, and how a wrong answer is reported.

Types are those of docs/control-protocol.yaml and nothing is converted: a code that comes as a number has lost its
leading zeros. A portal may say more than it is asked; only what the suite reads has to be there.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError, field_validator

from e2e.contract import Capabilities, Group, Mail, Pupil, School, Teacher

Answer = TypeVar("Answer")

VERSION = 1
_LONGEST_SHOWN = 60
_DUE = {
    "string_type": "a string",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "an object",
    "datetime_type": "a string with date and time",
    "timezone_aware": "a time with its zone, such as 2021-09-01T16:00:00+02:00,",
}


class WrongAnswer(Exception):
    """The answer breaks the protocol; the message says on one line what each wrong key has to be and what it is."""


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class _Portal(_Answer):
    name: str
    version: str


class _Capabilities(_Answer):
    protocol: int
    portal: _Portal
    can: list[str]

    @field_validator("protocol")
    @classmethod
    def _spoken_here(cls, version: int) -> int:
        if version != VERSION:
            raise ValueError(f"the portal speaks version {version} of the control protocol, the suite {VERSION}")
        return version


class _Teacher(_Answer):
    email: str
    password: str


class _Pupil(_Answer):
    id: str
    first_name: str
    home_code: str | None
    wrong_home_code: str | None
    password: str | None
    password_picture: str | None


class _Group(_Answer):
    name: str
    teachers: list[_Teacher]
    pupils: list[_Pupil]


class _School(_Answer):
    id: str
    school_login_url: str | None
    groups: list[_Group]


class _Mail(_Answer):
    to: str
    subject: str
    text: str
    html: str | None = None


class _Clock(_Answer):
    now: AwareDatetime

    @field_validator("now", mode="before")
    @classmethod
    def _in_iso_8601(cls, written: object) -> object:
        return datetime.fromisoformat(written) if isinstance(written, str) else written


def capabilities(answer: object) -> Capabilities:
    """Read the capabilities. Like the functions below, this takes parsed JSON and raises WrongAnswer."""
    told = _right(_Capabilities, answer)
    return Capabilities(told.portal.name, told.portal.version, frozenset(told.can))


def school(answer: object) -> School:
    told = _right(_School, answer)
    return School(told.id, told.school_login_url, tuple(map(_group, told.groups)))


def pupil(answer: object) -> Pupil:
    return _as_pupil(_right(_Pupil, answer))


def mails(answer: object) -> list[Mail]:
    return [Mail(mail.to, mail.subject, mail.text, mail.html) for mail in _right(list[_Mail], answer)]


def now(answer: object) -> datetime:
    return _right(_Clock, answer).now


def _group(group: _Group) -> Group:
    teachers = tuple(Teacher(teacher.email, teacher.password) for teacher in group.teachers)
    return Group(group.name, teachers, tuple(map(_as_pupil, group.pupils)))


def _as_pupil(told: _Pupil) -> Pupil:
    return Pupil(**dict(told))


def _right(kind: type[Answer], answer: object) -> Answer:
    try:
        return TypeAdapter(kind).validate_python(answer)
    except ValidationError as error:
        raise WrongAnswer("; ".join(_faults(error))) from None


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        place, kind = _place(fault["loc"]), fault["type"]
        if kind == "missing":
            yield f"{place} is missing"
        elif kind in _DUE:
            yield f"{place} has to be {_DUE[kind]} and is {_shown(fault['input'])}"
        else:
            yield f"{place}: {fault['msg'].removeprefix('Value error, ')}"


def _place(keys: Sequence[int | str]) -> str:
    """The place of a key, as in a program: groups[0].pupils[1].home_code."""
    written = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return written.removeprefix(".") or "the answer"


def _shown(seen: Any) -> str:
    """The start of a value, on one line."""
    told = repr(seen)
    return told if len(told) <= _LONGEST_SHOWN else f"{told[:_LONGEST_SHOWN]}…"
