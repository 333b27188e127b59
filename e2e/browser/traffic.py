"""Records what a device requests and how it is answered: the part of a portal that no page shows."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response, WebError

from e2e.contract import Addresses
from e2e.model.diagnosis import Observations

READS_ONLY = frozenset({"GET", "HEAD"})

_PAGE = "document"
_PAGES_AND_THEIR_DATA = frozenset({_PAGE, "xhr", "fetch"})
_INSIDE_THE_BROWSER = frozenset({"data", "blob", "about"})
_LONG_ENOUGH_NOT_TO_BE_CHANCE = 8
_BAD_STATUS = 400
_SAID_BY_ITS_STATUS = "Failed to load resource"
_DELETES = re.compile(r"; *max-age=(0|-\d+)\b|; *expires=[^;]*\b19[67]\d\b", re.IGNORECASE)


class Traffic:
    """All traffic since the device was first used. `addresses` say which origins are the portal's own."""

    def __init__(self, addresses: Addresses) -> None:
        self._own = {_origin(address) for address in (addresses.front, addresses.home, addresses.teacher)}
        self._asked: list[Request] = []
        self._answers: list[Response] = []
        self._unanswered: dict[str, str] = {}
        self._errors: list[str] = []
        self._finished: set[Request] = set()
        self._read: dict[Response, list[str]] = {}

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("requestfinished", self._on_request_finished)
        context.on("requestfailed", self._on_request_failed)
        context.on("console", self._on_console)
        context.on("weberror", self._on_web_error)

    def _on_request(self, request: Request) -> None:
        self._asked.append(request)

    def _on_response(self, response: Response) -> None:
        self._answers.append(response)

    def _on_request_finished(self, request: Request) -> None:
        self._finished.add(request)

    def _on_request_failed(self, request: Request) -> None:
        self._unanswered[_named(request)] = request.failure or "failed"

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_SAID_BY_ITS_STATUS):
            self._errors.append(message.text)

    def _on_web_error(self, web_error: WebError) -> None:
        self._errors.append(str(web_error.error))

    def addresses(self) -> list[str]:
        """The addresses of everything that was requested, and of the pages that sent the browser there."""
        referers = (request.headers.get("referer", "") for request in self._asked)
        return [*(request.url for request in self._asked), *filter(None, referers)]

    def addresses_elsewhere(self) -> list[str]:
        """The requested addresses that are not the portal's."""
        asked = [request.url for request in self._asked if urlsplit(request.url).scheme not in _INSIDE_THE_BROWSER]
        return [address for address in asked if _origin(address) not in self._own]

    def set_cookie_lines(self) -> dict[str, str]:
        """The last `Set-Cookie` line of each cookie, by the cookie's name."""
        self.read_cookies()
        return {line.partition("=")[0]: line for lines in self._read.values() for line in lines}

    def read_cookies(self) -> None:
        """Note the cookies that were set so far, while the browser can still be asked for them.

        Unfinished requests are skipped. For one that the browser gave up halfway, such as for a picture on a page that
        it left, it may never give the headers, and asking for them would wait for ever.
        """
        for answer in self._answers:
            if answer not in self._read and answer.request in self._finished:
                self._read[answer] = _set_cookie_lines(answer)

    def observations(self, kept: Iterable[str]) -> Observations:
        """What the browser observed besides the pages; `kept` are the names of the cookies that it has."""
        self.read_cookies()
        pages = [request for request in self._asked if request.resource_type == _PAGE]
        elsewhere = self.addresses_elsewhere()
        sent_to = tuple(request.url for request in pages if request.url in elsewhere)
        return Observations(
            answers=_cookies_by_request(self._read),
            kept=tuple(sorted(kept)),
            unanswered=dict(self._unanswered),
            denied={
                _named(answer.request): str(answer.status) for answer in self._answers if answer.status >= _BAD_STATUS
            },
            from_cache=tuple(_named(answer.request) for answer in self._answers if _of_a_cache(answer)),
            sent_to=sent_to,
            loaded=tuple(address for address in elsewhere if address not in sent_to),
            errors=tuple(self._errors),
        )

    def pages(self) -> list[Response]:
        """The portal's pages. A redirect does not count as one."""
        return [answer for answer in self._shown(self._answers) if answer.request.resource_type == _PAGE]

    def after_sending(self) -> list[Response]:
        """The portal's pages and the data that they fetch, from the first form (a code or a password) onwards."""
        sent = (place for place, answer in enumerate(self._answers) if sends_something(answer.request))
        return self._shown(self._answers[next(sent, len(self._answers)) :])

    def _shown(self, answers: Iterable[Response]) -> list[Response]:
        return [
            answer
            for answer in answers
            if answer.request.resource_type in _PAGES_AND_THEIR_DATA
            and "location" not in answer.headers
            and _origin(answer.url) in self._own
        ]


def gives_away(address: str, secret: str) -> bool:
    """Whether the address holds the secret, with any punctuation; a short secret counts only as a whole word."""
    words = _words(unquote_plus(address))
    wanted = "".join(_words(secret))
    return wanted in words or (len(wanted) >= _LONG_ENOUGH_NOT_TO_BE_CHANCE and wanted in "".join(words))


def sends_something(request: Request) -> bool:
    """Whether the request is meant to change something: a form, or what a script sends instead of one."""
    return request.method not in READS_ONLY


def _named(request: Request) -> str:
    return f"{request.method} {urlsplit(request.url).path or '/'}"


def _set_cookie_lines(answer: Response) -> list[str]:
    with suppress(Error):
        return answer.header_values("set-cookie")
    return []


def _cookies_by_request(read: Mapping[Response, list[str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    by_request: dict[str, dict[str, tuple[str, ...]]] = {}
    for answer, lines in read.items():
        if answer.status >= _BAD_STATUS:
            continue
        cookies = by_request.setdefault(_named(answer.request), {})
        cookies.update({line.partition("=")[0]: _attributes(line) for line in lines if not _DELETES.search(line)})
    return by_request


def _attributes(line: str) -> tuple[str, ...]:
    return tuple(sorted(part.partition("=")[0].strip().lower() for part in line.split(";")[1:]))


def _of_a_cache(answer: Response) -> bool:
    """Whether a cache between the browser and the portal says that it answered (RFC 9111, section 5.1)."""
    return "age" in answer.headers or "hit" in answer.headers.get("x-cache", "").lower()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _origin(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))
