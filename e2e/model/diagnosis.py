"""What browsers saw in a scenario besides their pages, and what that tells of why an environment breaks it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Attributes = tuple[str, ...]
"""The names of a cookie's attributes, in lower case and in alphabetical order: `httponly`, `max-age`, …"""

LASTING = frozenset({"max-age", "expires"})
_PROTECTING = ("secure", "httponly", "samesite")
_SPELT = {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}
_CERTIFICATE = re.compile(r"CERT|SEC_ERROR|SSL_ERROR|PKIX|ERR_SSL", re.IGNORECASE)
_GIVEN_UP_BY_THE_PAGE = re.compile(r"ERR_ABORTED|NS_BINDING_ABORTED|cancelled", re.IGNORECASE)


class Cause(StrEnum):
    """The kinds of likely causes; the sentence that tells a cause begins with its kind and a colon."""

    CERTIFICATE = "certificate"
    REDIRECT = "redirect"
    CACHED = "cached page"
    COOKIE_CHANGED = "cookie changed on the way"
    COOKIE_GONE = "cookie gone"
    PAGE_CHANGED = "page changed on the way"
    BLOCKED = "blocked request"
    SCRIPT = "script error"


@dataclass(frozen=True)
class Observations:
    """What all the browsers of a scenario saw besides their pages; a request is written as `GET /home`.

    `answers` has each request that was granted, with the cookies that its answer set; a cookie that was removed is not
    among them. `kept` are the names of the cookies that the browsers hold in the end. `unanswered` has the requests
    without an answer, each with the browser's word for it, and `denied` those that were answered with a status of 400
    or above, with that status; `from_cache` are those that a cache on the way answered. `sent_to` are the addresses of
    pages that are not the portal's, and `loaded` those of whatever else came from elsewhere. `errors` are the lines of
    the console that report an error.
    """

    answers: Mapping[str, Mapping[str, Attributes]] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    unanswered: Mapping[str, str] = field(default_factory=dict)
    denied: Mapping[str, str] = field(default_factory=dict)
    from_cache: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()
    loaded: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def cookies(self) -> dict[str, Attributes]:
        """By name, as each was last set."""
        return {name: attributes for cookies in self.answers.values() for name, attributes in cookies.items()}


def observations_from_row(row: Mapping[str, Any]) -> Observations:
    """Read what `dataclasses.asdict` wrote, after it went through JSON."""
    answers = {
        request: {name: tuple(attributes) for name, attributes in cookies.items()}
        for request, cookies in row["answers"].items()
    }
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Observations(**{**row, **lists, "answers": answers})


def combined(observations: Iterable[Observations]) -> Observations:
    """The observations of several devices as one; where two tell of the same request, the last counts."""
    every = [*observations]
    return Observations(
        answers={request: cookies for one in every for request, cookies in one.answers.items()},
        kept=_distinct(one.kept for one in every),
        unanswered={request: word for one in every for request, word in one.unanswered.items()},
        denied={request: status for one in every for request, status in one.denied.items()},
        from_cache=_distinct(one.from_cache for one in every),
        sent_to=_distinct(one.sent_to for one in every),
        loaded=_distinct(one.loaded for one in every),
        errors=_distinct(one.errors for one in every),
    )


def _distinct(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))


def likely_cause(here: Observations, plain: Observations) -> str:
    """Why a scenario broke `here` that passes in the `plain` browser, in one sentence; empty where nothing tells.

    What explains the most comes first: without its cookie a form may be denied too, and without a trusted certificate
    nothing works at all.
    """
    return next(_causes(here, plain), "")


def _causes(here: Observations, plain: Observations) -> Iterator[str]:
    if untrusted := next((word for word in here.unanswered.values() if _CERTIFICATE.search(word)), ""):
        yield f"{Cause.CERTIFICATE}: the browser does not trust who signed it ({untrusted})"
    if sent := _only_here(here.sent_to, plain.sent_to):
        yield f"{Cause.REDIRECT}: pages of the portal lead to {sent}"
    if cached := _only_here(here.from_cache, plain.from_cache):
        yield f"{Cause.CACHED}: a cache on the way answered {cached}"
    yield from _of_cookies(here, plain)
    if loaded := _only_here(here.loaded, plain.loaded):
        yield f"{Cause.PAGE_CHANGED}: it asks for {loaded}, which the portal does not"
    yield from _of_requests(here, plain)
    if error := _only_here(here.errors, plain.errors):
        yield f"{Cause.SCRIPT}: {error}"


def _of_cookies(here: Observations, plain: Observations) -> Iterator[str]:
    came = here.cookies
    for name, attributes in plain.cookies.items():
        if lost := [_SPELT[one] for one in _PROTECTING if one in attributes and one not in came.get(name, attributes)]:
            yield f"{Cause.COOKIE_CHANGED}: {name} has lost {', '.join(lost)}, so the browser may refuse it"
        if name in came and LASTING & {*attributes} and not LASTING & {*came[name]}:
            yield f"{Cause.COOKIE_CHANGED}: {name} has lost its lifetime, so it ends with the browser"
    for request in here.answers.keys() & plain.answers.keys():
        for name in plain.answers[request].keys() - came.keys():
            yield f"{Cause.COOKIE_GONE}: {request} sets {name} in the plain browser; here it is taken out on the way"
    for name, attributes in came.items():
        if LASTING & {*attributes} and name in plain.kept and name not in here.kept:
            yield f"{Cause.COOKIE_GONE}: {name} was set, and the browser no longer has it: refused, or wiped"


def _of_requests(here: Observations, plain: Observations) -> Iterator[str]:
    for request, word in here.unanswered.items():
        if request not in plain.unanswered and not _GIVEN_UP_BY_THE_PAGE.search(word):
            yield f"{Cause.BLOCKED}: {request} was not answered ({word})"
    for request, status in here.denied.items():
        if plain.denied.get(request) != status:
            yield f"{Cause.BLOCKED}: {request} was answered {status}"


def _only_here(here: Iterable[str], plain: Iterable[str]) -> str:
    there = {*plain}
    return next((one for one in here if one not in there), "")


def split_cause(told: str) -> tuple[Cause | None, str]:
    """Divide a sentence into the cause before its colon and the rest; None and the whole where it names no cause."""
    kind, _, rest = told.partition(": ")
    return (Cause(kind), rest) if kind in {*Cause} else (None, told)
