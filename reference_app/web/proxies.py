"""What stands between a browser and the portal: proxies that tell who is asking, and the address that people know."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix


def behind_proxies(app: WSGIApplication, count: int, public_address: str | None) -> WSGIApplication:
    """Believe the X-Forwarded headers of so many proxies and no more: anybody can send what stands before theirs."""
    known = _at(public_address, app) if public_address else app
    return ProxyFix(known, x_for=count, x_proto=count, x_host=count)


def _at(public_address: str, app: WSGIApplication) -> WSGIApplication:
    """Whatever address a request came to, every absolute one that the portal makes begins with the public one."""
    public = urlsplit(public_address)

    def at_public_address(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return app(environ | {"wsgi.url_scheme": public.scheme, "HTTP_HOST": public.netloc}, start_response)

    return at_public_address
