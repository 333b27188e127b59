"""A portal that speaks the control protocol, version 1, over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import requests

from e2e.contract import Capabilities, ControlError, Group, Language, Mail, NewSchool, Pupil, School, Teacher

TIMEOUT_SECONDS = 30

Answer = TypeVar("Answer")


class HttpControl:
    """`address` is where the protocol's paths begin, without a slash at the end; `token` is sent as a bearer.

    `authority` is a file with the certificate of who signed the portal's, where the machine does not know it;
    `language` is the one in which the portal is to name its password pictures.
    """

    def __init__(self, address: str, token: str, authority: Path | None = None, *, language: Language = "nl") -> None:
        self._address = address
        self._session = requests.Session()
        self._session.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": language})
        # A proxy named in the environment is for the world outside, not for a portal under test.
        self._session.trust_env = False
        self._session.verify = str(authority) if authority else True

    def capabilities(self) -> Capabilities:
        return self._ask("GET", "/capabilities", _capabilities)

    def make_school(self, school: NewSchool) -> School:
        return self._ask("POST", "/schools", _school, asdict(school))

    def remove_school(self, school_id: str) -> None:
        self._ask("DELETE", f"/schools/{school_id}", _nothing)

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        self._ask("PATCH", f"/schools/{school_id}", _nothing, rules)

    def change_secret(self, pupil_id: str) -> Pupil:
        return self._ask("PATCH", f"/pupils/{pupil_id}", _pupil, {})

    def mails(self, to: str) -> list[Mail]:
        return self._ask("GET", f"/mails?{urlencode({'to': to})}", lambda mails: list(map(_mail, mails)))

    def now(self) -> datetime:
        return self._ask("GET", "/clock", lambda clock: datetime.fromisoformat(clock["now"]))

    def set_now(self, now: datetime) -> None:
        self._ask("PUT", "/clock", _nothing, {"now": now.isoformat()})

    def real_time(self) -> None:
        self._ask("DELETE", "/clock", _nothing)

    def close(self) -> None:
        self._session.close()

    def _ask(
        self, method: str, path: str, read: Callable[[Any], Answer], body: Mapping[str, Any] | None = None
    ) -> Answer:
        asked = f"{method} {self._address}{path}"
        try:
            answer = self._session.request(method, self._address + path, json=body, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise ControlError(f"{asked}: {error}") from error
        if not answer.ok:
            raise ControlError(f"{asked}: {answer.status_code} {answer.text[:300]}")
        try:
            return read(answer.json() if answer.content else None)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            seen = f"{answer.text[:300]!r} ({type(error).__name__}: {error})"
            raise ControlError(f"{asked}: the answer is not what the protocol says, but {seen}") from error


def _nothing(_: Any) -> None:
    """What is to be read of an answer that has only to be right."""


def _capabilities(answer: dict[str, Any]) -> Capabilities:
    if answer["protocol"] != 1:
        raise ControlError(f"the portal speaks version {answer['protocol']} of the control protocol, the suite 1")
    return Capabilities(answer["portal"]["name"], answer["portal"]["version"], frozenset(answer["can"]))


def _school(answer: dict[str, Any]) -> School:
    return School(answer["id"], answer["school_login_url"], tuple(map(_group, answer["groups"])))


def _group(answer: dict[str, Any]) -> Group:
    teachers = tuple(Teacher(teacher["email"], teacher["password"]) for teacher in answer["teachers"])
    return Group(answer["name"], teachers, tuple(map(_pupil, answer["pupils"])))


def _mail(answer: dict[str, Any]) -> Mail:
    return Mail(answer["to"], answer["subject"], answer["text"], answer.get("html"))


def _pupil(answer: dict[str, Any]) -> Pupil:
    return Pupil(**{name: answer[name] for name in Pupil.__dataclass_fields__})
