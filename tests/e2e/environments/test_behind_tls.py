"""A portal whose certificate only its own authority vouches for: the reference portal, tested through a target file."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from e2e.targets.certified import certified
from reference_app.operations.server import served
from reference_app.testbed.portal import CONTROL, Testbed, running_testbed
from tests.conftest import TOKEN, Ran

AUTHORITY = 'certificate_authority = "authority.pem"\n'


@pytest.fixture(scope="module")
def target_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The target file of a testbed that is served over TLS."""
    folder = tmp_path_factory.mktemp("tls")
    _, certificate = certified(folder)
    testbed = Testbed(f"sqlite:///{folder / 'portal.sqlite'}", token=TOKEN)
    with served(testbed.app, certificate=certificate) as url:
        file = folder / "portal.toml"
        file.write_text(
            'name = "Behind TLS"\n[portal]\n'
            f'front = "{url}/"\nhome = "{url}/home"\nteacher = "{url}/teacher"\n{AUTHORITY}'
            f'[control]\nkind = "http"\naddress = "{url}{CONTROL}"\n'
        )
        yield file
    testbed.close()


@pytest.fixture
def without_authority(target_file: Path) -> Path:
    file = target_file.with_name("without.toml")
    file.write_text(target_file.read_text().replace(AUTHORITY, ""))
    return file


def test_scenarios_are_set_and_played_over_tls(suite: Callable[..., Ran], target_file: Path, tmp_path: Path) -> None:
    chosen = ("-m", "CODE-1 or SECRET-5", "-p", "no:cacheprovider")

    ran = suite("pytest", "e2e", *chosen, "--target", target_file, "--report", tmp_path)

    assert ran.returncode == 0, ran.stdout


def test_the_doctor_finds_all_right_with_the_authority(suite: Callable[..., Ran], target_file: Path) -> None:
    ran = suite("e2e", "doctor", "--target", target_file)

    assert (ran.returncode, "All right." in ran.stdout) == (0, True), ran.stdout
    assert "right   a block, and unlocking" in ran.stdout


def test_the_doctor_says_what_to_write_without_it(suite: Callable[..., Ran], without_authority: Path) -> None:
    ran = suite("e2e", "doctor", "--target", without_authority)

    told = 'Write in [portal]: certificate_authority = "FILE.pem", the certificate of the authority that signed it'
    assert (ran.returncode, "the certificate is not trusted" in ran.stdout, told in ran.stdout) == (6, True, True)


def test_a_connection_over_tls_stays_open_after_a_page_and_after_a_form(tmp_path: Path) -> None:
    authority, certificate = certified(tmp_path)
    with (
        running_testbed(certificate=certificate) as (_, url),
        closing(HTTPSConnection(urlsplit(url).netloc, context=ssl.create_default_context(cafile=authority))) as asking,
    ):
        seen = []
        for method, form in (("GET", None), ("POST", b"code=ABCD"), ("GET", None)):
            asking.request(method, "/home/code", form, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = asking.getresponse()
            answer.read()
            seen.append((answer.status, answer.will_close))

    without_its_token = 400
    assert seen == [(200, False), (without_its_token, False), (200, False)]
