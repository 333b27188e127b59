"""The certificate that is presented for a portal behind TLS, and which authority vouches for it."""

import base64
import hashlib
import http.client
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import requests

_SECONDS_TO_ANSWER = 15
_NOT_TRUSTED = "CERTIFICATE_VERIFY_FAILED"


def trusts(address: str, server: str | None, authority: Path | None) -> bool:
    """Whether the certificate presented for the address is signed by `authority` or, if None, by a well-known one.

    `server` is the proxy to ask through. Anything else that goes wrong is not the certificate's fault.
    """
    try:
        requests.head(
            address,
            proxies={"http": server, "https": server} if server else None,
            verify=str(authority) if authority else True,
            timeout=_SECONDS_TO_ANSWER,
        )
    except requests.exceptions.SSLError as error:
        return _NOT_TRUSTED not in str(error)
    except requests.RequestException:
        return True
    return True


def key_presented(address: str, server: str | None) -> str | None:
    """The public key that is presented for the address, through the proxy `server`; None if there is none.

    Its form is the one in which Chromium takes it: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280), in base64.
    """
    portal, to = urlsplit(address), urlsplit(server or address)
    if portal.scheme != "https":
        return None
    # It takes a tenth of a second to import in each process of a run, and few portals have their own authority.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    # This only reads the key; whether to trust it is decided elsewhere.
    asking = ssl.create_default_context()
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection(
        to.hostname or "", to.port or (80 if server else 443), timeout=_SECONDS_TO_ANSWER, context=asking
    )
    if server:
        line.set_tunnel(portal.hostname or "", portal.port or 443)
    try:
        line.connect()
        certificate = x509.load_der_x509_certificate(line.sock.getpeercert(binary_form=True) or b"")
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        line.close()
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()
