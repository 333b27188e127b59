"""Answers that do not keep the control protocol: the error names the call, the key, and what was expected."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from e2e.contract import Capabilities, Control, ControlError, Group, Mail, NewSchool, Pupil, School, Teacher
from e2e.targets.http import HttpControl

CAPABILITIES = {"protocol": 1, "portal": {"name": "Ours", "version": "3"}, "can": ["clock"], "since": 2019}
NOOR = {
    "id": "21",
    "first_name": "Noor",
    "home_code": "0123",
    "wrong_home_code": None,
    "password": "zon",
    "password_picture": None,
    "shoe_size": 34,
}
ANNA = {"id": "8", "name": "J. Anna", "email": "anna@school.example", "password": "vulpen"}
GROUP = {"id": "3", "name": "Groep 5", "teachers": [ANNA], "pupils": [NOOR]}
SCHOOL = {"id": "17", "school_login_url": None, "groups": [GROUP]}
MAIL = {"to": "parent@home.example", "subject": "Code", "text": "0123", "sent_at": "2021-09-01T16:00:00+02:00"}

Call = Callable[[Control], Any]

CALLS: Mapping[str, tuple[str, Call]] = {
    "capabilities": ("GET /capabilities", lambda control: control.capabilities()),
    "make_school": ("POST /schools", lambda control: control.make_school(NewSchool("De Regenboog", ()))),
    "change_secret": ("PATCH /pupils/21", lambda control: control.change_secret("21")),
    "change_school": ("PATCH /schools/17", lambda control: control.change_school("17", {"home_login": False})),
    "mails": ("GET /mails?to=parent", lambda control: control.mails("parent")),
    "now": ("GET /clock", lambda control: control.now()),
}


@pytest.fixture(scope="module")
def answering(serve: Callable[[Flask], str]) -> Callable[[object], str]:
    """Gives the address of a portal that answers each call with this: as JSON, unless it is a Flask response."""

    def start(answer: object) -> str:
        app = Flask(__name__)

        def answered(path: str) -> Any:
            return answer if isinstance(answer, str | tuple | Response) else app.json.response(answer)

        app.add_url_rule("/<path:path>", view_func=answered, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
        return serve(app)

    return start


def problem_of(address: str, call: str) -> str:
    """The error message without the call, with which it has to begin."""
    asked, ask = CALLS[call]
    method, _, path = asked.partition(" ")
    with pytest.raises(ControlError) as caught:
        ask(HttpControl(address, "open"))
    told = str(caught.value)
    assert told.startswith(f"{method} {address}{path}: ")
    assert "\n" not in told
    return told.removeprefix(f"{method} {address}{path}: ")


def with_pupil(**changes: object) -> Mapping[str, object]:
    return SCHOOL | {"groups": [GROUP | {"pupils": [NOOR, NOOR | changes]}]}


def without(table: Mapping[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in table.items() if name != key}


@pytest.mark.parametrize(
    ("call", "answer", "told"),
    [
        ("make_school", with_pupil(home_code=12345), "groups[0].pupils[1].home_code has to be a string and is 12345"),
        ("make_school", SCHOOL | {"id": 17}, "id has to be a string and is 17"),
        ("make_school", without(SCHOOL, "groups"), "groups is missing"),
        ("make_school", SCHOOL | {"groups": {}}, "groups has to be a list and is {}"),
        ("make_school", SCHOOL | {"groups": ["Groep 5"]}, "groups[0] has to be an object and is 'Groep 5'"),
        (
            "make_school",
            SCHOOL | {"groups": [GROUP | {"teachers": [without(ANNA, "email")]}]},
            "groups[0].teachers[0].email is missing",
        ),
        ("change_secret", NOOR | {"password": False}, "password has to be a string and is False"),
        ("change_secret", without(NOOR, "wrong_home_code"), "wrong_home_code is missing"),
        ("change_secret", [NOOR], "the answer has to be an object and is [{'first_name'"),
        ("capabilities", without(CAPABILITIES, "portal"), "portal is missing"),
        ("capabilities", CAPABILITIES | {"portal": "Ours"}, "portal has to be an object and is 'Ours'"),
        ("capabilities", CAPABILITIES | {"can": "clock"}, "can has to be a list and is 'clock'"),
        ("capabilities", CAPABILITIES | {"protocol": "1"}, "protocol has to be a whole number and is '1'"),
        ("capabilities", CAPABILITIES | {"protocol": 2}, "protocol: the portal speaks version 2 of the control"),
        ("capabilities", [], "the answer has to be an object and is []"),
        ("mails", MAIL, "the answer has to be a list and is {'sent_at'"),
        ("mails", [MAIL, MAIL | {"text": None}], "[1].text has to be a string and is None"),
        ("now", {"now": 1630504800}, "now has to be a string with date and time and is 1630504800"),
        ("now", {"now": "soon"}, "now: Invalid isoformat string: 'soon'"),
        (
            "now",
            {"now": "2021-09-01T16:00:00"},
            "now has to be a time with its zone, such as 2021-09-01T16",
        ),
        ("now", {}, "now is missing"),
        ("now", "", "the answer has to be an object and is None"),
        ("now", "<h1>Log\nin</h1>", r"it has to be JSON and is '<h1>Log\nin</h1>'"),
        ("now", Response("{'now': 1}", mimetype="application/json"), "it has to be JSON and is \"{'now': 1}\""),
        ("change_school", "<h1>Log in</h1>", "it has to be JSON and is '<h1>Log in</h1>'"),
    ],
)
def test_a_wrong_answer_is_told_with_the_key_and_what_was_due(
    answering: Callable[[object], str], call: str, answer: object, told: str
) -> None:
    assert problem_of(answering(answer), call).startswith(f"the answer is not what the protocol says: {told}")


def test_all_that_is_wrong_in_an_answer_is_told(answering: Callable[[object], str]) -> None:
    told = problem_of(answering({"protocol": 1, "can": [1]}), "capabilities")

    assert "portal is missing; can[0] has to be a string and is 1" in told


def test_not_much_is_shown_of_a_long_answer(answering: Callable[[object], str]) -> None:
    assert len(problem_of(answering({"now": ["later"] * 1000}), "now")) < 200


def test_a_refusal_is_told_on_one_line(answering: Callable[[object], str]) -> None:
    assert problem_of(answering(("no,\nnot now", 500)), "now") == "500 no, not now"


def test_a_portal_that_is_not_there_is_told() -> None:
    problem_of("http://127.0.0.1:9", "capabilities")


@pytest.mark.parametrize(
    ("call", "answer", "read"),
    [
        ("capabilities", CAPABILITIES, Capabilities("Ours", "3", frozenset({"clock"}))),
        ("change_secret", NOOR, Pupil("21", "Noor", "0123", None, "zon", None)),
        ("mails", [MAIL], [Mail("parent@home.example", "Code", "0123", None)]),
        ("now", {"now": "2021-09-01T14:00:00Z"}, datetime(2021, 9, 1, 14, tzinfo=UTC)),
        ("change_school", ("", 204), None),
        ("change_school", {"changed": True}, None),
    ],
)
def test_a_portal_may_say_more_than_is_asked(
    answering: Callable[[object], str], call: str, answer: object, read: object
) -> None:
    assert CALLS[call][1](HttpControl(answering(answer), "open")) == read


def test_a_school_is_read_with_its_groups(answering: Callable[[object], str]) -> None:
    made = CALLS["make_school"][1](HttpControl(answering(SCHOOL), "open"))

    noor = Pupil("21", "Noor", "0123", None, "zon", None)
    assert made == School("17", None, (Group("Groep 5", (Teacher("anna@school.example", "vulpen"),), (noor,)),))
