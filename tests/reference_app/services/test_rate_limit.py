"""Guesses that are nobody's: they slow down their source, block nobody, and reveal nothing (LOCK-14, SAFE-6)."""

import hmac
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from reference_app.portal import Portal
from reference_app.rules.internet_address import Address
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import CodeAccepted, MustWait, SignedIn, WrongCode, WrongSecret
from reference_app.rules.policy import OPENED, Policy
from reference_app.services.administration import AddedTeacher
from reference_app.services.rate_limit import Visitor
from reference_app.web import create_app
from tests.reference_app.conftest import AtHome, Rows, SetClock, there, without_token, wrong_code

NOBODYS = "00000-0000-0000"
HOME = ip_address("192.0.2.7")
ELSEWHERE = ip_address("198.51.100.9")


def guess(portal: Portal, visitor: Visitor, times: int = 1, code: str = NOBODYS) -> list[object]:
    return [portal.home.enter_code(code, None, visitor) for _ in range(times)]


def guess_from_fresh_browsers(portal: Portal, times: int, address: Address = HOME) -> list[object]:
    return [portal.home.enter_code(NOBODYS, None, Visitor(address, f"browser {n}")) for n in range(times)]


TABLET = Visitor(HOME, "tablet")


# A browser


def test_the_first_five_codes_of_a_browser_are_free(portal: Portal) -> None:
    assert guess(portal, TABLET, 6) == [WrongCode()] * 6


def test_after_the_sixth_the_browser_has_to_wait(portal: Portal) -> None:
    assert guess(portal, TABLET, 7)[-1] == MustWait(2)


@pytest.mark.parametrize("code", ["", "UUUUU-UUUU-UUUU", "1" * 5000, "00000", "☺\0"])
def test_what_cannot_be_read_as_a_code_counts_too(portal: Portal, code: str) -> None:
    assert guess(portal, TABLET, 7, code)[-1] == MustWait(2)


def test_the_right_code_has_to_wait_too(portal: Portal, noor: AtHome) -> None:
    guess(portal, TABLET, 6)

    assert guess(portal, TABLET, code=noor.code) == [MustWait(2)]


def test_after_the_wait_the_right_code_is_accepted(portal: Portal, noor: AtHome, clock: SetClock) -> None:
    guess(portal, TABLET, 6)
    clock.advance(timedelta(seconds=2))

    [accepted] = guess(portal, TABLET, code=noor.code)
    assert isinstance(accepted, CodeAccepted)


def test_the_seconds_to_wait_are_rounded_up(portal: Portal, clock: SetClock) -> None:
    guess(portal, TABLET, 6)
    clock.advance(timedelta(milliseconds=1_001))

    assert guess(portal, TABLET) == [MustWait(1)]


def test_guessing_during_a_wait_does_not_make_it_longer(portal: Portal, clock: SetClock) -> None:
    guess(portal, TABLET, 30)
    clock.advance(timedelta(seconds=2))

    assert guess(portal, TABLET, 2) == [WrongCode(), MustWait(4)]


def test_after_an_hour_the_first_five_are_free_again(portal: Portal, clock: SetClock) -> None:
    guess(portal, TABLET, 6)
    clock.advance(timedelta(hours=1))

    assert guess(portal, TABLET, 5) == [WrongCode()] * 5


def test_another_browser_at_the_same_address_does_not_wait(portal: Portal) -> None:
    guess(portal, TABLET, 6)

    assert guess(portal, Visitor(HOME, "laptop")) == [WrongCode()]


def test_a_browser_does_not_get_away_by_going_to_another_address(portal: Portal) -> None:
    guess(portal, TABLET, 6)

    assert guess(portal, Visitor(ELSEWHERE, "tablet")) == [MustWait(2)]


def test_a_device_that_is_remembered_is_counted_by_its_cookie(portal: Portal, noor: AtHome) -> None:
    for browser in range(6):
        portal.home.enter_code(NOBODYS, noor.device, Visitor(HOME, f"session {browser}"))

    assert portal.home.enter_code(NOBODYS, noor.device, Visitor(ELSEWHERE, "session")) == MustWait(2)


