"""Other ways from page to page."""

import re
import time

from werkzeug import Request, Response

from proof.variants.between import answered
from proof.variants.registry import variant
from reference_app.testbed.portal import Testbed

_ON_BY_SCRIPT = """
location.replace(document.querySelector('a').href);
"""
_PAGES_BY_FETCH = """
const show = async answer => {
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = fresh.title;
    document.documentElement.lang = fresh.documentElement.lang;
    document.body.replaceWith(fresh.body);
    document.querySelector('[autofocus]')?.focus();
    scrollTo(0, 0);
    if (answer.url !== location.href) history.pushState(null, '', answer.url);
};
const ask = (address, options) => fetch(address, options).then(show);
addEventListener('click', event => {
    const link = event.target.closest('a[href]');
    if (!link || event.ctrlKey || new URL(link.href).hash) return;
    event.preventDefault();
    ask(link.href);
});
addEventListener('submit', event => {
    event.preventDefault();
    ask(event.target.action, {method: 'POST', body: new URLSearchParams(new FormData(event.target, event.submitter))});
});
addEventListener('popstate', () => ask(location.href));
"""

_BLOCKED = re.compile(r'role="alert".*?>[^<]*(geblokkeerd tot|blocked until)', re.DOTALL)
_FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)


@variant()
def slow_answers(testbed: Testbed) -> None:
    """Every answer takes a third of a second longer."""

    def later(_request: Request, _answer: Response) -> None:
        time.sleep(1 / 3)

    answered(testbed, later)


@variant()
def other_pages_in_between(testbed: Testbed) -> None:
    """A page confirms that the code is right, a block leaves no form to fill in, and unlocking leads to all groups."""

    def otherwise(request: Request, answer: Response) -> Response | None:
        if request.path == "/home/verified":
            return _page(answer, '<h1>Je code klopt.</h1><p><a href="/home/names">Verder naar de namen</a></p>')
        if request.path == "/home/code" and answer.headers.get("Location") == "/home/names":
            answer.headers["Location"] = "/home/verified"
        if request.path.endswith("/unlock") and answer.headers.get("Location"):
            answer.headers["Location"] = "/teacher"
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if request.path.startswith("/home/") and _BLOCKED.search(page):
            answer.set_data(_FORM.sub("", page))
        return None

    answered(testbed, otherwise)


@variant()
def on_by_script(testbed: Testbed) -> None:
    """In place of each redirect there is a page that goes on by script, or by itself if no script runs."""

    def by_a_page(request: Request, answer: Response) -> Response | None:
        if request.path == "/on.js":
            return _script(_ON_BY_SCRIPT)
        location = answer.headers.get("Location")
        if not location or answer.status_code // 100 != 3:  # noqa: PLR2004
            return None
        on = f'<noscript><meta http-equiv="refresh" content="0;url={location}"></noscript>'
        page = _page(answer, f'<p><a href="{location}">Ga verder</a></p><script src="/on.js"></script>', on)
        page.headers.extend(("Set-Cookie", line) for line in answer.headers.getlist("Set-Cookie"))
        return page

    answered(testbed, by_a_page)


@variant()
def pages_by_fetch(testbed: Testbed) -> None:
    """After the first page, a script fetches each following page and shows it in place of the current one."""

    def fetched(request: Request, answer: Response) -> Response | None:
        if request.path == "/pages.js":
            return _script(_PAGES_BY_FETCH)
        if answer.mimetype == "text/html" and "/letter" not in request.path:
            answer.set_data(
                re.sub("</head>", '<script src="/pages.js" defer></script></head>', answer.get_data(as_text=True))
            )
            _may_run_scripts(answer)
        return None

    answered(testbed, fetched)


def _page(like: Response, body: str, head: str = "") -> Response:
    """A page with the headers that the portal sends with its own."""
    title = "<title>Thuispoort</title>"
    page = Response(f'<!doctype html><html lang="nl"><head>{title}{head}</head><body><main>{body}</main></body></html>')
    page.mimetype = "text/html"
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"):
        page.headers[name] = like.headers.get(name, "")
    _may_run_scripts(page)
    return page


def _may_run_scripts(answer: Response) -> None:
    policy = answer.headers.get("Content-Security-Policy", "")
    answer.headers["Content-Security-Policy"] = f"{policy}; script-src 'self'; connect-src 'self'"


def _script(text: str) -> Response:
    return Response(text, mimetype="text/javascript", headers={"X-Content-Type-Options": "nosniff"})
