import pytest

from e2e.checks.security_headers import missing_of_cookie, missing_of_page

COOKIE = "__Host-session=abc=; Secure; HttpOnly; Path=/; SameSite=Lax"
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
INLINE = ["a content policy without inline script"]


@pytest.mark.parametrize("samesite", ["SameSite=Lax", "SameSite=Strict", "samesite=strict"])
def test_a_guarded_cookie_lacks_nothing(samesite: str) -> None:
    assert missing_of_cookie(COOKIE.replace("SameSite=Lax", samesite)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "missing"),
    [
        ("__Host-", "", "__Host-"),
        ("; HttpOnly", "", "HttpOnly"),
        ("; Secure", "", "Secure"),
        ("; SameSite=Lax", "", "SameSite"),
        ("SameSite=Lax", "SameSite=None", "SameSite"),
        ("Path=/", "Path=/home", "Path=/ without Domain"),
        ("Path=/", "Path=/; Domain=portal.example", "Path=/ without Domain"),
    ],
)
def test_what_a_cookie_lacks_is_named(right: str, wrong: str, missing: str) -> None:
    assert missing_of_cookie(COOKIE.replace(right, wrong)) == [missing]


def test_a_guarded_page_lacks_nothing() -> None:
    assert missing_of_page(HEADERS) == []


def test_a_page_without_headers_lacks_everything() -> None:
    assert missing_of_page({}) == [*INLINE, "frame-ancestors", "nosniff", "Referrer-Policy"]


@pytest.mark.parametrize(
    ("header", "value", "missing"),
    [
        ("content-security-policy", "default-src 'none'", "frame-ancestors"),
        ("x-content-type-options", "", "nosniff"),
        ("referrer-policy", "unsafe-url", "Referrer-Policy"),
    ],
)
def test_what_a_page_lacks_is_named(header: str, value: str, missing: str) -> None:
    assert missing_of_page(HEADERS | {header: value}) == [missing]


@pytest.mark.parametrize(
    "policy",
    [
        "img-src 'self'",
        "default-src 'self' 'unsafe-inline'",
        "default-src 'none'; script-src 'self' 'unsafe-inline'",
        "script-src 'self'; script-src-attr 'unsafe-inline'",
    ],
)
def test_a_policy_that_allows_inline_script_is_none(policy: str) -> None:
    assert missing_of_page(HEADERS | {"content-security-policy": f"{policy}; frame-ancestors 'none'"}) == INLINE


@pytest.mark.parametrize(
    "policy",
    [
        "script-src 'self'",
        "default-src 'unsafe-inline'; script-src 'self'",
        "script-src 'unsafe-inline' 'nonce-abc'",
        "img-src 'self', script-src 'self'",
    ],
)
def test_a_policy_that_browsers_take_to_forbid_inline_script_does(policy: str) -> None:
    assert missing_of_page(HEADERS | {"content-security-policy": f"{policy}; frame-ancestors 'none'"}) == []


def test_an_older_header_against_framing_will_do() -> None:
    older = {"content-security-policy": "default-src 'none'", "x-frame-options": "DENY"}
    assert missing_of_page(HEADERS | older) == []