def test_the_count_outlives_a_restart(portal: Portal, start_portal: Callable[..., Portal]) -> None:
    guess(portal, TABLET, 6)

    assert guess(start_portal(), TABLET) == [MustWait(2)]


def test_before_the_home_login_is_there_nothing_counts(portal: Portal, clock: SetClock) -> None:
    now = clock.time
    clock.time = OPENED - timedelta(seconds=1)
    guess(portal, TABLET, 10)
    clock.time = now

    assert guess(portal, TABLET, 5) == [WrongCode()] * 5


# An address


def test_fifty_codes_of_an_address_are_free(portal: Portal) -> None:
    assert guess_from_fresh_browsers(portal, 51) == [WrongCode()] * 51


def test_after_the_fifty_first_a_fresh_browser_there_has_to_wait(portal: Portal) -> None:
    assert guess_from_fresh_browsers(portal, 52)[-1] == MustWait(2)


def test_who_sends_no_cookie_back_is_told_by_the_address(portal: Portal) -> None:
    assert guess(portal, Visitor(HOME), 52) == [WrongCode()] * 51 + [MustWait(2)]


def test_another_address_does_not_wait(portal: Portal) -> None:
    guess_from_fresh_browsers(portal, 51)

    assert guess(portal, Visitor(ELSEWHERE, "tablet")) == [WrongCode()]


def test_the_addresses_of_one_ipv6_household_count_together(portal: Portal) -> None:
    for n in range(51):
        guess(portal, Visitor(ip_address(f"2001:db8::{n:x}")))

    assert guess(portal, Visitor(ip_address("2001:db8::ffff:0:0:1"))) == [MustWait(2)]


# Nobody's account


def test_wrong_codes_of_an_account_slow_nobody_down(portal: Portal, noor: AtHome) -> None:
    assert guess(portal, TABLET, 9, wrong_code(noor.pupil)) == [WrongCode()] * 9


def test_nobodys_codes_count_for_no_account(portal: Portal, noor: AtHome) -> None:
    guess_from_fresh_browsers(portal, 60)

    assert noor.lockout() == Lockout()


def test_a_wrong_code_during_a_wait_does_not_count_for_its_account(portal: Portal, noor: AtHome) -> None:
    guess(portal, TABLET, 6)

    guess(portal, TABLET, 5, wrong_code(noor.pupil))

    assert noor.lockout() == Lockout()


def test_during_a_wait_a_pupil_whom_the_device_knows_logs_in(portal: Portal, noor: AtHome) -> None:
    for _ in range(60):
        portal.home.enter_code(NOBODYS, noor.device)

    assert isinstance(noor.give_right_secret(), SignedIn)


def test_twenty_codes_at_the_same_moment_are_counted_one_by_one(portal: Portal) -> None:
    with ThreadPoolExecutor(20) as threads:
        came = list(threads.map(lambda _: portal.home.enter_code(NOBODYS, None, TABLET), range(20)))

    assert came.count(WrongCode()) == 6


# What is kept


def test_no_address_and_no_browser_is_in_the_database(portal: Portal, rows: Callable[[], Rows]) -> None:
    guess(portal, Visitor(HOME, "the token of a browser"))

    assert re.findall(r"192\.0\.2\.7|token of a browser", repr(rows())) == []


def test_the_digest_of_an_address_follows_from_the_portals_key(
    portal: Portal, start_portal: Callable[..., Portal]
) -> None:
    """Otherwise whoever has the database could find the address by trying them all."""
    guess(portal, Visitor(HOME), 51)

    assert guess(start_portal(secret_key="another key"), Visitor(HOME)) == [WrongCode()]


def test_counts_that_are_over_are_forgotten(portal: Portal, clock: SetClock, rows: Callable[[], Rows]) -> None:
    guess_from_fresh_browsers(portal, 20)
    clock.advance(timedelta(hours=1, minutes=2))

    guess(portal, TABLET)

    assert len(rows()["strangers"]) == 2


def test_counts_that_are_not_over_are_kept(portal: Portal, clock: SetClock, rows: Callable[[], Rows]) -> None:
    guess_from_fresh_browsers(portal, 20)
    clock.advance(timedelta(minutes=59))

    guess(portal, TABLET)

    assert len(rows()["strangers"]) == 22


