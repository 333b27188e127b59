"""The doctor of an environment, run as its user runs it."""

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_a_device_is_seen_as_it_is_described(suite: Callable[..., Ran]) -> None:
    ran = suite("e2e", "doctor", "--environment", "phone")

    assert (ran.returncode, "right   touch: True" in ran.stdout, "All right." in ran.stdout) == (0, True, True), (
        ran.stdout
    )


def test_a_touch_screen_that_firefox_cannot_have_is_no_fault(suite: Callable[..., Ran]) -> None:
    ran = suite("e2e", "doctor", "--environment", "phone", "--browser", "firefox")

    assert (ran.returncode, "right   touch: left out" in ran.stdout) == (0, True), ran.stdout


def test_a_proxy_that_is_not_there_is_a_fault(suite: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('is = "A proxy that is off."\n[proxy]\nserver = "http://127.0.0.1:9"', encoding="utf-8")

    ran = suite("e2e", "doctor", "--environment", file)

    assert (ran.returncode, "WRONG   " in ran.stdout, "127.0.0.1:9" in ran.stdout) == (6, True, True), ran.stdout
