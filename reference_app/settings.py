"""The settings, read from the environment here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST_SECRET_KEY = 32
HIGHEST_PORT = 65535


class UnusableSettings(Exception):
    """A setting is missing or wrong; says which, and what to write."""


@dataclass(frozen=True)
class Settings:
    """`secret_key` signs the forms and makes the home codes: keep it, and keep it secret."""

    secret_key: str
    database_url: str
    host: str
    port: int


def from_environment(environment: Mapping[str, str]) -> Settings:
    """SECRET_KEY and DATABASE_URL are demanded; HOST and PORT have defaults. Raises UnusableSettings."""
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
    return Settings(secret_key, database_url, environment.get("HOST", "127.0.0.1"), int(port))
