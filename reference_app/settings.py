"""The settings, read from the environment here and nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST_SECRET_KEY = 32
HIGHEST_PORT = 65535
MOST_PROXIES = 9
_SCHEME_AND_HOST = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)


class UnusableSettings(Exception):
    """A setting is missing or wrong; says which, and what to write."""


@dataclass(frozen=True)
class Settings:
    """`secret_key` signs the forms and makes the home codes: keep it, and keep it secret.

    `public_address` is the one that people know, without a slash at the end; None where the portal's own will do.
    """

    secret_key: str
    database_url: str
    host: str
    port: int
    public_address: str | None
    trusted_proxies: int


def from_environment(environment: Mapping[str, str]) -> Settings:
    """SECRET_KEY and DATABASE_URL are demanded; the others have defaults. Raises UnusableSettings."""
    secret_key = environment.get("SECRET_KEY", "")
    if len(secret_key) < SHORTEST_SECRET_KEY:
        raise UnusableSettings(
            f"SECRET_KEY is missing or shorter than {SHORTEST_SECRET_KEY} characters. Make one with "
            "`python -c 'import secrets; print(secrets.token_urlsafe(32))'` and keep it: the home codes follow from it"
        )
    if not (database_url := environment.get("DATABASE_URL", "")):
        raise UnusableSettings(
            "DATABASE_URL is missing. Write for example sqlite:////var/lib/portal/portal.sqlite or "
            "postgresql+psycopg://portal@localhost/portal"
        )
    port = environment.get("PORT", "8080")
    if not port.isdecimal() or not 0 < int(port) <= HIGHEST_PORT:
        raise UnusableSettings(f"PORT is {port!r}; write a number from 1 to 65535")
    public_address = environment.get("PUBLIC_ADDRESS", "").removesuffix("/")
    if public_address and not _SCHEME_AND_HOST.fullmatch(public_address):
        raise UnusableSettings(
            f"PUBLIC_ADDRESS is {public_address!r}; write the address that people know, scheme and host and no more: "
            "https://thuis.school.nl"
        )
    proxies = environment.get("TRUSTED_PROXIES", "0")
    if not proxies.isdecimal() or int(proxies) > MOST_PROXIES:
        raise UnusableSettings(
            f"TRUSTED_PROXIES is {proxies!r}; write how many proxies stand in front of the portal, from 0 to 9"
        )
    host = environment.get("HOST", "127.0.0.1")
    return Settings(secret_key, database_url, host, int(port), public_address or None, int(proxies))
