"""The route from a device to the portal: direct, through an existing proxy, or through one that is started here."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from e2e.contract import Target
from e2e.environments import proxy
from e2e.environments.certificates import key_presented, trusts
from e2e.environments.profile import Proxy

_SECONDS_TO_ANSWER = 15
_TRIES = 3

# For a page on this machine, a browser bypasses its proxy unless it is told not to.
_FIREFOX_THROUGH_A_PROXY = {
    "network.proxy.type": 1,
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.no_proxies_on": "",
}


@dataclass(frozen=True)
class Route:
    """`server` is the proxy's address. `vouched_for` says that the portal's certificate is signed by an authority that
    the devices know but the browser here does not; it has been checked, so the browser need not check it again. `keys`
    are the public keys that were presented, each as `key_presented` gives it.
    """

    server: str | None
    vouched_for: bool = False
    keys: tuple[str, ...] = ()

    def launch_args(self, browser: str) -> dict[str, Any]:
        """The arguments that make `browser_type.launch` use this route.

        If Chromium merely ignores certificate errors, it caches no page of the portal, and restarts a request on each
        connection that it does not trust yet, so often on a page with many pictures that it gives up. Given the key, it
        trusts the portal as a device does.
        """
        args: dict[str, Any] = {}
        if self.keys and browser == "chromium":
            args["args"] = [f"--ignore-certificate-errors-spki-list={','.join(self.keys)}"]
        if self.server and browser == "firefox":
            args["firefox_user_prefs"] = _firefox_through(self.server)
        elif self.server:
            args["proxy"] = {"server": self.server}
        return args

    def context_args(self) -> dict[str, Any]:
        """The arguments for `new_context`, as the portal may have addresses whose key is not known here."""
        return {"ignore_https_errors": self.vouched_for}


@contextmanager
def route_to_portal(
    through: Proxy | None, target: Target, folder: Path, say: Callable[[str], object]
) -> Iterator[Route]:
    """A route that is open until the block ends. A proxy keeps its files in `folder`. Raises ProxyError."""
    own = target.certificate_authority
    if through is None:
        yield _trusting(target, None, [own])
    elif through.behaviours:
        with proxy.running(through.behaviours.for_filter(), trusts=own, folder=folder, say=say) as started:
            known = [own, started.authority if through.behaviours.trusted else None]
            yield _trusting(target, started.server, known)
    elif through.server:
        _get_through(through.server, target.addresses.home)
        yield _trusting(target, through.server, [own, through.authority])


def _get_through(server: str, address: str) -> None:
    """Raises ProxyError if the proxy does not let us through to the portal in several tries."""
    portal, through = urlsplit(address), urlsplit(server)
    port = portal.port or (443 if portal.scheme == "https" else 80)
    to = f"{portal.hostname}:{port}"
    for left in reversed(range(_TRIES)):
        tunnel = http.client.HTTPConnection(through.hostname or "", through.port or 80, timeout=_SECONDS_TO_ANSWER)
        if portal.scheme == "https":
            tunnel.set_tunnel(portal.hostname or "", port)
        try:
            tunnel.connect()
        except (OSError, http.client.HTTPException) as error:
            if left and not isinstance(error, TimeoutError):
                continue
            raise proxy.ProxyError(
                f"the proxy {server} lets nobody through to {to} ({error}). Is it running, is that its address, and "
                "does it let devices through to this port without a name and a password? The reference portal has a "
                "port of its own; --target takes a portal elsewhere"
            ) from None
        finally:
            tunnel.close()
        return


def _trusting(target: Target, server: str | None, authorities: list[Path | None]) -> Route:
    places = target.addresses
    known = [authority for authority in authorities if authority]
    if not any(trusts(places.home, server, authority) for authority in known):
        return Route(server)
    sites = {urljoin(address, "/") for address in (places.front, places.home, places.teacher)}
    keys = {key for site in sites if (key := key_presented(site, server))}
    return Route(server, vouched_for=True, keys=tuple(sorted(keys)))


def _firefox_through(server: str) -> dict[str, Any]:
    host, _, port = server.partition("://")[2].rpartition(":")
    where = {"http": host, "http_port": int(port), "ssl": host, "ssl_port": int(port)}
    return _FIREFOX_THROUGH_A_PROXY | {f"network.proxy.{name}": value for name, value in where.items()}
