"""Stylesheet and drawings: an address with a version of the content in it, which a browser may keep for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Request, url_for

_FOLDER = Path(__file__).parent.parent / "static"
_A_YEAR = 365 * 24 * 60 * 60


def url(filename: str) -> str:
    return url_for("static", filename=filename, v=_version(filename))


def caching(request: Request) -> str:
    """The Cache-Control of a static file: for good under its own version, asked again under any other."""
    current = _version(str((request.view_args or {})["filename"])) == request.args.get("v")
    return f"public, max-age={_A_YEAR}, immutable" if current else "public, no-cache"


@cache
def _version(filename: str) -> str:
    return sha256((_FOLDER / filename).read_bytes()).hexdigest()[:12]
