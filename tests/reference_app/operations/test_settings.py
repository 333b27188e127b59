from email.headerregistry import Address

import pytest

from reference_app.operations.mail_server import MailServer, Tls
from reference_app.operations.settings import Settings, UnusableSettings, from_environment

KEY = "k" * 32
URL = "sqlite:///portal.sqlite"
SENDER = Address(addr_spec="no-reply@school.nl")
ALL = {
    "SECRET_KEY": KEY,
    "DATABASE_URL": URL,
    "MAIL_SERVER": "smtp://mail.school.nl",
    "MAIL_FROM": "no-reply@school.nl",
}


def test_all_but_the_key_and_the_database_have_defaults() -> None:
    found = from_environment({"SECRET_KEY": KEY, "DATABASE_URL": URL})

    assert found == Settings(KEY, URL, "127.0.0.1", 8080, public_address=None, trusted_proxies=0)


@pytest.mark.parametrize("written", ["https://thuis.school.nl", "https://thuis.school.nl/"])
def test_the_public_address_is_kept_without_its_last_slash(written: str) -> None:
    found = from_environment({"SECRET_KEY": KEY, "DATABASE_URL": URL, "PUBLIC_ADDRESS": written})

    assert found.public_address == "https://thuis.school.nl"


def test_a_public_address_may_have_a_port() -> None:
    found = from_environment({"SECRET_KEY": KEY, "DATABASE_URL": URL, "PUBLIC_ADDRESS": "http://localhost:8080"})

    assert found.public_address == "http://localhost:8080"


def test_the_number_of_trusted_proxies_is_read() -> None:
    assert from_environment({"SECRET_KEY": KEY, "DATABASE_URL": URL, "TRUSTED_PROXIES": "2"}).trusted_proxies == 2


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "k" * 31),
        ("DATABASE_URL", ""),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PUBLIC_ADDRESS", "thuis.school.nl"),
        ("PUBLIC_ADDRESS", "ftp://thuis.school.nl"),
        ("PUBLIC_ADDRESS", "https://"),
        ("PUBLIC_ADDRESS", "https://thuis.school.nl/inloggen"),
        ("PUBLIC_ADDRESS", "https://thuis.school.nl?q"),
        ("PUBLIC_ADDRESS", "https://a@thuis.school.nl"),
        ("PUBLIC_ADDRESS", "https://thuis.school.nl\r\nX: y"),
        ("TRUSTED_PROXIES", ""),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "10"),
        ("TRUSTED_PROXIES", "yes"),
        ("TRUSTED_PROXIES", "10.0.0.1"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "no-reply"),
        ("MAIL_FROM", "a@school.nl, b@school.nl"),
        ("MAIL_FROM", "a@school.nl\nBcc: b@school.nl"),
        ("MAIL_SERVER", ""),
        ("MAIL_SERVER", "mail.school.nl"),
        ("MAIL_SERVER", "mail.school.nl:587"),
        ("MAIL_SERVER", "http://mail.school.nl:25"),
        ("MAIL_SERVER", "smtp://"),
        ("MAIL_SERVER", "smtp://:587"),
        ("MAIL_SERVER", "smtp://mail.school.nl:0"),
        ("MAIL_SERVER", "smtp://mail.school.nl:65536"),
        ("MAIL_SERVER", "smtp://mail.school.nl:smtp"),
        ("MAIL_SERVER", "smtp://mail..school.nl"),
        ("MAIL_SERVER", "smtp://mail.school.nl/inbox"),
        ("MAIL_SERVER", "smtp://mail.school.nl?tls=yes"),
        ("MAIL_SERVER", "smtps://mail.school.nl?tls=no"),
        ("MAIL_SERVER", "smtp://user:pass/word@mail.school.nl"),
        ("MAIL_SERVER", "smtp://user:pass#word@mail.school.nl"),
        ("MAIL_SERVER", "smtp://user:%ff@mail.school.nl"),
        ("MAIL_SERVER", "smtp://user:wachtwoörd@mail.school.nl"),
        ("MAIL_SERVER", "smtp://[::1"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(setting: str, value: str) -> None:
    with pytest.raises(UnusableSettings, match=setting):
        from_environment(ALL | {setting: value})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("smtp://mail.school.nl", MailServer("mail.school.nl", 587, Tls.STARTTLS, SENDER)),
        ("smtp://mail.school.nl:25?tls=no", MailServer("mail.school.nl", 25, Tls.NO, SENDER)),
        ("smtps://mail.school.nl/", MailServer("mail.school.nl", 465, Tls.FROM_THE_START, SENDER)),
        ("smtp://localhost:1025", MailServer("localhost", 1025, Tls.NO, SENDER)),
        ("smtp://127.0.0.1:25", MailServer("127.0.0.1", 25, Tls.NO, SENDER)),
        ("smtp://[::1]:25", MailServer("::1", 25, Tls.NO, SENDER)),
        ("smtps://localhost", MailServer("localhost", 465, Tls.FROM_THE_START, SENDER)),
        (
            "smtp://poort@school.nl:p%40ss%2Fword@mail.school.nl:587",
            MailServer("mail.school.nl", 587, Tls.STARTTLS, SENDER, "poort@school.nl", "p@ss/word"),
        ),
    ],
)
def test_the_mail_server_is_read_from_one_address(written: str, read: MailServer) -> None:
    assert from_environment(ALL | {"MAIL_SERVER": written}).mail_server == read


def test_who_mails_may_have_a_name() -> None:
    read = from_environment(ALL | {"MAIL_FROM": "De Regenboog <no-reply@school.nl>"}).mail_server

    assert read is not None
    assert str(read.sender) == "De Regenboog <no-reply@school.nl>"


def test_a_wrong_mail_server_is_not_repeated_with_its_password() -> None:
    with pytest.raises(UnusableSettings) as told:
        from_environment(ALL | {"MAIL_SERVER": "smtp://poort:geheim@mail.school.nl/inbox"})

    assert "geheim" not in str(told.value)
