"""The settings, read from the environment here and nowhere else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from reference_app.operations.mail_server import MailServer, Tls
from reference_app.rules import mail_address

SHORTEST_SECRET_KEY = 32
HIGHEST_PORT = 65535
MOST_PROXIES = 9
_SCHEME_AND_HOST = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)
SUBMISSION_PORTS = {"smtp": 587, "smtps": 465}
WAYS_TO_THE_MAIL_SERVER = {
    ("smtp", ""): Tls.STARTTLS,
    ("smtp", "tls=no"): Tls.NO,
    ("smtps", ""): Tls.FROM_THE_START,
}


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
    mail_server: MailServer | None = None


def from_environment(environment: Mapping[str, str]) -> Settings:
    """SECRET_KEY and DATABASE_URL are demanded, MAIL_SERVER goes with MAIL_FROM. Raises UnusableSettings."""
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
    return Settings(
        secret_key,
        database_url,
        environment.get("HOST", "127.0.0.1"),
        int(port),
        public_address or None,
        int(proxies),
        _mail_server(environment),
    )


def _mail_server(environment: Mapping[str, str]) -> MailServer | None:
    server, sender = environment.get("MAIL_SERVER", ""), environment.get("MAIL_FROM", "")
    if not server and not sender:
        return None
    if not server or not sender:
        raise UnusableSettings("MAIL_SERVER and MAIL_FROM go together; give both, or neither for no mail at all")
    if not (mails_from := mail_address.read(sender)):
        raise UnusableSettings(f"MAIL_FROM is {sender!r}; write an address, as in Thuispoort <no-reply@school.nl>")
    return _read_mail_server(server, mails_from)


def _read_mail_server(written: str, sender: Address) -> MailServer:
    """The address may hold a password, so what is wrong with it is said without repeating it."""
    try:
        url = urlsplit(written)
        tls = WAYS_TO_THE_MAIL_SERVER[url.scheme, url.query]
        host = url.hostname or ""
        port = SUBMISSION_PORTS[url.scheme] if url.port is None else url.port
        user, password = (unquote(part or "", errors="strict") for part in (url.username, url.password))
        host.encode("idna")
        usable = bool(host and port) and url.path in {"", "/"} and not url.fragment and (user + password).isascii()
    except (KeyError, ValueError):
        usable = False
    if not usable:
        raise UnusableSettings(
            "MAIL_SERVER is not the address of a mail server. Write for example "
            "smtp://user:password@mail.school.nl:587 or smtps://mail.school.nl, with ?tls=no after smtp:// only where "
            "nobody can listen on the way; in user and password write %40 for @ and %2F for /"
        )
    if tls is Tls.STARTTLS and _is_this_machine(host):
        tls = Tls.NO
    return MailServer(host, port, tls, sender, user or None, password)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
