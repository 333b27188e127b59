import pytest

from reference_app.settings import Settings, UnusableSettings, from_environment

KEY = "k" * 32
URL = "sqlite:///portal.sqlite"


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
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(setting: str, value: str) -> None:
    environment = {"SECRET_KEY": KEY, "DATABASE_URL": URL, setting: value}

    with pytest.raises(UnusableSettings, match=setting):
        from_environment(environment)
