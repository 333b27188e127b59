"""What browsers are told to guard (SAFE-4, SAFE-7), and which ids an address may hold."""

from flask import Response, request
from werkzeug.routing import BaseConverter

from reference_app.web import static_files

_CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class IdConverter(BaseConverter):
    """The id of a school's link, a group or a pupil: anything else has no page, and never reaches the database."""

    regex = "[0-9a-f]{32}"


def with_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _CONTENT_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = static_files.caching(request) if _is_static(response) else "no-store"
    return response


def _is_static(response: Response) -> bool:
    return request.endpoint == "static" and response.status_code in {200, 206, 304}