def test_who_comes_back_after_an_hour_is_counted_anew(
    portal: Portal, clock: SetClock, rows: Callable[[], Rows]
) -> None:
    guess(portal, TABLET, 6)
    clock.advance(timedelta(hours=2))

    guess(portal, TABLET)

    assert [row.failures for row in rows()["strangers"]] == [1, 1]


# A teacher's password


def guess_at_teacher(portal: Portal, email: str, times: int, address: Address = HOME) -> list[object]:
    return [portal.teacher.sign_in(email, "wrong", Visitor(address)) for _ in range(times)]


@pytest.mark.parametrize("email", ["anna@regenboog.example", "nobody@regenboog.example", ""])
@pytest.mark.usefixtures("school")
def test_after_the_sixth_wrong_password_a_teachers_login_has_to_wait(portal: Portal, email: str) -> None:
    assert guess_at_teacher(portal, email, 7) == [WrongSecret()] * 6 + [MustWait(2)]


def test_a_teachers_login_waits_at_every_address_and_however_it_is_typed(portal: Portal, anna: AddedTeacher) -> None:
    guess_at_teacher(portal, anna.email, 6)

    assert guess_at_teacher(portal, f" {anna.email.upper()}", 1, ELSEWHERE) == [MustWait(2)]


def test_during_the_wait_a_teachers_right_password_is_not_looked_at(portal: Portal, anna: AddedTeacher) -> None:
    guess_at_teacher(portal, anna.email, 6)

    assert portal.teacher.sign_in(anna.email, anna.password) == MustWait(2)


def test_after_the_wait_a_teachers_right_password_logs_in(portal: Portal, anna: AddedTeacher, clock: SetClock) -> None:
    guess_at_teacher(portal, anna.email, 6)
    clock.advance(timedelta(seconds=2))

    assert isinstance(portal.teacher.sign_in(anna.email, anna.password), SignedIn)


def test_guesses_at_many_teachers_slow_their_address_down(portal: Portal) -> None:
    portal.policy = Policy(failures_free_per_address=2)

    guesses = [guess_at_teacher(portal, f"{name}@regenboog.example", 1)[0] for name in "abcd"]

    assert guesses == [WrongSecret()] * 3 + [MustWait(2)]


def test_nobody_can_pass_an_address_off_as_a_teachers_email(portal: Portal, rows: Callable[[], Rows]) -> None:
    guess_at_teacher(portal, f"address {HOME}", 1)

    assert len(rows()["strangers"]) == 2


def test_a_right_password_takes_its_count_back(portal: Portal, anna: AddedTeacher, rows: Callable[[], Rows]) -> None:
    guess_at_teacher(portal, anna.email, 5)

    portal.teacher.sign_in(anna.email, anna.password, Visitor(HOME))

    assert [(row.failures, row.wait_until) for row in rows()["strangers"]] == [(5, None), (5, None)]


def test_a_teachers_wrong_passwords_do_not_slow_codes_down(portal: Portal, anna: AddedTeacher) -> None:
    portal.policy = Policy(failures_free_per_address=1)

    guess_at_teacher(portal, anna.email, 2)

    assert guess(portal, TABLET) == [WrongCode()]


# On the web


@pytest.fixture
def app(portal: Portal) -> Flask:
    return create_app(portal, "the key of the forms under test", trusted_proxies=1)


def enter(browser: FlaskClient, code: str, address: str = "192.0.2.7") -> TestResponse:
    """As a child does: open the page, type the code, send it."""
    headers = {"X-Forwarded-For": address}
    token = there(re.search(r'name="csrf_token" value="([^"]*)"', browser.get("/home/code", headers=headers).text))[1]
    return browser.post("/home/code", data={"csrf_token": token, "code": code}, headers=headers)


