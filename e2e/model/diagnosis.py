"""What a browser saw of a scenario besides its pages, and what that says of why an environment breaks it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Attributes = tuple[str, ...]
"""Of a cookie, in small letters and in order: `httponly`, `max-age`, …"""

LASTING = frozenset({"max-age", "expires"})
_PROTECTING = ("secure", "httponly", "samesite")
_SPELT = {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}
_CERTIFICATE = re.compile(r"CERT|SEC_ERROR|SSL_ERROR|PKIX|ERR_SSL", re.IGNORECASE)
_GIVEN_UP_BY_THE_PAGE = re.compile(r"ERR_ABORTED|NS_BINDING_ABORTED|cancelled", re.IGNORECASE)


class Cause(StrEnum):
    """What a likely cause begins with, before a colon."""

    CERTIFICATE = "certificate"
    REDIRECT = "redirect"
    CACHED = "cached page"
    COOKIE_CHANGED = "cookie changed on the way"
    COOKIE_GONE = "cookie gone"
    PAGE_CHANGED = "page changed on the way"
    BLOCKED = "blocked request"
    SCRIPT = "script error"


@dataclass(frozen=True)
class Signs:
    """Of all devices of a scenario together; a request is told as `GET /home`.

    `answers` has each request that was granted, with the cookies that were set; a cookie that is taken away again is
    none. `kept` are the cookies that the browsers hold in the end. `unanswered` and `denied` are requests with the
    browser's word for it, or the status from 400 on; `from_cache` those that a cache on the way answered. `sent_to` are
    addresses of pages that are not the portal's, `loaded` of what else came from elsewhere; `errors` are the console's.
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
        """As they were set last."""
        return {name: attributes for cookies in self.answers.values() for name, attributes in cookies.items()}


def signs_from_row(row: Mapping[str, Any]) -> Signs:
    """As JSON brings them back."""
    answers = {
        request: {name: tuple(attributes) for name, attributes in cookies.items()}
        for request, cookies in row["answers"].items()
    }
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Signs(**{**row, **lists, "answers": answers})


def combined(all_signs: Iterable[Signs]) -> Signs:
    """Those of several devices."""
    every = [*all_signs]
    return Signs(
        answers={request: cookies for signs in every for request, cookies in signs.answers.items()},
        kept=_all(signs.kept for signs in every),
        unanswered={request: word for signs in every for request, word in signs.unanswered.items()},
        denied={request: status for signs in every for request, status in signs.denied.items()},
        from_cache=_all(signs.from_cache for signs in every),
        sent_to=_all(signs.sent_to for signs in every),
        loaded=_all(signs.loaded for signs in every),
        errors=_all(signs.errors for signs in every),
    )


def _all(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))


def likely_cause(here: Signs, plain: Signs) -> str:
    """Why a scenario broke here that holds in the plain browser, in a sentence; empty where nothing tells.

    What explains the most comes first: without its cookie a form may be denied too, and without a certificate there is
    nothing at all.
    """
    return next(_causes(here, plain), "")


def _causes(here: Signs, plain: Signs) -> Iterator[str]:
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


def _of_cookies(here: Signs, plain: Signs) -> Iterator[str]:
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


def _of_requests(here: Signs, plain: Signs) -> Iterator[str]:
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
    """What stands before the colon, where it is a likely cause, and the rest."""
    kind, _, rest = told.partition(": ")
    return (Cause(kind), rest) if kind in {*Cause} else (None, told)
