"""A page asks the database once what the teacher may see, and for no more than it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from reference_app.portal import Portal
from reference_app.services.administration import AddedSchool, AddedTeacher
from tests.reference_app.conftest import logged_in

PAGES = [
    ("GET", "/teacher"),
    ("GET", "/teacher/groups/{group}"),
    ("GET", "/teacher/groups/{group}/letters"),
    ("GET", "/teacher/groups/{group}/mails"),
    ("POST", "/teacher/groups/{group}/mails"),
    ("GET", "/teacher/pupils/{pupil}/letter"),
    ("GET", "/teacher/pupils/{pupil}/new-code"),
    ("POST", "/teacher/pupils/{pupil}/new-code"),
    ("GET", "/teacher/pupils/{pupil}/new-password"),
    ("POST", "/teacher/pupils/{pupil}/new-password"),
    ("POST", "/teacher/pupils/{pupil}/mail"),
    ("POST", "/teacher/pupils/{pupil}/unlock"),
]


@pytest.fixture
def portal(start_portal: Callable[..., Portal]) -> Portal:
    return start_portal(can_mail=True)


@pytest.fixture
def address(school: AddedSchool) -> Callable[[str], str]:
    """Fills in a group and a pupil of Anna's."""
    [group] = school.groups
    return lambda path: path.format(group=group.id, pupil=group.pupils[0].id)


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_it_is_asked_once_whether_the_teacher_may(
    console: FlaskClient, portal: Portal, address: Callable[[str], str], method: str, path: str
) -> None:
    asked: list[str] = []

    def note(*call: Any) -> None:
        asked.append(call[2])

    event.listen(portal.store._engine, "after_cursor_execute", note)

    answer = console.open(address(path), method=method, data={"kind": "password", "secret": "konijn12"})

    assert (answer.status_code < 400, sum("group_teachers" in query for query in asked)) == (True, 1)


@pytest.mark.parametrize("secret", ["konijn12", ""])
@pytest.mark.parametrize(("method", "path"), PAGES[1:])
def test_what_is_another_teachers_is_not_to_be_found(
    app: Flask, portal: Portal, bas: AddedTeacher, address: Callable[[str], str], method: str, path: str, secret: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    others = logged_in(app, portal, bas)

    answer = others.open(address(path), method=method, data={"kind": "password", "secret": secret})
    assert answer.status_code == 404
