"""The control protocol, version 1: how a suite sets a scene in the testbed and reads what a person could not.

It never does what a scenario is about; that is done in the browser.
"""

import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from typing import Annotated, Any, Literal, Protocol

from flask import Blueprint, Response, jsonify, request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from werkzeug.exceptions import HTTPException

import reference_app
from reference_app.portal import Portal
from reference_app.rules.home_code import ALPHABET
from reference_app.rules.network_environments import NETWORK_ENVIRONMENTS
from reference_app.services import administration
from reference_app.services.administration import AddedPupil, AddedSchool, EmailTaken, SchoolRules
from reference_app.web.language import gettext

CAN = ("clock", "mail", "school-login", "teacher", "password-pictures", "network-environments", "letters")
LARGEST_BODY = 4 * 1024 * 1024

Answer = Response | tuple[Response, int] | tuple[str, int]


class SettableClock(Protocol):
    def now(self) -> datetime: ...
    def set(self, now: datetime) -> None: ...
    def reset(self) -> None: ...


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _NewTeacher(_Message):
    name: str
    email: str


class _NewSecret(_Message):
    secret: Literal["password", "picture"] = "password"
    password: Annotated[str, Field(min_length=1, max_length=128)] = ""

    @model_validator(mode="after")
    def a_picture_has_no_password(self) -> "_NewSecret":
        if self.secret == "picture" and self.password:
            raise ValueError("`password` goes only with secret=password")
        return self


class _NewPupil(_NewSecret):
    first_name: str
    last_name: str = ""
    parent_email: str = ""

    def as_new_pupil(self) -> administration.NewPupil:
        return administration.NewPupil(
            first_name=self.first_name,
            last_name=self.last_name,
            uses_password_picture=self.secret == "picture",
            password=self.password or None,
            parent_email=self.parent_email or None,
        )


class _NewGroup(_Message):
    name: str
    teachers: list[_NewTeacher] = []
    pupils: list[_NewPupil] = []


def _in_the_guide(name: str) -> str:
    if name not in NETWORK_ENVIRONMENTS:
        raise ValueError(f"the guide names {', '.join(NETWORK_ENVIRONMENTS)}")
    return name


class _SchoolRules(_Message):
    home_login: bool = True
    network_environment: Annotated[str, AfterValidator(_in_the_guide)] | None = None


class _NewSchool(_SchoolRules):
    name: Annotated[str, Field(min_length=1)]
    groups: list[_NewGroup]

    def as_new_school(self) -> administration.NewSchool:
        return administration.NewSchool(
            self.name,
            tuple(
                administration.NewGroup(
                    group.name,
                    tuple(administration.NewTeacher(teacher.name, teacher.email) for teacher in group.teachers),
                    tuple(pupil.as_new_pupil() for pupil in group.pupils),
                )
                for group in self.groups
            ),
            SchoolRules(home_login=self.home_login, network_environment=self.network_environment),
        )


class _ChangedRules(_SchoolRules):
    @model_validator(mode="after")
    def something_changes(self) -> "_ChangedRules":
        if not self.model_fields_set:
            raise ValueError("give home_login or network_environment")
        return self


class _Clock(_Message):
    now: AwareDatetime


class NotFound(Exception):
    """Nothing here has that id."""


class _Mailbox(_Message):
    to: str


def control(portal: Portal, clock: SettableClock, mails: Sequence[EmailMessage], token: str) -> Blueprint:
    """The protocol's addresses, open to whoever sends `token` as a bearer; `mails` are in the order of delivery."""
    protocol = Blueprint("control", __name__)
    _demand(protocol, token)
    _explain(protocol)
    _offer_schools(protocol, portal)
    _offer_clock(protocol, clock)
    _offer_mails(protocol, mails)

    @protocol.get("/capabilities")
    def capabilities() -> Answer:
        about = {"name": "Thuispoort, the reference portal", "version": reference_app.__version__}
        return jsonify(protocol=1, portal=about, can=CAN)

    return protocol


def _demand(protocol: Blueprint, token: str) -> None:
    @protocol.before_request
    def demand_token() -> Answer | None:
        request.max_content_length = LARGEST_BODY
        given = request.headers.get("Authorization", "")
        if hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return None
        return _problem(401, "The token is missing or wrong", "Send the header `Authorization: Bearer TOKEN`")


