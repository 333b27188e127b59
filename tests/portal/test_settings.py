import pytest

from reference_app.settings import Settings, UnusableSettings, from_environment

KEY = "k" * 32
URL = "sqlite:///portal.sqlite"


def test_host_and_port_have_defaults() -> None:
    assert from_environment({"SECRET_KEY": KEY, "DATABASE_URL": URL}) == Settings(KEY, URL, "127.0.0.1", 8080)


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
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(setting: str, value: str) -> None:
    environment = {"SECRET_KEY": KEY, "DATABASE_URL": URL, setting: value}

    with pytest.raises(UnusableSettings, match=setting):
        from_environment(environment)
