"""A real filtering proxy, in front of a small site with TLS and one without."""

import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask, Response, request
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from e2e.browser.finding import FoundBrowser
from e2e.environments import proxy
from e2e.environments.proxy import ProxyError, RunningProxy, installed, running
from e2e.targets.certified import certified
from tests.conftest import ROOT

PAGE = (
    '<!doctype html><html lang="nl"><head><title>Portaal</title></head><body class="wide"><h1>Dag {}</h1></body></html>'
)
COOKIE = "__Host-device=1; Secure; HttpOnly; Path=/; SameSite=Lax; Max-Age=3600; Expires=Fri, 01 Jan 2100 00:00:00 GMT"
BANNER = "Gecontroleerd door het schoolfilter"
KILLED = """
import os, sys
from pathlib import Path
from e2e.environments.proxy import running
from e2e.targets.certified import certified
with running({}, trusts=None, folder=Path(sys.argv[1]), say=print) as through:
    print(through.server, flush=True)
    os._exit(9)
"""
A_PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Site:
    """`authority` vouches for it; None if it is not served over TLS."""

    address: str
    authority: Path | None


Start = Callable[..., AbstractContextManager[RunningProxy]]


@contextmanager
def served(tls: ssl.SSLContext | None) -> Iterator[int]:
    closing = Event()
    server = make_server("127.0.0.1", 0, site_app(closing), threaded=True, ssl_context=tls)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


def site_app(closing: Event) -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def _front() -> Response:
        page = Response(PAGE.format(request.cookies.get("name", "iemand")))
        page.headers["Set-Cookie"] = COOKIE
        page.headers["Cache-Control"] = "no-store"
        return page

    @app.get("/home")
    def _home() -> str:
        return PAGE.format("thuis")

    @app.get("/style.css")
    def _style() -> Response:
        return Response("h1 { color: red }", mimetype="text/css")

    @app.get("/slow")
    def _slow() -> str:
        closing.wait(20)
        return PAGE.format("eindelijk")

    return app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    authority, certificate = certified(folder)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with served(tls) as port:
        yield Site(f"https://127.0.0.1:{port}", authority)


@pytest.fixture(scope="module")
def plain_site() -> Iterator[Site]:
    with served(None) as port:
        yield Site(f"http://127.0.0.1:{port}", None)


@pytest.fixture
def start(site: Site, tmp_path: Path) -> Start:
    """Starts a proxy that trusts the site, with behaviours given by name."""

    def with_behaviours(**behaviours: object) -> AbstractContextManager[RunningProxy]:
        return running(behaviours, trusts=site.authority, folder=tmp_path, say=print)

    return with_behaviours


@pytest.fixture
def opening(start: Start) -> Start:
    """Like `start`, for a proxy that opens TLS."""
    return partial(start, intercepts_tls=True)


