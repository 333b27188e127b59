"""What a school's filter does to traffic: an add-on for mitmdump, which imports nothing else from this project.

The option `behaviours` says, as JSON, how it behaves. It changes what it can read; over TLS that is only what it opens.
"""

import asyncio
import base64
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from mitmproxy import ctx, http, tls

_SECONDS_KEPT = 60
_OWN = "answered by the filter"

# A name that nobody can own, so that whatever is there is always the filter's own.
_OWN_HOST = "filter.invalid"
_LOGIN = f"http://{_OWN_HOST}/login"
_IMAGE = f"http://{_OWN_HOST}/banner.png"
_ONE_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

_BANNER = (
    '<div id="schoolfilter" style="position: fixed; top: 0; left: 0; right: 0; z-index: 2147483647; background: #fd0">'
    "<script>window.schoolfilter = true;</script>"
    f'<img src="{_IMAGE}" alt=""> Gecontroleerd door het schoolfilter</div>'
).encode()
# An attribute's value may contain the character that ends the tag.
_BODY = re.compile(rb"""<body(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?>""", re.IGNORECASE)

_LASTING = ("max-age", "expires")
_GUARDING = ("secure", "httponly", "samesite")
_COOKIES: Mapping[str, Callable[[str], str | None]] = {
    "strips": lambda _: None,
    "shortens": lambda cookie: _without(_LASTING, cookie),
    "weakens": lambda cookie: _without(_GUARDING, cookie),
}
_BEHAVIOURS: Mapping[str, Callable[[Any], bool]] = {
    "intercepts_tls": lambda value: isinstance(value, bool),
    "caches": lambda value: isinstance(value, bool),
    "cookies": lambda value: isinstance(value, str) and value in _COOKIES,
    "banner": lambda value: isinstance(value, bool),
    "blocks": lambda value: isinstance(value, list) and all(isinstance(part, str) for part in value),
    "redirects": lambda value: isinstance(value, str),
    "drops_after_milliseconds": lambda value: type(value) is int and value >= 0,
}


class Filter:
    """The filter; mitmproxy finds its event handlers by their method names."""

    def __init__(self) -> None:
        self.behaviours: Mapping[str, Any] = {}
        self.kept: dict[str, tuple[float, Any]] = {}
        self.deadlines: dict[str, asyncio.TimerHandle] = {}

    def load(self, loader: Any) -> None:
        loader.add_option("behaviours", str, "{}", "How the filter behaves, as JSON.")

    def configure(self, updated: set[str]) -> None:
        if "behaviours" in updated:
            self.behaviours = json.loads(ctx.options.behaviours)
            # After any other exception, mitmdump would continue and listen for a moment.
            if fault := _fault(self.behaviours):
                sys.exit(fault)

    def running(self) -> None:
        # The process that started the proxy holds the other end of stdin, which closes even if that process is killed.
        with suppress(NotImplementedError):  # on Windows
            asyncio.get_running_loop().add_reader(sys.stdin, ctx.master.shutdown)

    def tls_clienthello(self, hello: tls.ClientHelloData) -> None:
        hello.ignore_connection = not self.behaviours.get("intercepts_tls", False)

    async def request(self, flow: http.HTTPFlow) -> None:
        answer = self._own_answer(flow.request)
        if answer:
            flow.response = answer
            flow.metadata[_OWN] = True
        elif "drops_after_milliseconds" in self.behaviours:
            seconds = self.behaviours["drops_after_milliseconds"] / 1000
            self.deadlines[flow.id] = asyncio.get_running_loop().call_later(seconds, _drop, flow)

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        self._stop_waiting(flow)

    def error(self, flow: http.HTTPFlow) -> None:
        self._stop_waiting(flow)

    def response(self, flow: http.HTTPFlow) -> None:
        if _OWN in flow.metadata:
            return
        if "cookies" in self.behaviours:
            _change_cookies(flow.response, _COOKIES[self.behaviours["cookies"]])
        if self.behaviours.get("banner") and _is_page(flow.response):
            _insert_banner(flow.response)
        if self.behaviours.get("caches") and _is_kept(flow):
            self.kept[_address(flow.request)] = (time.monotonic(), flow.response.copy())

    def _own_answer(self, request: http.Request) -> http.Response | None:
        address = _address(request)
        if request.pretty_host == _OWN_HOST:
            return _of_own_host(request)
        if any(part in address for part in self.behaviours.get("blocks", [])):
            return _page(403, "Deze pagina is geblokkeerd door het schoolfilter.")
        if "redirects" in self.behaviours and self.behaviours["redirects"] in address and _asks_for_page(request):
            return http.Response.make(302, b"", {"Location": _LOGIN})
        return self._kept_answer(address) if request.method == "GET" else None

    def _kept_answer(self, address: str) -> http.Response | None:
        """A page from the cache, given to anyone who asks for it, which is exactly what is wrong with this filter."""
        since, answer = self.kept.get(address, (0.0, None))
        age = time.monotonic() - since
        if answer is None or age >= _SECONDS_KEPT:
            return None
        given = answer.copy()
        given.headers["Age"] = str(int(age))
        given.headers["X-Cache"] = "HIT"
        return given

    def _stop_waiting(self, flow: http.HTTPFlow) -> None:
        deadline = self.deadlines.pop(flow.id, None)
        if deadline:
            deadline.cancel()


