"""What stands between a portal and its browsers, and translates what each says to the other.

The portal keeps to its own rules; a variant changes what it is asked and what it answers.
"""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug import Request, Response

from reference_app.testbed.portal import Testbed

_TEXTS = ("text/html", "application/json")


def asked(testbed: Testbed, change: Callable[[dict[str, Any]], None]) -> None:
    """Have `change` get the WSGI environment of each request before the portal does."""
    inner = testbed.app.wsgi_app

    def between(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        change(environ)
        return inner(environ, start_response)

    testbed.app.wsgi_app = between  # type: ignore[method-assign]


def answered(testbed: Testbed, change: Callable[[Request, Response], Response | None]) -> None:
    """Have `change` get each answer before the browser does; it may return another in its place."""
    inner = testbed.app.wsgi_app

    def between(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked_for = Request(environ)
        answer = Response.from_app(inner, environ)
        return (change(asked_for, answer) or answer)(environ, start_response)

    testbed.app.wsgi_app = between  # type: ignore[method-assign]


def reworded(testbed: Testbed, change: Callable[[str], str]) -> None:
    """Have `change` rewrite the text of each page and of each answer of the control protocol."""

    def in_other_words(_request: Request, answer: Response) -> None:
        if answer.mimetype in _TEXTS:
            answer.set_data(change(answer.get_data(as_text=True)))

    answered(testbed, in_other_words)
