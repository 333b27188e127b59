"""What goes wrong when brothers and sisters share a device: logging out, and what is left of who was there before."""

from werkzeug import Request, Response

from reference_app.defects.breaking import Breaking
from reference_app.defects.registry import defect


@defect(breaks="SIBLING-3")
def logging_out_drops_only_the_cookie(wrong: Breaking) -> None:
    """Logging out takes the cookie away, but the session goes on and an old copy of the cookie opens it."""

    @wrong.instead_of(wrong.portal.logged_in, "end")
    def end(_own: object, _token: str | None) -> None:
        return None


@defect(breaks="SIBLING-2", also={"SAFE-4": "the browser keeps the pages"})
def back_shows_the_materials(wrong: Breaking) -> None:
    """The lesson materials may be kept by the browser, and its Back button shows them after logging out."""

    @wrong.answers
    def may_be_kept(request: Request, answer: Response) -> None:
        if request.path.startswith("/materials"):
            answer.headers.remove("Vary")
            answer.headers["Cache-Control"] = "private, no-cache"