def _fault(behaviours: Mapping[str, Any]) -> str | None:
    for name, value in behaviours.items():
        if name not in _BEHAVIOURS:
            return f"the filter knows no behaviour {name!r}; it knows {', '.join(_BEHAVIOURS)}"
        if not _BEHAVIOURS[name](value):
            return f"the filter's behaviour {name!r} cannot be {value!r}"
    return None


def _address(request: http.Request) -> str:
    address: str = request.pretty_url
    return address


def _asks_for_page(request: http.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _is_page(response: http.Response) -> bool:
    return "text/html" in response.headers.get("Content-Type", "")


def _is_kept(flow: http.HTTPFlow) -> bool:
    return flow.request.method == "GET" and flow.response.status_code == 200 and _is_page(flow.response)  # noqa: PLR2004 - OK


def _of_own_host(request: http.Request) -> http.Response:
    if request.path == "/banner.png":
        return http.Response.make(200, _ONE_PIXEL, {"Content-Type": "image/gif"})
    if request.path == "/login":
        return _page(200, "Log eerst in op het netwerk van de school.")
    return _page(404, "Deze pagina bestaat niet.")


def _page(status: int, sentence: str) -> http.Response:
    text = f'<!doctype html><html lang="nl"><title>Schoolfilter</title><body><p>{sentence}</p></body></html>'
    return http.Response.make(status, text, {"Content-Type": "text/html; charset=utf-8"})


def _change_cookies(response: http.Response, change: Callable[[str], str | None]) -> None:
    changed = [change(cookie) for cookie in response.headers.get_all("Set-Cookie")]
    response.headers.set_all("Set-Cookie", [cookie for cookie in changed if cookie is not None])


def _without(attributes: tuple[str, ...], cookie: str) -> str:
    pair, *rest = cookie.split(";")
    left = [part for part in rest if part.partition("=")[0].strip().lower() not in attributes]
    return ";".join([pair, *left])


def _insert_banner(response: http.Response) -> None:
    """Insert the banner. mitmproxy compresses the new content as the old content was, and sets its length."""
    content = response.get_content(strict=False)
    if content:
        body = _BODY.search(content)
        place = body.end() if body else len(content)
        response.content = content[:place] + _BANNER + content[place:]


def _drop(flow: http.HTTPFlow) -> None:
    """Cut the connection to the browser. `flow.kill()` would do so only once the server answers."""
    handler = ctx.master.addons.get("proxyserver").connections.get(flow.client_conn.id)
    if handler and flow.client_conn in handler.transports:
        handler.transports[flow.client_conn].handler.cancel("too slow")


addons = [Filter()]
