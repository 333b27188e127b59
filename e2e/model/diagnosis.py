"""What browsers observed in a scenario besides the pages, and how that explains why an environment breaks it."""

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
    """The kinds of likely causes. A sentence that names a cause begins with its kind and a colon."""

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
    """What all the browsers of a scenario observed besides the pages. A request is written as `GET /home`.

    `answers` has each request that succeeded, with the cookies that its answer set, but not those that it removed.
    `kept` has the names of the cookies that the browsers still hold at the end. `unanswered` has the requests that got
    no answer, each with the browser's error text. `denied` has those that were answered with a status of 400 or above,
    each with that status, and `from_cache` those that a cache on the way answered. `sent_to` has the addresses of
    visited pages that are not the portal's, and `loaded` the addresses of anything else that came from elsewhere.
    `errors` has the console lines that report an error.
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
        """The attributes of each cookie by its name, as they were last set."""
        return {name: attributes for cookies in self.answers.values() for name, attributes in cookies.items()}


def observations_from_row(row: Mapping[str, Any]) -> Observations:
    """Read what `dataclasses.asdict` produced, after a round trip through JSON."""
    answers = {
        request: {name: tuple(attributes) for name, attributes in cookies.items()}
        for request, cookies in row["answers"].items()
    }
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Observations(**{**row, **lists, "answers": answers})


def combined(observations: Iterable[Observations]) -> Observations:
    """The observations of several devices as one. If two mention the same request, the last one counts."""
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
    """Why a scenario that passes in the `plain` browser broke `here`, in one sentence; empty if nothing explains it.

    The causes that explain the most come first: without its cookie a form may be denied too, and without a trusted
    certificate nothing works at all.
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
    """Split a sentence into the cause before its colon and the rest; None and all of it if it names no cause."""
    kind, _, rest = told.partition(": ")
    return (Cause(kind), rest) if kind in {*Cause} else (None, told)
