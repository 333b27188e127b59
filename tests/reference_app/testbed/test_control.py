"""The control protocol as a suite in another program meets it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.code_mails import MailForm
from reference_app.testbed.portal import CONTROL, Testbed
from reference_app.web.language import in_first_language

SCHOOL = {
    "name": "De Regenboog",
    "groups": [
        {
            "name": "Groep 5",
            "teachers": [{"name": "juf Anna", "email": "anna@school.example"}],
            "pupils": [
                {"first_name": "Noor", "parent_email": "noors-parent@family.example"},
                {"first_name": "Jip", "secret": "picture", "parent_email": "jips-parent@family.example"},
            ],
        }
    ],
}


class Suite:
    """A client of the protocol, with the right token or another."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self._client = client
        self.token = token
        self.language = ""

    def ask(self, method: str, path: str, body: Any = None) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        return self._client.open(CONTROL + path, method=method, json=body, headers=headers)

    def made_school(self, **changes: Any) -> Any:
        return self.ask("POST", "/schools", SCHOOL | changes).get_json()

    def pupil(self, place: int) -> Any:
        return self.made_school()["groups"][0]["pupils"][place]


@pytest.fixture
def testbed(tmp_path: Path) -> Iterator[Testbed]:
    testbed = Testbed(f"sqlite:///{tmp_path / 'portal.sqlite'}")
    yield testbed
    testbed.close()


@pytest.fixture
def suite(testbed: Testbed) -> Suite:
    return Suite(testbed.app.test_client(), testbed.token)


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_without_the_token_nothing_is_done(suite: Suite, token: str) -> None:
    suite.token = token

    assert suite.ask("POST", "/schools", SCHOOL).status_code == 401


def test_a_pupil_comes_with_a_code_that_opens_the_device(suite: Suite, testbed: Testbed) -> None:
    noor = suite.pupil(0)

    known = testbed.portal.home.enter_code(noor["home_code"], None)

    assert [pupil.first_name for pupil in testbed.portal.home.pupils(getattr(known, "device_token", None))] == ["Noor"]


def test_a_wrong_code_counts_for_the_pupils_account(suite: Suite, testbed: Testbed) -> None:
    noor = suite.pupil(0)

    for _ in range(10):
        testbed.portal.home.enter_code(noor["wrong_home_code"], None)

    assert testbed.portal.home.blocked_until(noor["id"]) is not None


def test_a_password_picture_is_named_in_the_portals_first_language(suite: Suite, testbed: Testbed) -> None:
    named = suite.pupil(1)["password_picture"]

    with testbed.app.test_request_context():
        assert named in {in_first_language(name) for name in PASSWORD_PICTURES}


def test_a_password_picture_is_named_in_english_to_who_asks_in_english(suite: Suite) -> None:
    suite.language = "en"

    assert suite.pupil(1)["password_picture"] in PASSWORD_PICTURES


def test_a_school_that_forbids_it_hands_out_no_code(suite: Suite) -> None:
    school = suite.made_school(home_login=False)

    assert school["groups"][0]["pupils"][0]["home_code"] is None


def test_changing_one_rule_leaves_the_other(suite: Suite, testbed: Testbed) -> None:
    school = suite.made_school(home_login=False)

    suite.ask("PATCH", f"/schools/{school['id']}", {"network_environment": "MOO"})

    rules = testbed.portal.administration.school_rules(school["id"])
    assert rules is not None
    assert (rules.home_login, rules.network_environment) == (False, "MOO")


def test_a_new_secret_is_of_the_same_kind(suite: Suite) -> None:
    jip = suite.pupil(1)

    changed = suite.ask("PATCH", f"/pupils/{jip['id']}", {}).get_json()

    assert changed["password_picture"] not in {None, jip["password_picture"]}


def test_the_clock_runs_on_from_where_it_is_set(suite: Suite, testbed: Testbed) -> None:
    suite.ask("PUT", "/clock", {"now": "2021-07-23T00:00:00+02:00"})

    assert timedelta() <= testbed.clock.now() - datetime(2021, 7, 22, 22, tzinfo=UTC) < timedelta(minutes=1)


