"""A portal that speaks the control protocol, version 1, over HTTP."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests

from e2e.ports import Capabilities, ControlError, Group, Language, Mail, NewSchool, Pupil, School, Teacher

TIMEOUT_SECONDS = 30


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
        answer = self._ask("GET", "/capabilities")
        if answer["protocol"] != 1:
            raise ControlError(f"the portal speaks version {answer['protocol']} of the control protocol, the suite 1")
        return Capabilities(answer["portal"]["name"], answer["portal"]["version"], frozenset(answer["can"]))

    def make_school(self, school: NewSchool) -> School:
        return _school(self._ask("POST", "/schools", asdict(school)))

    def remove_school(self, school_id: str) -> None:
        self._ask("DELETE", f"/schools/{school_id}")

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        self._ask("PATCH", f"/schools/{school_id}", rules)

    def change_secret(self, pupil_id: str) -> Pupil:
        return _pupil(self._ask("PATCH", f"/pupils/{pupil_id}", {}))

    def mails(self, to: str) -> list[Mail]:
        return [
            Mail(mail["to"], mail["subject"], mail["text"], mail.get("html"))
            for mail in self._ask("GET", f"/mails?{urlencode({'to': to})}")
        ]

    def now(self) -> datetime:
        return datetime.fromisoformat(self._ask("GET", "/clock")["now"])

    def set_now(self, now: datetime) -> None:
        self._ask("PUT", "/clock", {"now": now.isoformat()})

    def real_time(self) -> None:
        self._ask("DELETE", "/clock")

    def close(self) -> None:
        self._session.close()

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        try:
            answer = self._session.request(method, self._address + path, json=body, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise ControlError(f"{method} {self._address}{path}: {error}") from error
        if not answer.ok:
            raise ControlError(f"{method} {self._address}{path}: {answer.status_code} {answer.text[:300]}")
        return answer.json() if answer.content else None


def _school(answer: dict[str, Any]) -> School:
    return School(answer["id"], answer["school_login_url"], tuple(map(_group, answer["groups"])))


def _group(answer: dict[str, Any]) -> Group:
    teachers = tuple(Teacher(teacher["email"], teacher["password"]) for teacher in answer["teachers"])
    return Group(answer["name"], teachers, tuple(map(_pupil, answer["pupils"])))


def _pupil(answer: dict[str, Any]) -> Pupil:
    return Pupil(**{name: answer[name] for name in Pupil.__dataclass_fields__})
