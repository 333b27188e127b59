"""How a portal asks browsers to protect its pages and cookies, and what is missing from that."""

import re
from collections.abc import Iterator, Mapping

_KEPT_FROM_OTHER_SITES = frozenset({"lax", "strict"})
_TELLS_OTHER_SITES = frozenset({"", "unsafe-url", "no-referrer-when-downgrade"})
_INLINE = "'unsafe-inline'"
_FRAMED_BY_NOBODY_ELSE = frozenset({"deny", "sameorigin"})

ContentPolicy = Mapping[str, list[str]]


def missing_of_cookie(set_cookie: str) -> list[str]:
    """What a `Set-Cookie` line lacks according to ASVS 5, section 3.3."""
    named, *attributes = set_cookie.split(";")
    given = {name.strip().lower(): value.strip() for name, _, value in (one.partition("=") for one in attributes)}
    right = {
        "__Host-": named.strip().startswith("__Host-"),
        "HttpOnly": "httponly" in given,
        "Secure": "secure" in given,
        "SameSite": given.get("samesite", "").lower() in _KEPT_FROM_OTHER_SITES,
        "Path=/ without Domain": given.get("path") == "/" and "domain" not in given,
    }
    return [what for what, is_right in right.items() if not is_right]


def missing_of_page(headers: Mapping[str, str]) -> list[str]:
    """What a page's headers, given by their names in lower case, lack according to ASVS 5, section 3.4."""
    policies = list(_policies(headers.get("content-security-policy", "")))
    framing = headers.get("x-frame-options", "").lower() in _FRAMED_BY_NOBODY_ELSE
    right = {
        "a content policy without inline script": any(map(_forbids_inline_script, policies)),
        "frame-ancestors": framing or any("frame-ancestors" in policy for policy in policies),
        "nosniff": headers.get("x-content-type-options", "").lower() == "nosniff",
        "Referrer-Policy": headers.get("referrer-policy", "").lower() not in _TELLS_OTHER_SITES,
    }
    return [what for what, is_right in right.items() if not is_right]


def _policies(header: str) -> Iterator[ContentPolicy]:
    for policy in re.split("[,\n]", header.lower()):
        directives = (directive.split() for directive in policy.split(";"))
        yield {directive[0]: directive[1:] for directive in directives if directive}


def _forbids_inline_script(policy: ContentPolicy) -> bool:
    otherwise = policy.get("script-src", policy.get("default-src", [_INLINE]))
    return not any(_allows_inline(policy.get(kind, otherwise)) for kind in ("script-src-elem", "script-src-attr"))


def _allows_inline(sources: list[str]) -> bool:
    """Browsers ignore 'unsafe-inline' if there is a nonce or a hash beside it."""
    return _INLINE in sources and not any(source.startswith(("'nonce-", "'sha")) for source in sources)