def test_the_clock_goes_back_to_real_time(suite: Suite, testbed: Testbed) -> None:
    suite.ask("PUT", "/clock", {"now": "2021-07-23T00:00:00Z"})

    suite.ask("DELETE", "/clock")

    assert abs(testbed.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def mail_to_all_parents(suite: Suite, testbed: Testbed) -> Any:
    """Make a group; returns it as the portal made it."""
    group = suite.made_school()["groups"][0]
    portal_address = MailForm("nl", "http://portal.example/")
    testbed.portal.mails.to_parents(group["teachers"][0]["id"], group["id"], portal_address)
    testbed.mail_worker.deliver_due()
    return group


def test_the_mails_to_an_address_are_told_and_no_others(suite: Suite, testbed: Testbed) -> None:
    mail_to_all_parents(suite, testbed)

    mails = suite.ask("GET", "/mails?to=noors-parent@family.example").get_json()
    assert [(mail["to"], mail["subject"]) for mail in mails] == [
        ("noors-parent@family.example", "Thuis login code van Noor")
    ]


def test_a_mail_is_told_in_both_its_parts(suite: Suite, testbed: Testbed) -> None:
    code = mail_to_all_parents(suite, testbed)["pupils"][0]["home_code"]

    [mail] = suite.ask("GET", "/mails?to=noors-parent@family.example").get_json()
    assert (code in mail["text"], f">{code}</" in mail["html"]) == (True, True)


def test_a_mail_is_told_with_when_it_was_sent(suite: Suite, testbed: Testbed) -> None:
    suite.ask("PUT", "/clock", {"now": "2021-09-01T12:00:00Z"})
    mail_to_all_parents(suite, testbed)

    [mail] = suite.ask("GET", "/mails?to=noors-parent@family.example").get_json()
    sent_at = datetime.fromisoformat(mail["sent_at"])
    assert timedelta() <= sent_at - datetime(2021, 9, 1, 12, tzinfo=UTC) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/mails", None),
        ("GET", "/mails?to=noors-parent@family.example&from=1", None),
        ("POST", "/schools", SCHOOL | {"nonsense": 1}),
        ("POST", "/schools", SCHOOL | {"name": ""}),
        ("POST", "/schools", SCHOOL | {"network_environment": "Nobody's"}),
        ("POST", "/schools", {"name": "without groups"}),
        ("POST", "/schools", SCHOOL | {"groups": [{"name": "x", "pupils": [{"first_name": 1}]}]}),
        ("POST", "/schools", SCHOOL | {"groups": [{"name": "x", "pupils": [{"first_name": "a", "secret": "nose"}]}]}),
        ("PUT", "/clock", {"now": "2021-07-23T00:00:00"}),
        ("PUT", "/clock", {"now": 0}),
        ("PUT", "/clock", None),
    ],
)
def test_a_request_that_is_not_the_protocols_is_refused_in_words(
    suite: Suite, method: str, path: str, body: Any
) -> None:
    answer = suite.ask(method, path, body)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


@pytest.mark.parametrize("email", ["anna@school.example", ""])
def test_a_teachers_address_that_is_taken_is_refused(suite: Suite, email: str) -> None:
    groups = [{"name": "Groep 5", "teachers": [{"name": "juf Anna", "email": email}]}]
    suite.made_school(groups=groups)

    answer = suite.ask("POST", "/schools", SCHOOL | {"groups": groups})
    assert (answer.status_code, email in answer.get_json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/schools/nobody", None),
        ("PATCH", "/schools/nobody", {"home_login": False}),
        ("PATCH", "/pupils/nobody", {}),
    ],
)
def test_what_is_not_there_is_not_found(suite: Suite, method: str, path: str, body: Any) -> None:
    assert suite.ask(method, path, body).status_code == 404
