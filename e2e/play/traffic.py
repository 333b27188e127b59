"""What a device asks for and what it is answered, noted as it passes: the part of a portal that no page shows."""

import re
from collections.abc import Iterable
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import BrowserContext, Request, Response

from e2e.ports import Addresses

READS_ONLY = frozenset({"GET", "HEAD"})

_PAGE = "document"
_PAGES_AND_THEIR_DATA = frozenset({_PAGE, "xhr", "fetch"})
_INSIDE_THE_BROWSER = frozenset({"data", "blob", "about"})
_LONG_ENOUGH_NOT_TO_BE_CHANCE = 8


class Traffic:
    """Everything since the device was first switched on. `addresses` say which origins are the portal's own."""

    def __init__(self, addresses: Addresses) -> None:
        self._own = {_origin(address) for address in (addresses.front, addresses.home, addresses.teacher)}
        self._asked: list[Request] = []
        self._answers: list[Response] = []

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("response", self._on_response)

    def _on_request(self, request: Request) -> None:
        self._asked.append(request)

    def _on_response(self, response: Response) -> None:
        self._answers.append(response)

    def addresses(self) -> list[str]:
        """Of all that was asked for, and of the pages that sent the browser there."""
        referers = (request.headers.get("referer", "") for request in self._asked)
        return [*(request.url for request in self._asked), *filter(None, referers)]

    def addresses_elsewhere(self) -> list[str]:
        """Those that are not the portal's."""
        asked = [request.url for request in self._asked if urlsplit(request.url).scheme not in _INSIDE_THE_BROWSER]
        return [address for address in asked if _origin(address) not in self._own]

    def set_cookies(self) -> dict[str, str]:
        """The line `Set-Cookie` that each cookie came by last, by the cookie's name."""
        lines = (line for answer in self._answers for line in answer.header_values("set-cookie"))
        return {line.partition("=")[0]: line for line in lines}

    def pages(self) -> list[Response]:
        """The portal's pages; being sent on to another is none."""
        return [answer for answer in self._shown(self._answers) if answer.request.resource_type == _PAGE]

    def after_sending(self) -> list[Response]:
        """The portal's pages, and the data that they fetch, from when the first form was sent: a code, a password."""
        sent = (place for place, answer in enumerate(self._answers) if answer.request.method not in READS_ONLY)
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
    """Whether the secret stands in the address, however punctuated; a short one only as a word by itself."""
    words = _words(unquote_plus(address))
    wanted = "".join(_words(secret))
    return wanted in words or (len(wanted) >= _LONG_ENOUGH_NOT_TO_BE_CHANCE and wanted in "".join(words))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _origin(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))