def get(
    address: str,
    through: RunningProxy,
    signed_by: Path | None,
    *,
    cookies: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": through.server, "https": through.server}
        session.verify = str(signed_by)
        return session.get(address, timeout=15, allow_redirects=False, cookies=cookies, headers=headers)


def is_answered(address: str) -> bool:
    where = urlsplit(address)
    with socket.socket() as asking:
        return asking.connect_ex((where.hostname, where.port)) == 0


def ends_soon(address: str) -> bool:
    deadline = time.monotonic() + 10
    while is_answered(address) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_answered(address)


def test_tls_that_is_not_opened_is_untouched(start: Start, site: Site) -> None:
    with start(banner=True, cookies="strips", caches=True, blocks=["127.0.0.1"]) as through:
        answer = get(site.address, through, site.authority)

    assert (answer.text, answer.headers["Set-Cookie"]) == (PAGE.format("iemand"), COOKIE)


def test_opened_tls_is_signed_by_the_proxy_and_is_else_untouched(opening: Start, site: Site) -> None:
    with opening() as through:
        answer = get(site.address, through, through.authority)
        with pytest.raises(requests.exceptions.SSLError):
            get(site.address, through, site.authority)

    assert (answer.text, answer.headers["Set-Cookie"]) == (PAGE.format("iemand"), COOKIE)


def test_a_site_that_the_proxy_does_not_trust_is_a_bad_gateway(site: Site, tmp_path: Path) -> None:
    with running({"intercepts_tls": True}, trusts=None, folder=tmp_path, say=print) as through:
        answer = get(site.address, through, through.authority)

    assert (answer.status_code, answer.reason) == (502, "Bad Gateway"), answer.text


def test_a_cache_gives_one_pupils_page_to_the_next(opening: Start, site: Site) -> None:
    with opening(caches=True) as through:
        noors = get(site.address, through, through.authority, cookies={"name": "Noor"})
        daans = get(site.address, through, through.authority, cookies={"name": "Daan"})

    assert (noors.text, daans.text) == (PAGE.format("Noor"), PAGE.format("Noor"))
    assert (daans.headers["X-Cache"], int(daans.headers["Age"]) < 60, "X-Cache" in noors.headers) == (
        "HIT",
        True,
        False,
    )


def test_a_cache_keeps_pages_only(opening: Start, site: Site) -> None:
    with opening(caches=True) as through:
        style, again = (get(f"{site.address}/style.css", through, through.authority) for _ in range(2))

    assert (style.status_code, "X-Cache" in again.headers) == (200, False)


def test_cookies_that_are_stripped_do_not_arrive(opening: Start, site: Site) -> None:
    with opening(cookies="strips") as through:
        answer = get(site.address, through, through.authority)

    assert (answer.text, "Set-Cookie" in answer.headers) == (PAGE.format("iemand"), False)


def test_cookies_that_are_shortened_last_as_long_as_the_browser(opening: Start, site: Site) -> None:
    with opening(cookies="shortens") as through:
        answer = get(site.address, through, through.authority)

    assert answer.headers["Set-Cookie"] == "__Host-device=1; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_cookies_that_are_weakened_keep_their_name_and_time(opening: Start, site: Site) -> None:
    with opening(cookies="weakens") as through:
        answer = get(site.address, through, through.authority)

    assert answer.headers["Set-Cookie"] == (
        "__Host-device=1; Path=/; Max-Age=3600; Expires=Fri, 01 Jan 2100 00:00:00 GMT"
    )


def test_a_banner_is_the_first_thing_in_the_body(opening: Start, site: Site) -> None:
    with opening(banner=True) as through:
        answer = get(site.address, through, through.authority)

    before, _, after = answer.text.partition('<body class="wide">')
    assert (before + '<body class="wide">' + after[after.index("<h1>") :], BANNER in after) == (
        PAGE.format("iemand"),
        True,
    )
    assert (after.startswith('<div id="schoolfilter" style="position: fixed'), "<script>" in after) == (True, True)
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_banner_stands_on_pages_only(opening: Start, site: Site) -> None:
    with opening(banner=True) as through:
        answer = get(f"{site.address}/style.css", through, through.authority)

    assert answer.text == "h1 { color: red }"


def test_the_filter_shows_its_own_picture(start: Start) -> None:
    with start(banner=True) as through:
        answer = get("http://filter.invalid/banner.png", through, None)

    assert (answer.headers["Content-Type"], answer.content[:4]) == ("image/gif", b"GIF8")


def test_an_address_with_a_blocked_part_is_not_asked_for(opening: Start, site: Site) -> None:
    with opening(blocks=["games", "/home"]) as through:
        blocked = get(f"{site.address}/home", through, through.authority)
        other = get(site.address, through, through.authority)

    assert (blocked.status_code, other.status_code) == (403, 200)
    assert "Deze pagina is geblokkeerd door het schoolfilter." in blocked.text


def test_a_page_with_a_part_is_sent_to_the_networks_login(opening: Start, site: Site) -> None:
    with opening(redirects="127.0.0.1") as through:
        sent = get(site.address, through, through.authority, headers=A_PAGE)
        login = get(sent.headers["Location"], through, None)
        style = get(f"{site.address}/style.css", through, through.authority)

    assert (sent.status_code, sent.headers["Location"]) == (302, "http://filter.invalid/login")
    assert ("Log eerst in op het netwerk van de school." in login.text, style.status_code) == (True, 200)


def test_a_slow_answer_is_dropped_and_holds_up_no_other(opening: Start, site: Site) -> None:
    with opening(drops_after_milliseconds=1500) as through, ThreadPoolExecutor() as aside:
        slow = aside.submit(get, f"{site.address}/slow", through, through.authority)
        quick = get(site.address, through, through.authority)
        waited = not slow.done()

        with pytest.raises(requests.exceptions.ConnectionError):
            slow.result()

    assert (quick.text, waited) == (PAGE.format("iemand"), True)


def test_what_is_not_over_tls_goes_through_the_same(start: Start, plain_site: Site) -> None:
    with start(banner=True, cookies="strips", blocks=["/home"]) as through:
        front = get(plain_site.address, through, None)
        home = get(f"{plain_site.address}/home", through, None)

    assert (BANNER in front.text, "Set-Cookie" in front.headers, home.status_code) == (True, False, 403)


def test_a_behaviour_that_is_unknown_is_named(start: Start) -> None:
    with pytest.raises(ProxyError, match=r"did not start: the filter knows no behaviour 'caching'; it knows"):
        start(caching=True).__enter__()


def test_a_behaviour_that_cannot_be_so_is_named(start: Start) -> None:
    with pytest.raises(ProxyError, match=r"behaviour 'cookies' cannot be 'eats'"):
        start(cookies="eats").__enter__()


def test_the_proxy_ends_with_its_block_also_on_an_error(start: Start) -> None:
    def broken() -> None:
        with start() as through:
            seen.append((through.server, is_answered(through.server)))
            raise LookupError

    seen: list[tuple[str, bool]] = []

    with pytest.raises(LookupError):
        broken()

    [(server, answered)] = seen
    assert (answered, is_answered(server)) == (True, False)


def test_the_proxy_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    installed(print)
    command = [sys.executable, "-c", KILLED, str(tmp_path)]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - ours

    assert (ran.returncode, ends_soon(ran.stdout.strip())) == (9, True), ran.stderr


def test_the_proxy_says_nothing_in_the_run(start: Start, site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    installed(lambda _: None)
    with start() as through:
        get(site.address, through, site.authority)

    assert capfd.readouterr() == ("", "")


@pytest.fixture
def half_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an interrupted install, when the packages to install are not available."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(proxy, "_LOCK", tmp_path / "none.lock")
    (tmp_path / "none.lock").write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    folder = tmp_path / "home-login-conformance" / "mitmproxy-11.0.2"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    (folder / "bin" / "mitmdump").touch()
    return folder


def test_an_install_that_was_broken_off_is_done_again_and_says_why_it_fails(half_installed: Path) -> None:
    said: list[str] = []

    with pytest.raises(
        ProxyError, match=r"cannot be installed: ERROR: .*no-such-package.* by hand until this works: .*pip"
    ):
        installed(said.append)

    assert said == [f"No mitmproxy yet: installing it in {half_installed} (a minute) ..."]


@pytest.fixture
def through_banner(opening: Start, chromium: Browser, found_chromium: FoundBrowser) -> Iterator[Page]:
    with opening(banner=True) as through:
        behind = chromium.browser_type.launch(**found_chromium.launch_args(), proxy={"server": through.server})
        yield behind.new_page(ignore_https_errors=True)
        behind.close()


def test_a_browser_goes_through_it_to_its_own_machine_too(through_banner: Page, site: Site) -> None:
    through_banner.goto(site.address)

    expect(through_banner.locator("body > :first-child")).to_contain_text(BANNER)
    assert through_banner.evaluate("window.schoolfilter") is True
