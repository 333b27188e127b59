"""Why an environment broke a scenario is read from what the browser saw there and did not see in the plain browser."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from e2e.environments.file import DOCUMENT
from e2e.model.diagnosis import Cause, Observations, combined, likely_cause, observations_from_row

GUARDS = ("httponly", "samesite", "secure")
GUARDED = ("max-age", *GUARDS)
PLAIN = Observations(
    answers={"GET /home": {}, "POST /code": {"device": GUARDED}},
    kept=("device",),
    denied={"GET /favicon.ico": "404"},
    errors=("an error of the portal's own",),
)


def cookie(*attributes: str) -> dict[str, dict[str, tuple[str, ...]]]:
    return {"GET /home": {}, "POST /code": {"device": attributes}}


@pytest.mark.parametrize(
    ("here", "cause"),
    [
        (Observations(unanswered={"GET /home": "net::ERR_CERT_AUTHORITY_INVALID"}), "certificate: "),
        (Observations(unanswered={"GET /home": "SEC_ERROR_UNKNOWN_ISSUER"}), "certificate: "),
        (
            replace(PLAIN, sent_to=("http://filter.example/login",)),
            "redirect: pages of the portal lead to http://filter",
        ),
        (replace(PLAIN, from_cache=("GET /home",)), "cached page: a cache on the way answered GET /home"),
        (replace(PLAIN, answers={"GET /home": {}, "POST /code": {}}), "cookie gone: POST /code sets device"),
        (
            replace(PLAIN, answers=cookie("max-age", "path")),
            "cookie changed on the way: device has lost Secure, HttpOnly",
        ),
        (
            replace(PLAIN, answers=cookie("httponly", "samesite", "secure")),
            "cookie changed on the way: device has lost its",
        ),
        (replace(PLAIN, kept=()), "cookie gone: device was set, and the browser no longer has it"),
        (replace(PLAIN, loaded=("http://filter.example/b.png",)), "page changed on the way: it asks for http://filter"),
        (
            replace(PLAIN, unanswered={"GET /home": "net::ERR_EMPTY_RESPONSE"}),
            "blocked request: GET /home was not answered",
        ),
        (replace(PLAIN, denied={"GET /app.js": "403"}), "blocked request: GET /app.js was answered 403"),
        (replace(PLAIN, errors=("x is not defined",)), "script error: x is not defined"),
    ],
)
def test_what_the_browser_saw_tells_the_likely_cause(here: Observations, cause: str) -> None:
    assert likely_cause(here, PLAIN).startswith(cause)


def test_a_certificate_explains_more_than_a_request_without_an_answer() -> None:
    here = Observations(
        unanswered={"GET /a": "net::ERR_EMPTY_RESPONSE", "GET /home": "net::ERR_CERT_AUTHORITY_INVALID"}
    )

    assert likely_cause(here, PLAIN).startswith("certificate")


def test_a_form_that_is_refused_for_want_of_its_cookie_is_laid_upon_the_cookie() -> None:
    here = Observations(answers={"GET /home": {}, "POST /code": {}}, denied={"POST /next": "400"})

    assert likely_cause(here, PLAIN).startswith("cookie gone")


@pytest.mark.parametrize(
    "here",
    [
        PLAIN,
        replace(PLAIN, unanswered={"GET /home": "net::ERR_ABORTED"}),
        # It broke before the code was sent, so no cookie can have come.
        Observations(answers={"GET /home": {}}),
    ],
)
def test_where_the_browser_saw_nothing_else_no_cause_is_told(here: Observations) -> None:
    assert likely_cause(here, PLAIN) == ""


def test_observations_survive_json() -> None:
    observations = replace(PLAIN, unanswered={"GET /": "gone"}, sent_to=("http://x/",))

    assert observations_from_row(json.loads(json.dumps(asdict(observations)))) == observations


def test_the_observations_of_several_devices_are_combined() -> None:
    other = Observations(answers={"GET /teacher": {"staff": ("path",)}}, kept=("device", "staff"), errors=("x",))

    both = combined([PLAIN, other])

    assert both.cookies.keys() == {"device", "staff"}
    assert both.kept == ("device", "staff")
    assert both.errors == ("an error of the portal's own", "x")


def test_the_document_names_every_cause_as_a_file_may_write_it() -> None:
    document = (Path(__file__).parents[3] / DOCUMENT).read_text(encoding="utf-8")

    assert [cause for cause in Cause if f"`{cause}`" not in document] == []
