"""Holds back what one person's browser would send, and sends it as another person or site, to test who may do what.

Hiding a button keeps nobody from sending what the button would send.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route

from e2e.browser.traffic import READS_ONLY, sends_something
from e2e.contract import CannotDo
from e2e.model.verdict import NOT_TESTED_PREFIX
from e2e.screens.find import HELD_BACK

_HIDDEN_FIELDS = """() => Object.fromEntries(
    Array.from(document.querySelectorAll('form input[type=hidden]'), field => [field.name, field.value]))"""

_NOTE_FORM = """() => addEventListener('formdata', event => {
    window.lastForm = new URLSearchParams(event.formData).toString();
})"""
_NOTED_FORM = "() => window.lastForm ?? ''"

_ELSEWHERE = "http://elsewhere.example/"
_FORM = "application/x-www-form-urlencoded"
_SEND_FROM_HERE = """({method, address, fields}) => {
    if (method === 'GET') { location.href = address; return; }
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, {method, action: address});
    for (const [name, value] of fields) form.append(Object.assign(document.createElement('input'), {name, value}));
    HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass(frozen=True)
class CapturedRequest:
    """A request that is meant to change something: its method, where it goes, and what is in it."""

    method: str
    address: str
    content_type: str
    body: str

    @classmethod
    def capture(cls, page: Page, act: Callable[[], None]) -> "CapturedRequest":
        """Capture what `act` on the page would send. It never reaches the portal, and the page stays as it is."""

        def hold(route: Route) -> None:
            if _acts(route.request):
                route.abort("aborted")
                page.evaluate("mark => document.documentElement.setAttribute(mark, '')", HELD_BACK)
            else:
                route.continue_()

        page.evaluate(_NOTE_FORM)
        page.route("**/*", hold)
        with page.expect_event("requestfailed", _acts) as held:
            act()
        page.unroute("**/*", hold)
        page.evaluate("mark => document.documentElement.removeAttribute(mark)", HELD_BACK)
        request: Request = held.value
        content_type = request.headers.get("content-type", "").partition(";")[0]
        return cls(request.method, request.url, content_type, _body(request, content_type, page.evaluate(_NOTED_FORM)))

    def replay_as(self, page: Page) -> None:
        """Send it with the cookies of the page's browser, as it is and with that page's own hidden fields in it.

        The fields are tried one by one and all together: one of them may be the page's own token against forged
        requests, another may say what the request is about. Finally the address itself is fetched, in case that is
        enough.
        """
        shared = self._shared_with(page)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
        for fields in ({}, *({name: value} for name, value in shared.items()), shared):
            sending = self._with(fields)
            page.context.request.fetch(
                sending.address,
                method=sending.method,
                headers={"Content-Type": sending.content_type, "Referer": page.url, "Origin": origin},
                data=sending.body,
            )
        page.context.request.get(self.address)

    def replay_from_elsewhere(self, page: Page, stranger: Page) -> None:
        """Send it as a page on another site would make the browser of `page` send it.

        The stranger who made that site does not know other people's tokens, so the hidden fields are those of the page
        that the portal shows the stranger. The scenario is "not tested" if the portal sends something that a form on
        another site cannot.
        """
        if self.method not in READS_ONLY and self.content_type != _FORM:
            pytest.skip(
                f"{NOT_TESTED_PREFIX} the portal sends {self.content_type}, which no form of another site can send"
            )
        fields = parse_qsl(self._with(self._shared_with(stranger)).body, keep_blank_values=True)
        page.route(f"{_ELSEWHERE}**", lambda route: route.fulfill(content_type="text/html", body="<h1>Win!</h1>"))
        page.goto(_ELSEWHERE)
        with page.expect_response(lambda answer: answer.url == self.address):
            page.evaluate(_SEND_FROM_HERE, {"method": self.method, "address": self.address, "fields": fields})
        page.wait_for_url(lambda url: not url.startswith(_ELSEWHERE))

    def _shared_with(self, page: Page) -> dict[str, str]:
        """The hidden fields of a page that also occur in the request."""
        own: dict[str, str] = page.evaluate(_HIDDEN_FIELDS)
        return {name: value for name, value in own.items() if name in dict(parse_qsl(self.body))}

    def _with(self, fields: Mapping[str, str]) -> "CapturedRequest":
        return replace(self, body=urlencode({**dict(parse_qsl(self.body)), **fields})) if fields else self


def _body(request: Request, content_type: str, form: str) -> str:
    """Over WebDriver BiDi (Firefox) Playwright does not see the body of a request; for a form, the page provides it."""
    if request.post_data is not None or not content_type:
        return request.post_data or ""
    if content_type != _FORM:
        raise CannotDo(f"this browser does not tell what the portal sends as {content_type}")
    return form


def _acts(request: Request) -> bool:
    return sends_something(request) or request.is_navigation_request()
