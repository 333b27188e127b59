"""A portal behind TLS for which the suite's authority vouches, or a proxy's: Chromium trusts it as a device does."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import trustme
from flask import Flask, Response, request
from playwright.sync_api import Browser, Error, Page

from e2e.browser.finding import FoundBrowser
from e2e.contract import Target
from e2e.environments.certificates import key_presented
from e2e.environments.profile import Behaviours, Proxy
from e2e.environments.route import Route, route_to_portal
from e2e.model.launch_args import merged_launch_args
from e2e.targets.certified import certified
from reference_app.operations.server import served

Trusting = Callable[[Route], Page]

# It checks once who vouches for the home page.
_BY_THE_SUITE = 1


@dataclass(frozen=True)
class Portal:
    address: str
    authority: Path
    asked: Counter[str]


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """Allows each page to be cached, and counts how often it is requested."""
    asked: Counter[str] = Counter()
    app = Flask(__name__)

    @app.get("/<page>")
    def _page(page: str) -> Response:
        asked[request.path] += 1
        return Response(f"<!doctype html><title>{page}</title>", headers={"Cache-Control": "max-age=60"})

    authority, certificate = certified(tmp_path)
    with served(app, certificate=certificate) as url:
        yield Portal(url, authority, asked)


@contextmanager
def way_to(address: str, authority: Path, folder: Path, through: Proxy | None = None) -> Iterator[Route]:
    addresses = SimpleNamespace(front=f"{address}/front", home=f"{address}/home", teacher=f"{address}/teacher")
    target = cast(Target, SimpleNamespace(certificate_authority=authority, addresses=addresses))
    with route_to_portal(through, target, folder, print) as route:
        yield route


@pytest.fixture
def trusting(chromium: Browser, found_chromium: FoundBrowser) -> Iterator[Trusting]:
    """A page of a browser that ignores no certificate errors."""
    started: list[Browser] = []

    def page(route: Route) -> Page:
        started.append(
            chromium.browser_type.launch(
                **merged_launch_args(found_chromium.launch_args(), route.launch_args("chromium"))
            )
        )
        return started[-1].new_page()

    yield page
    for browser in started:
        browser.close()


def test_a_portal_that_is_vouched_for_is_trusted_and_its_pages_are_kept(
    portal: Portal, trusting: Trusting, tmp_path: Path
) -> None:
    with way_to(portal.address, portal.authority, tmp_path) as route:
        page = trusting(route)
        for place in ("home", "front", "home"):
            page.goto(f"{portal.address}/{place}")

    assert page.title() == "home"
    assert portal.asked == {"/home": _BY_THE_SUITE + 1, "/front": 1}


def test_what_a_proxy_signs_is_trusted(portal: Portal, trusting: Trusting, tmp_path: Path) -> None:
    through = Proxy(behaviours=Behaviours(intercepts_tls=True))

    with way_to(portal.address, portal.authority, tmp_path, through) as route:
        page = trusting(route)
        page.goto(f"{portal.address}/home")

    assert page.title() == "home"


def test_a_portal_that_another_authority_vouches_for_is_not_trusted(
    portal: Portal, trusting: Trusting, tmp_path: Path
) -> None:
    another = tmp_path / "another.pem"
    trustme.CA().cert_pem.write_to_path(another)

    with way_to(portal.address, another, tmp_path) as route:
        page = trusting(route)
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(f"{portal.address}/home")

    assert route.context_args() == {"ignore_https_errors": False}


@pytest.mark.parametrize("address", ["https://127.0.0.1:9/home", "http://127.0.0.1:9/home"])
def test_where_nothing_is_presented_there_is_no_key(address: str) -> None:
    assert key_presented(address, server=None) is None
