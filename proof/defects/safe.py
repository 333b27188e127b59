"""What goes wrong where nobody sees it: cookies, sessions, forged requests, addresses and headers."""

from typing import Any
from urllib.parse import urlencode

import segno
from flask import session
from markupsafe import Markup
from werkzeug import Request, Response

from proof.defects.breaking import Breaking, Replacement
from proof.defects.registry import defect
from reference_app.rules import home_code
from reference_app.web import cookies, forms

_ELSEWHERE = "http://127.0.0.1:9"


@defect(breaks="SAFE-1")
def scripts_can_read_the_session(wrong: Breaking) -> None:
    """Scripts can read the cookie of the login."""
    _cookies_without(wrong, "__Host-session", "httponly")


@defect(breaks="SAFE-1")
def device_goes_along_from_other_sites(wrong: Breaking) -> None:
    """The cookie of the device is sent with requests that other sites make."""
    _cookies_without(wrong, "__Host-device", "samesite")


@defect(breaks="SAFE-1")
def scripts_can_read_a_teachers_session(wrong: Breaking) -> None:
    """Scripts can read the login cookie of a teacher, but not that of a pupil."""
    _cookies_without(wrong, "__Host-session", "httponly", path="/teacher")


@defect(breaks="SAFE-1")
def device_cookie_is_anybodys_to_set(wrong: Breaking) -> None:
    """The cookie of the device has no `__Host-` in its name, so a neighbouring domain can set it too."""
    inner = wrong.testbed.app.wsgi_app

    def named_again(environ: Any, start_response: Any) -> Any:
        sent = environ.get("HTTP_COOKIE", "").replace("device=", "__Host-device=")
        return inner(environ | {"HTTP_COOKIE": sent}, start_response)

    wrong.testbed.app.wsgi_app = named_again  # type: ignore[method-assign]

    @wrong.answers
    def renamed(_request: Request, answer: Response) -> None:
        lines = answer.headers.getlist("Set-Cookie")
        answer.headers.remove("Set-Cookie")
        for line in lines:
            answer.headers.add("Set-Cookie", line.replace("__Host-device=", "device="))


@defect(breaks="SAFE-2")
def session_of_the_forms_is_logged_in(wrong: Breaking) -> None:
    """A login goes on in the session that the browser has had since its first form, instead of starting a new one."""
    logged_in: dict[str, str] = {}

    @wrong.view("home.sign_in")
    def sign_in(original: Replacement, pupil_id: str) -> Any:
        before = session.get("csrf_token", "")
        answer = original(pupil_id)
        if token := _session_set_by(answer):
            logged_in[before] = token
        return answer

    @wrong.instead_of(wrong.portal.sessions, "pupil")
    def pupil(original: Replacement, token: str | None) -> Any:
        return original(token) or original(logged_in.get(session.get("csrf_token", "")))


@defect(breaks="SAFE-2")
def planted_session_is_taken_over(wrong: Breaking) -> None:
    """A login keeps the session cookie that the browser already has, no matter who made it up."""
    taken_over: dict[str | None, str] = {}

    @wrong.view("home.sign_in")
    def sign_in(original: Replacement, pupil_id: str) -> Any:
        answer = original(pupil_id)
        token = _session_set_by(answer)
        if token and (planted := cookies.session_token()):
            taken_over[planted] = token
        return answer

    @wrong.instead_of(wrong.portal.sessions, "pupil")
    def pupil(original: Replacement, token: str | None) -> Any:
        return original(token) or original(taken_over.get(token))


@defect(breaks="SAFE-3")
def other_sites_enter_codes(wrong: Breaking) -> None:
    """The form for the code is accepted without its token."""
    _without_a_token(wrong, "home.enter_code")


@defect(breaks="SAFE-3")
def other_sites_log_out(wrong: Breaking) -> None:
    """Logging out works without a token."""
    _without_a_token(wrong, "front.log_out")


@defect(breaks="SAFE-3")
def other_sites_forget_the_device(wrong: Breaking) -> None:
    """Forgetting the device works without a token."""
    _without_a_token(wrong, "home.forget_device")


@defect(breaks="SAFE-3")
def unlocking_is_an_address(wrong: Breaking) -> None:
    """The teacher's button to unlock goes to an address that unlocks whenever it is asked for."""
    wrong.testbed.app.add_url_rule("/teacher/pupils/<id:pupil_id>/unlock", "teacher.unlock", methods=["GET"])
    post = """<form method="post" action="{{ url_for('teacher.unlock'"""
    wrong.template("teacher/group.html", post, post.replace("post", "get", 1))


@defect(breaks="SAFE-4")
def names_are_kept(wrong: Breaking) -> None:
    """The browser is allowed to store the page with the names."""
    _may_be_kept(wrong, "/home/names")


@defect(breaks="SAFE-4")
def letters_are_kept(wrong: Breaking) -> None:
    """The browser is allowed to store a teacher's pages."""
    _may_be_kept(wrong, "/teacher/")


@defect(breaks="SAFE-5")
def code_stands_in_the_next_address(wrong: Breaking) -> None:
    """The code is passed on in the address of the next page."""

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        return _goes_along(original(), code=forms.code())


@defect(breaks="SAFE-5")
def password_stands_in_the_next_address(wrong: Breaking) -> None:
    """The password is passed on in the address of the next page."""

    @wrong.view("home.sign_in")
    def sign_in(original: Replacement, pupil_id: str) -> Any:
        return _goes_along(original(pupil_id), secret=forms.secret())