def test_a_browser_without_a_cookie_for_the_device_is_slowed_down(app: Flask) -> None:
    browser = app.test_client()
    answers = [enter(browser, NOBODYS) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 6 + [429]


def test_who_has_to_wait_is_told_how_long_in_kind_words(app: Flask) -> None:
    browser = app.test_client()
    waits = [enter(browser, NOBODYS) for _ in range(7)][-1]

    assert (waits.headers["Retry-After"], "Over 2 seconden mag je het weer proberen." in waits.text) == ("2", True)


def test_a_browser_is_not_told_by_the_token_of_its_forms(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    browser, statuses = app.test_client(), []
    for n in range(7):
        with browser.session_transaction(base_url="https://localhost") as forms:
            forms["csrf_token"] = f"token {n}"
        statuses.append(browser.post("/home/code", data={"code": NOBODYS}, base_url="https://localhost").status_code)

    assert statuses == [200] * 6 + [429]


def test_a_browser_is_known_from_the_page_on_whatever_it_keeps_of_the_answers(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    as_given = {"Cookie": app.test_client().get("/home/code").headers["Set-Cookie"].partition(";")[0]}
    browser = app.test_client(use_cookies=False)

    answers = [browser.post("/home/code", data={"code": NOBODYS}, headers=as_given) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 6 + [429]


def test_a_fresh_browser_at_another_address_is_not_slowed_down(app: Flask, portal: Portal) -> None:
    portal.policy = Policy(failures_free_per_address=0)
    enter(app.test_client(), NOBODYS)

    statuses = [enter(app.test_client(), NOBODYS, address).status_code for address in ("192.0.2.7", "192.0.2.8")]
    assert statuses == [429, 200]


def test_a_teacher_who_has_to_wait_is_told_how_long(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    login = {"email": "anna@regenboog.example", "secret": "wrong"}
    waits = [app.test_client().post("/teacher/login", data=login) for _ in range(7)][-1]

    assert (waits.status_code, waits.headers["Retry-After"], "Over 2 seconden" in waits.text) == (429, "2", True)


# Nobody's code and somebody's, alike (SAFE-6)


@pytest.fixture(params=["tablet that is new", "tablet that is known"])
def browser(request: pytest.FixtureRequest, app: Flask, noor: AtHome) -> FlaskClient:
    client = app.test_client()
    if request.param == "tablet that is known":
        client.set_cookie("__Host-device", noor.device)
    return client


def test_the_answers_are_the_same_to_the_byte(browser: FlaskClient, noor: AtHome) -> None:
    nobodys, somebodys = enter(browser, NOBODYS), enter(browser, wrong_code(noor.pupil))

    assert without_tokens(nobodys) == without_tokens(somebodys)


def without_tokens(answer: TestResponse) -> tuple[object, ...]:
    return answer.status_code, answer.headers.to_wsgi_list(), without_token(answer.text)


def test_the_database_is_asked_the_same_number_of_things(browser: FlaskClient, portal: Portal, noor: AtHome) -> None:
    asked: list[str] = []
    event.listen(portal.store._engine, "after_cursor_execute", lambda *call: asked.append(call[2].split()[0]))
    seen = []
    for code in (NOBODYS, wrong_code(noor.pupil), "no code at all"):
        asked.clear()
        enter(browser, code)
        seen.append(list(asked))

    assert seen == [seen[0]] * 3


def test_a_wrong_code_is_asked_for_and_counted(portal: Portal, noor: AtHome) -> None:
    """Otherwise the comparison would prove nothing."""
    asked: list[str] = []
    event.listen(portal.store._engine, "after_cursor_execute", lambda *call: asked.append(call[2].split()[0]))

    guess(portal, TABLET, code=wrong_code(noor.pupil))

    assert [verb for verb in asked if verb != "BEGIN"] == ["INSERT", "SELECT", "UPDATE", "DELETE"]


def test_as_many_digests_are_made(portal: Portal, noor: AtHome, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    digest = hmac.digest

    def counted(*of: Any) -> bytes:
        made.append(of)
        return digest(*of)

    monkeypatch.setattr(hmac, "digest", counted)
    counts = []
    for code in (NOBODYS, wrong_code(noor.pupil), "no code at all"):
        made.clear()
        guess(portal, TABLET, code=code)
        counts.append(len(made))

    assert counts == [3, 3, 3]
