"""A certificate for a portal on this machine, signed by an authority that is made for the occasion."""

import ssl
from pathlib import Path

import trustme

HOST = "127.0.0.1"


def certified(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """The authority's own certificate, as a PEM file in the folder, and what a server needs that it vouches for."""
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(file)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(tls)
    return file, tls
