"""The cookies: for the device that is known, for the person who is logged in, and for the language that was chosen.

The first two hold a random token and no more.

What a browser sends back may be broken, stale or absurd; it is then as good as nothing (COOKIE-5, CLEAR-2).
"""

import re
from datetime import timedelta
from typing import Any

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.http import parse_cookie
from werkzeug.utils import cached_property
from werkzeug.wrappers import Response

_DEVICE = "__Host-device"
_SESSION = "__Host-session"
_LANGUAGE = "__Host-language"
_A_YEAR = timedelta(days=365)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_GUARDED: dict[str, Any] = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/"}


class ForgivingRequest(Request):
    """A request whose broken cookies break nothing else."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        # Werkzeug raises UnicodeDecodeError on bytes that are no UTF-8. The portal's own cookies are ASCII.
        readable = "".join(filter(str.isascii, self.environ.get("HTTP_COOKIE", "")))
        return ImmutableMultiDict(parse_cookie(readable))


def device_token() -> str | None:
    return _token(_DEVICE)


def session_token() -> str | None:
    return _token(_SESSION)


def remember_device(response: Response, token: str, lasts: timedelta) -> Response:
    response.set_cookie(_DEVICE, token, max_age=lasts, **_GUARDED)
    return response


def forget_device(response: Response) -> Response:
    response.delete_cookie(_DEVICE, **_GUARDED)
    return response


def log_in(response: Response, token: str) -> Response:
    """Without an end date, so being logged in ends with the browser (COOKIE-3)."""
    response.set_cookie(_SESSION, token, **_GUARDED)
    return response


def log_out(response: Response) -> Response:
    response.delete_cookie(_SESSION, **_GUARDED)
    return response


def language() -> str | None:
    """As the browser sent it; whether the portal speaks it is checked by the caller."""
    return request.cookies.get(_LANGUAGE)


def remember_language(response: Response, language: str) -> Response:
    response.set_cookie(_LANGUAGE, language, max_age=_A_YEAR, **_GUARDED)
    return response


def _token(name: str) -> str | None:
    sent = request.cookies.get(name, "")
    return sent if _TOKEN.fullmatch(sent) else None
