"""What stands between a portal and its browsers: both see what the other one says in other words.

The portal goes on by its own rules; a variant changes what is asked of it and what it answers.
"""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug import Request, Response

from reference_app.testbed.portal import Testbed

_TEXTS = ("text/html", "application/json")


def asked(testbed: Testbed, change: Callable[[dict[str, Any]], None]) -> None:
    """`change` gets the WSGI environment of each request before the portal does."""
    inner = testbed.app.wsgi_app

    def between(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        change(environ)
        return inner(environ, start_response)

    testbed.app.wsgi_app = between  # type: ignore[method-assign]


def answered(testbed: Testbed, change: Callable[[Request, Response], Response | None]) -> None:
    """`change` gets each answer before the browser does, and may give another in its place."""
    inner = testbed.app.wsgi_app

    def between(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked_for = Request(environ)
        answer = Response.from_app(inner, environ)
        return (change(asked_for, answer) or answer)(environ, start_response)

    testbed.app.wsgi_app = between  # type: ignore[method-assign]


def reworded(testbed: Testbed, change: Callable[[str], str]) -> None:
    """`change` gets the text of each page, and of what the control protocol answers."""

    def in_other_words(_request: Request, answer: Response) -> None:
        if answer.mimetype in _TEXTS:
            answer.set_data(change(answer.get_data(as_text=True)))

    answered(testbed, in_other_words)
