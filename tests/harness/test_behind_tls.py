"""A portal whose certificate only its own authority vouches for: the reference portal, as a target file has it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from e2e.targets.certified import certified
from reference_app.testbed import CONTROL, Testbed
from tests.harness.conftest import TOKEN, Ran

AUTHORITY = 'certificate_authority = "authority.pem"\n'


@pytest.fixture(scope="module")
def target_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Of a testbed that is served over TLS."""
    folder = tmp_path_factory.mktemp("tls")
    _, tls = certified(folder)
    testbed = Testbed(f"sqlite:///{folder / 'portal.sqlite'}", token=TOKEN)
    server = make_server("127.0.0.1", 0, testbed.app, threaded=True, ssl_context=tls)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"https://127.0.0.1:{server.server_port}"
    file = folder / "portal.toml"
    file.write_text(
        'name = "Behind TLS"\n[portal]\n'
        f'front = "{url}/"\nhome = "{url}/home"\nteacher = "{url}/teacher"\n{AUTHORITY}'
        f'[control]\nkind = "http"\naddress = "{url}{CONTROL}"\n'
    )
    yield file
    server.shutdown()
    thread.join()
    server.server_close()
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

    told = 'Write in [portal]: certificate_authority = "FILE.pem", the certificate of who signed it'
    assert (ran.returncode, "the certificate is not trusted" in ran.stdout, told in ran.stdout) == (6, True, True)
