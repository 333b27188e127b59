"""The way from a device to the portal: straight, through a proxy that is there, or through one that is started."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from e2e.environments import proxy
from e2e.environments.profile import Proxy
from e2e.ports import Target

_SECONDS_TO_ANSWER = 15
_TRIES = 3
_NOT_TRUSTED = "CERTIFICATE_VERIFY_FAILED"


@dataclass(frozen=True)
class Way:
    """`server` is the proxy's address. `vouched_for` is a portal whose certificate an authority vouches for that the
    devices know and the browser here does not: it has been looked at, and the browser need not look again.
    """

    server: str | None
    vouched_for: bool


@contextmanager
def way_there(through: Proxy | None, target: Target, folder: Path, say: Callable[[str], object]) -> Iterator[Way]:
    """Open for as long as the block lasts. `folder` is for what a proxy needs. Raises ProxyError."""
    own = target.certificate_authority
    if through is None:
        yield Way(None, vouched_for=own is not None)
    elif through.misdeeds:
        with proxy.running(through.misdeeds.told(), trusts=own, folder=folder, say=say) as started:
            known = [own, started.authority if through.misdeeds.trusted else None]
            yield Way(started.server, vouched_for=_vouched_for(target, started.server, known))
    elif through.server:
        _get_through(through.server, target.addresses.home)
        yield Way(through.server, vouched_for=_vouched_for(target, through.server, [own, through.authority]))


def _get_through(server: str, address: str) -> None:
    """Raises ProxyError where the proxy lets nobody through to the portal; a hiccup is none."""
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
                f"the proxy {server} lets nobody through to {to} ({error}). Does it run, is that its address, and does "
                "it let this port through, without a name and a password? The reference portal stands on a port of its "
                "own; --target takes a portal that is elsewhere"
            ) from None
        finally:
            tunnel.close()
        return


def _vouched_for(target: Target, server: str, authorities: list[Path | None]) -> bool:
    return any(trusts(target.addresses.home, server, authority) for authority in authorities if authority)


def trusts(address: str, server: str, authority: Path | None) -> bool:
    """Whether what is presented for the address, through the proxy, is signed by the authority, or by one of the world.

    What else goes wrong there is not for the certificate to answer for.
    """
    try:
        requests.head(
            address,
            proxies={"http": server, "https": server},
            verify=str(authority) if authority else True,
            timeout=_SECONDS_TO_ANSWER,
        )
    except requests.exceptions.SSLError as error:
        return _NOT_TRUSTED not in str(error)
    except requests.RequestException:
        return True
    return True
