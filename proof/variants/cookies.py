"""Cookies of another kind."""

from typing import Any

from werkzeug import Request, Response

from proof.variants.between import answered, asked
from proof.variants.registry import variant
from reference_app.testbed.portal import Testbed
from reference_app.tokens import new_token

_CALLED = {"__Host-session": "__Host-sid", "__Host-device": "__Host-tablet", "__Host-form": "__Host-f"}
_VISIT = "__Host-visit"


@variant()
def cookies_of_its_own(testbed: Testbed) -> None:
    """The cookies have other names, and from the first page on there is one more, which a login renews."""

    def by_own_names(environ: dict[str, Any]) -> None:
        sent = environ.get("HTTP_COOKIE", "")
        for own, theirs in _CALLED.items():
            sent = sent.replace(f"{theirs}=", f"{own}=")
        environ["HTTP_COOKIE"] = sent

    def by_their_names(request: Request, answer: Response) -> None:
        lines = answer.headers.getlist("Set-Cookie")
        answer.headers.remove("Set-Cookie")
        for line in lines:
            name, _, rest = line.partition("=")
            answer.headers.add("Set-Cookie", f"{_CALLED.get(name, name)}={rest}")
        if _VISIT not in request.cookies or any(line.startswith("__Host-session=") for line in lines):
            answer.set_cookie(_VISIT, new_token(), secure=True, httponly=True, samesite="Lax", path="/")

    asked(testbed, by_own_names)
    answered(testbed, by_their_names)
