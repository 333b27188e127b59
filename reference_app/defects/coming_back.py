"""What goes wrong on a device that comes back: the cookie, and clearing it."""

from werkzeug import Request, Response

from reference_app.defects.breaking import Breaking
from reference_app.defects.registry import defect

_LIFETIME = ("max-age", "expires")


@defect(
    breaks="CODE-2",
    also={"COOKIE-1": "the device forgets when its browser closes", "COOKIE-4": "it lasts no school year"},
)
def cookie_ends_with_the_browser(wrong: Breaking) -> None:
    """The cookie of the device has no lifetime, so it goes when the browser is closed."""

    @wrong.answers
    def without_a_lifetime(_request: Request, answer: Response) -> None:
        lines = answer.headers.getlist("Set-Cookie")
        answer.headers.remove("Set-Cookie")
        for line in lines:
            parts = [part for part in line.split("; ") if not part.lower().startswith(_LIFETIME)]
            answer.headers.add("Set-Cookie", "; ".join(parts) if line.startswith("__Host-device=") else line)
