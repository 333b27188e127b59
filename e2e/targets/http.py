"""A portal that speaks the control protocol, version 1, over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import requests

from e2e.contract import Capabilities, ControlError, Language, Mail, NewSchool, Pupil, School
from e2e.targets import answers
from e2e.targets.answers import WrongAnswer

TIMEOUT_SECONDS = 30
_MOST_CHARACTERS_SHOWN = 300

Answer = TypeVar("Answer")


class HttpControl:
    """Implements the protocol `Control`. The message of a ControlError is one line, which includes the call.

    `address` is where the protocol's paths begin, without a trailing slash; `token` is sent as a bearer token.
    `authority` is a PEM file with the certificate of the authority that signed the portal's, if the machine does not
    know it. `language` is the one in which the portal is to name its password pictures.
    """

    def __init__(self, address: str, token: str, authority: Path | None = None, *, language: Language = "nl") -> None:
        self._address = address
        self._token = token
        self._authority = authority
        self._session = requests.Session()
        self._session.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": language})
        # A proxy in the environment variables is for the internet, not for a portal under test.
        self._session.trust_env = False
        self._session.verify = str(authority) if authority else True

    def in_language(self, language: Language) -> "HttpControl":
        """The same portal, but with its password pictures named in another language."""
        return HttpControl(self._address, self._token, self._authority, language=language)

    def capabilities(self) -> Capabilities:
        return self._ask("GET", "/capabilities", answers.capabilities)

    def make_school(self, school: NewSchool) -> School:
        return self._ask("POST", "/schools", answers.school, asdict(school))

    def remove_school(self, school_id: str) -> None:
        self._ask("DELETE", f"/schools/{school_id}", _nothing)

    def change_school(self, school_id: str, rules: Mapping[str, bool | str | None]) -> None:
        self._ask("PATCH", f"/schools/{school_id}", _nothing, rules)

    def change_secret(self, pupil_id: str) -> Pupil:
        return self._ask("PATCH", f"/pupils/{pupil_id}", answers.pupil, {})

    def mails(self, to: str) -> list[Mail]:
        return self._ask("GET", f"/mails?{urlencode({'to': to})}", answers.mails)

    def now(self) -> datetime:
        return self._ask("GET", "/clock", answers.now)

    def set_now(self, now: datetime) -> None:
        self._ask("PUT", "/clock", _nothing, {"now": now.isoformat()})

    def real_time(self) -> None:
        self._ask("DELETE", "/clock", _nothing)

    def close(self) -> None:
        self._session.close()

    def _ask(
        self, method: str, path: str, read: Callable[[object], Answer], body: Mapping[str, Any] | None = None
    ) -> Answer:
        asked = f"{method} {self._address}{path}"
        try:
            answer = self._session.request(method, self._address + path, json=body, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise ControlError(f"{asked}: {error}") from error
        if not answer.ok:
            said = " ".join(answer.text.split())[:_MOST_CHARACTERS_SHOWN]
            raise ControlError(f"{asked}: {answer.status_code} {said}")
        try:
            return read(_json(answer))
        except WrongAnswer as error:
            raise ControlError(f"{asked}: the answer is not what the protocol says: {error}") from None


def _json(answer: requests.Response) -> object:
    """The JSON in the answer; None if the answer is empty. Raises WrongAnswer."""
    try:
        return answer.json() if answer.content else None
    except ValueError:
        raise WrongAnswer(f"it has to be JSON and is {answer.text[:_MOST_CHARACTERS_SHOWN]!r}") from None


def _nothing(_: object) -> None:
    """The reader for an answer of which only the status matters."""