def _explain(protocol: Blueprint) -> None:
    @protocol.errorhandler(ValidationError)
    def invalid(error: ValidationError) -> Answer:
        detail = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in error.errors())
        return _problem(422, "The request is not what the protocol says", detail)

    @protocol.errorhandler(EmailTaken)
    def taken(error: EmailTaken) -> Answer:
        return _problem(409, "An address is taken", str(error))

    @protocol.errorhandler(NotFound)
    def not_found(_: NotFound) -> Answer:
        return _problem(404, "Not found", "Nothing here has that id")

    @protocol.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Answer:
        return _problem(error.code or 500, error.name, error.description or "")


def _offer_schools(protocol: Blueprint, portal: Portal) -> None:
    @protocol.post("/schools")
    def make_school() -> Answer:
        new = _NewSchool.model_validate_json(request.get_data())
        school = portal.administration.add_school(new.as_new_school())
        return jsonify(_school(school)), 201

    @protocol.patch("/schools/<school_id>")
    def change_school(school_id: str) -> Answer:
        changes = _ChangedRules.model_validate_json(request.get_data()).model_dump(exclude_unset=True)
        rules = portal.administration.school_rules(school_id)
        if rules is None:
            raise NotFound
        portal.administration.change_school(school_id, replace(rules, **changes))
        return "", 204

    @protocol.delete("/schools/<school_id>")
    def remove_school(school_id: str) -> Answer:
        if not portal.administration.remove_school(school_id):
            raise NotFound
        return "", 204

    @protocol.patch("/pupils/<pupil_id>")
    def change_secret(pupil_id: str) -> Answer:
        new = _NewSecret.model_validate_json(request.get_data())
        same_kind = not new.model_fields_set
        pupil = portal.administration.change_secret(
            pupil_id,
            uses_password_picture=None if same_kind else new.secret == "picture",
            password=new.password or None,
        )
        if pupil is None:
            raise NotFound
        return jsonify(_pupil(pupil))


def _offer_clock(protocol: Blueprint, clock: SettableClock) -> None:
    @protocol.get("/clock")
    def read_clock() -> Answer:
        return jsonify(now=clock.now().isoformat())

    @protocol.put("/clock")
    def set_clock() -> Answer:
        clock.set(_Clock.model_validate_json(request.get_data()).now)
        return "", 204

    @protocol.delete("/clock")
    def real_time() -> Answer:
        clock.reset()
        return "", 204


def _offer_mails(protocol: Blueprint, mails: Sequence[EmailMessage]) -> None:
    @protocol.get("/mails")
    def read_mails() -> Answer:
        to = _Mailbox.model_validate(request.args.to_dict()).to
        return jsonify([_mail(mail) for mail in mails if mail["To"] == to])


def _mail(mail: EmailMessage) -> dict[str, Any]:
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    return {
        "to": mail["To"],
        "subject": mail["Subject"],
        "text": text and text.get_content(),
        "html": html and html.get_content(),
        "sent_at": mail["Date"].datetime.isoformat(),
    }


def _school(school: AddedSchool) -> dict[str, Any]:
    return {
        "id": school.id,
        "school_login_url": f"{request.host_url}school/{school.link_key}",
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "teachers": [{"id": t.id, "email": t.email, "password": t.password} for t in group.teachers],
                "pupils": [_pupil(pupil) for pupil in group.pupils],
            }
            for group in school.groups
        ],
    }


def _pupil(pupil: AddedPupil) -> dict[str, Any]:
    return {
        "id": pupil.id,
        "first_name": pupil.first_name,
        "home_code": pupil.home_code,
        "wrong_home_code": pupil.home_code and _wrong(pupil.home_code),
        "password": None if pupil.uses_password_picture else pupil.secret,
        "password_picture": gettext(pupil.secret) if pupil.uses_password_picture else None,
    }


def _wrong(code: str) -> str:
    """A code that counts for the same home account and is not its own: another last character."""
    return code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1]


def _problem(status: int, title: str, detail: str) -> Answer:
    response = jsonify(title=title, status=status, detail=detail)
    response.mimetype = "application/problem+json"
    return response, status