@defect(breaks="SAFE-5")
def qr_code_holds_the_home_code(wrong: Breaking) -> None:
    """The address in the letter's QR code contains the home code, so that nobody has to type it."""
    wrong.testbed.app.jinja_env.filters["qr_code"] = lambda address: Markup(  # noqa: S704 - segno draws paths
        segno.make_qr(address).svg_inline(omitsize=True, svgclass=None, lineclass=None)
    )
    drawn = "{{ (home_address ~ '?code=' ~ letter.home_code)|qr_code }}"
    wrong.template("teacher/letters.html", "{{ qr_code }}", drawn)


@defect(breaks="SAFE-6")
def nobodys_code_is_not_found(wrong: Breaking) -> None:
    """A code that belongs to nobody is answered with status 404."""

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        answer = original()
        return (answer, 404) if isinstance(answer, str) and _is_nobodys(wrong) else answer


@defect(breaks="SAFE-6")
def nobodys_code_gets_another_text(wrong: Breaking) -> None:
    """The page refuses a code that belongs to nobody with more emphasis than another wrong code."""

    @wrong.view("home.enter_code")
    def enter_code(original: Replacement) -> Any:
        answer = original()
        return answer.replace("</p></div>", "!</p></div>", 1) if _is_nobodys(wrong) else answer


@defect(breaks="SAFE-7")
def inline_script_is_allowed(wrong: Breaking) -> None:
    """The content policy allows inline scripts."""
    _every_answer_has(wrong, "Content-Security-Policy", "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'")


@defect(breaks="SAFE-7")
def pages_can_be_framed(wrong: Breaking) -> None:
    """Another site can show the pages in a frame of its own."""
    _every_answer_has(wrong, "Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'self'")


@defect(breaks="SAFE-7")
def browser_guesses_what_it_got(wrong: Breaking) -> None:
    """Nothing tells the browser not to guess the type of an answer."""
    _every_answer_has(wrong, "X-Content-Type-Options", "")


@defect(breaks="SAFE-7")
def addresses_are_told_elsewhere(wrong: Breaking) -> None:
    """Other sites are told the full address of the page that links to them."""
    _every_answer_has(wrong, "Referrer-Policy", "unsafe-url")


@defect(breaks="SAFE-7")
def refusals_are_not_guarded(wrong: Breaking) -> None:
    """A page sent in answer to a form has no content policy; all others do."""

    @wrong.answers
    def unguarded(request: Request, answer: Response) -> None:
        if request.method == "POST":
            answer.headers.remove("Content-Security-Policy")


@defect(breaks="SAFE-7")
def picture_comes_from_elsewhere(wrong: Breaking) -> None:
    """The lesson materials show a picture from another site."""
    wrong.template("materials/shelf.html", "</ul>", f'</ul><img src="{_ELSEWHERE}/counted.svg" alt="">')
    _every_answer_has(wrong, "Content-Security-Policy", "default-src 'self'; img-src *; frame-ancestors 'none'")


@defect(breaks="SAFE-7")
def teachers_pages_are_counted_elsewhere(wrong: Breaking) -> None:
    """The teacher's pages load something from another site; a pupil's pages do not."""
    wrong.template("teacher/group.html", "</table>", f'</table><img src="{_ELSEWHERE}/counted.svg" alt="">')
    _every_answer_has(wrong, "Content-Security-Policy", "default-src 'self'; img-src *; frame-ancestors 'none'")


def _cookies_without(wrong: Breaking, cookie: str, attribute: str, path: str = "/") -> None:
    @wrong.answers
    def without(request: Request, answer: Response) -> None:
        lines = answer.headers.getlist("Set-Cookie")
        answer.headers.remove("Set-Cookie")
        for line in lines:
            kept = "; ".join(part for part in line.split("; ") if not part.lower().startswith(attribute))
            is_meant = line.startswith(f"{cookie}=") and request.path.startswith(path)
            answer.headers.add("Set-Cookie", kept if is_meant else line)


def _session_set_by(answer: Any) -> str | None:
    """Give the token of the session that starts with the answer, or None if none does."""
    lines = answer.headers.getlist("Set-Cookie") if isinstance(answer, Response) else []
    values = [line.partition("=")[2].partition(";")[0] for line in lines if line.startswith("__Host-session=")]
    return values[-1] if values else None


def _without_a_token(wrong: Breaking, endpoint: str) -> None:
    app = wrong.testbed.app
    app.extensions["csrf"].exempt(app.view_functions[endpoint])
    wrong.reached = True


def _may_be_kept(wrong: Breaking, path: str) -> None:
    @wrong.answers
    def kept(request: Request, answer: Response) -> None:
        if request.path.startswith(path):
            answer.headers["Cache-Control"] = "private"


def _goes_along(answer: Any, **fields: str) -> Any:
    if isinstance(answer, Response) and answer.location:
        answer.location += f"?{urlencode(fields)}"
    return answer


def _is_nobodys(wrong: Breaking) -> bool:
    code = home_code.read(forms.code())
    with wrong.portal.store.read() as tx:
        return code is None or not tx.locator_taken(code.locator)


def _every_answer_has(wrong: Breaking, header: str, value: str) -> None:
    @wrong.answers
    def has(_request: Request, answer: Response) -> None:
        answer.headers[header] = value
