"""What one person's browser would send, held back and sent by another: how a right that a page hides is tried.

A page that does not show a button keeps nobody from sending what the button sends.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Page, Request, Route

from e2e.ports import SceneNotSet

_HIDDEN_FIELDS = """() => Object.fromEntries(
    Array.from(document.querySelectorAll('form input[type=hidden]'), field => [field.name, field.value]))"""


@dataclass(frozen=True)
class Sending:
    """One request that changes something: where it goes, how, and what is in it."""

    method: str
    address: str
    content_type: str
    body: str

    @classmethod
    def held_back(cls, page: Page, act: Callable[[], None]) -> "Sending":
        """What `act` on the page would send; it never reaches the portal."""
        held: list[Request] = []

        def hold(route: Route) -> None:
            if route.request.method in {"GET", "HEAD"}:
                route.continue_()
            else:
                held.append(route.request)
                route.abort()

        page.route("**/*", hold)
        with page.expect_request(lambda request: request.method not in {"GET", "HEAD"}):
            act()
        page.unroute("**/*", hold)
        if not held:
            raise SceneNotSet("unlocking sent nothing that changes the portal")
        request = held[0]
        return cls(request.method, request.url, request.headers.get("content-type", ""), request.post_data or "")

    def sent_by(self, page: Page) -> None:
        """Send it with the cookies of the page's browser, as it is and with the page's own hidden fields in it.

        The fields are tried one by one and all together: one of them is the page's own token against forged requests,
        another may be what the request is about.
        """
        own: dict[str, str] = page.evaluate(_HIDDEN_FIELDS)
        shared = {name: value for name, value in own.items() if name in dict(parse_qsl(self.body))}
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        for fields in ({}, *({name: value} for name, value in shared.items()), shared):
            sending = self._with(fields)
            page.context.request.fetch(
                sending.address,
                method=sending.method,
                headers={"Content-Type": sending.content_type, "Referer": page.url, "Origin": origin},
                data=sending.body,
            )

    def _with(self, fields: Mapping[str, str]) -> "Sending":
        return replace(self, body=urlencode({**dict(parse_qsl(self.body)), **fields})) if fields else self
