"""Front ends of other shapes than ours, with the same rules: a target file alone has to lead the suite through each.

The portal in Node shows names and password pictures as radio buttons and has a menu before "log out"; each of its other
shapes differs from that in one point.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, TOKEN, Ran

PORTAL = ROOT / "examples" / "node-portal"

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")


@contextmanager
def running(shape: str) -> Iterator[str]:
    """Starts the portal on a free port, and gives its address."""
    command = ["node", str(PORTAL / "server.mjs"), "--shape", shape]
    environment = {**os.environ, "PORT": "0", "CONTROL_TOKEN": TOKEN}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as portal:  # noqa: S603
        assert portal.stdout
        found = re.search(r"http://\S+(?=/)", portal.stdout.readline())
        assert found
        yield found[0]
        portal.terminate()


@pytest.mark.parametrize(
    ("shape", "target", "clauses"),
    [
        ("plain", "target.toml", "SECRET-2 or SIBLING-4"),
        ("plain", "target.toml", "A11Y-2"),
        ("one-page", "shapes/one-page.toml", "SECRET-1 or COOKIE-2"),
        ("confirm", "shapes/confirm.toml", "SECRET-1 or SECRET-2 or COOKIE-2"),
        ("dialog", "shapes/dialog.toml", "LOCK-5 or LOCK-10"),
        ("script", "shapes/script.toml", "SECRET-2 or LOCK-5"),
    ],
)
def test_a_target_file_leads_the_suite_through_a_front(
    suite: Callable[..., Ran], tmp_path: Path, shape: str, target: str, clauses: str
) -> None:
    file = tmp_path / "target.toml"
    with running(shape) as url:
        file.write_text(
            f'like = "{PORTAL / target}"\nname = "A portal in Node"\n'
            f'[portal]\nfront = "{url}/"\nhome = "{url}/thuis"\nteacher = "{url}/leerkracht"\n'
            f'[control]\nkind = "http"\naddress = "{url}/control/v1"\n'
        )
        ran = suite("pytest", "e2e", "-m", clauses, "-p", "no:cacheprovider", "--target", file, "--report", tmp_path)

    assert (ran.returncode, "not tested" in ran.stdout) == (0, False), ran.stdout
