"""Environments are read as written, and what they break is told apart from what the portal breaks."""

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from e2e.environments.file import EnvironmentFileError, load_environment, shipped
from e2e.environments.line import slow_down
from e2e.environments.profile import PLAIN, Behaviours, Line, Proxy
from e2e.model.clauses import load_clauses
from e2e.model.compatibility import NOT_JUDGED, Verdicts, compared
from e2e.model.exit_codes import WRONG_USE
from tests.conftest import Ran

FOLDER = Path(__file__).parents[3] / "scenarios" / "environments"
CLAUSES = load_clauses(FOLDER.parent / "clauses.toml").clause_ids
NEW_FILE = Path(__file__).parents[3] / "e2e" / "environments" / "new-file.toml"


def test_every_shipped_environment_can_be_read() -> None:
    read = {name: load_environment(name, FOLDER, Path(), CLAUSES, print) for name in shipped(FOLDER)}

    assert read["plain"] == PLAIN
    assert all(environment.sentence.endswith(".") for environment in read.values())


def test_the_file_to_begin_with_can_be_used_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(NEW_FILE.read_text(encoding="utf-8"), encoding="utf-8")

    assert load_environment("own.toml", FOLDER, tmp_path, CLAUSES, print).context_args() == {}


def test_all_that_the_file_to_begin_with_offers_is_understood(tmp_path: Path) -> None:
    shutil.copy(DEFAULT_CA_BUNDLE_PATH, tmp_path / "authority.pem")
    (tmp_path / "policies.json").write_text('{"policies": {}}')
    lines = [line.removeprefix("# ") for line in NEW_FILE.read_text("utf-8").splitlines()]
    offered = [line for line in lines if " = " in line or line.startswith("[")]
    # A proxy either exists already or is started.
    behaviours = offered.index(next(line for line in offered if line.startswith("[proxy.behaviours]")))
    known = offered.index("[known]")
    started = "\n".join([offered[0], *offered[behaviours:known]])
    (tmp_path / "own.toml").write_text("\n".join([*offered[:behaviours], *offered[known:]]), encoding="utf-8")
    (tmp_path / "started.toml").write_text(started, encoding="utf-8")

    environment = load_environment("own.toml", FOLDER, tmp_path, CLAUSES, print)

    proxy = load_environment("started.toml", FOLDER, tmp_path, CLAUSES, print).proxy
    assert environment.line
    assert environment.launch_args("firefox")["firefox_user_prefs"]
    assert environment.launch_args("chromium")["args"]
    assert proxy
    assert proxy.behaviours
    assert proxy.behaviours.for_filter().keys() == {*Behaviours.model_fields} - {"trusted"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('is = "x"\n[browser]\nlangage = "nl"', "[browser] langage means nothing; did you mean language?"),
        ('is = "x"\n[device]\nviewport = "820x1180"', "[device] viewport: write [WIDTH, HEIGHT], in pixels"),
        ('is = "x"\n[device]\nviewport = [0, 1180]', "[device] viewport: write [WIDTH, HEIGHT], in pixels"),
        ('is = "x"\n[known]\nCOOKIE-1 = ""', "known: say why, behind COOKIE-1"),
        ('is = "x"\n[known]\nCOOKEI-1 = "it forgets"', "[known] COOKEI-1 is not a clause; did you mean COOKIE-1?"),
        ('is = "x"\n[sometimes]\nPIK-1 = "a cache"', "[sometimes] PIK-1 is not a clause; did you mean PICK-1?"),
        ('is = "x"\n[proxy]\nserver = "http://p:1"\nauthority = "own.toml"', "own.toml is not a certificate, as PEM"),
        ('is = "x"\n[lines]\nlatency_milliseconds = 1', "lines means nothing; did you mean line?"),
        ('is = "x"\n[browser]\nwhen_closed = "gone"', "[browser] when_closed: should be 'keeps all'"),
        ('is = "x"\n[line]\nlatency_milliseconds = 1', "[line] kilobits_per_second is missing"),
        ('is = "x"\n[proxy]', 'proxy: write either server = "http://HOST:PORT", or [proxy.behaviours]'),
        ('is = "x"\n[proxy]\nserver = "proxy.example"', "[proxy] server: write http://HOST:PORT"),
        ('is = "x"\n[proxy.behaviours]\nbaner = true', "[proxy.behaviours] baner means nothing; did you mean banner?"),
        ('is = "x"\n[proxy]\nserver = "http://p:1"\nauthority = "no.pem"', "[proxy] authority: there is no file"),
        ('is = "x"\n[browser]\npolicy = "no.json"', "[browser] policy: there is no file"),
        ('is = "x"\n[browser]\npolicy = "own.toml"', "own.toml: cannot be read as JSON"),
        ('is = "x"\n[browser]\npolicy = {}', "[browser] policy: write the name of a file"),
        ("[browser]\n", "is is missing"),
        ("is = x", "cannot be read"),
        ('is = "x"\n[browser]\nuser_agent = ""', "[browser] user_agent: "),
        ('is = "x"\n[known]\nCOOKIE-1 = "cokie gone: wiped"', "'cokie gone'; did you mean cookie gone?"),
        (
            'is = "x"\n[known]\nCOOKIE-1 = "a"\n[sometimes]\nCOOKIE-1 = "b"',
            "COOKIE-1: under [known] and under [sometimes]",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")

    with pytest.raises(EnvironmentFileError) as error:
        load_environment("own.toml", FOLDER, tmp_path, CLAUSES, print)

    assert complaint in str(error.value)


def test_a_key_by_its_old_name_goes_on_working_and_the_new_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('is = "x"\n[proxy.misdeeds]\nbanner = true', encoding="utf-8")
    said: list[str] = []

    environment = load_environment("own.toml", FOLDER, tmp_path, CLAUSES, said.append)

    assert environment.proxy == Proxy(behaviours=Behaviours(banner=True))
    assert said == ["own.toml: [proxy.misdeeds] is now [proxy.behaviours]; write that instead"]


def test_a_name_that_does_not_exist_is_answered_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFileError, match=r"did you mean phone.*there are .*shared-tablet"):
        load_environment("phon", FOLDER, tmp_path, CLAUSES, print)


def test_a_file_that_is_not_there_is_named_whole(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFileError) as error:
        load_environment("phon.toml", FOLDER, tmp_path, CLAUSES, print)

    assert str(error.value) == f"phon.toml: there is no file {tmp_path / 'phon.toml'}"


def test_what_the_portal_breaks_by_itself_is_not_laid_upon_the_environment() -> None:
    plain = clauses("LOCK-1 failed", "COOKIE-1 passed", "CODE-1 passed")
    here = clauses("LOCK-1 failed", "COOKIE-1 failed", "CODE-1 passed")

    found = compared(plain, here, {})

    assert (found.broken, found.portals, found.verdict) == (("COOKIE-1",), ("LOCK-1",), "compatible with limits")


def test_what_could_not_be_set_up_in_the_plain_browser_is_nobodys_fault() -> None:
    found = compared(clauses("LOCK-1 set-up failed", "CODE-1 passed"), clauses("LOCK-1 failed", "CODE-1 passed"), {})

    assert (found.broken, found.portals, found.verdict) == ((), (), "compatible")


@pytest.mark.parametrize(
    ("here", "verdict"),
    [
        (["SECRET-1 passed", "COOKIE-1 passed in part"], "compatible"),
        (["SECRET-1 passed", "COOKIE-1 not tested"], "compatible"),
        (["SECRET-1 passed", "COOKIE-1 set-up failed"], "compatible with limits"),
        (["SECRET-1 failed", "COOKIE-1 passed"], "not compatible"),
        (["SECRET-1 set-up failed", "COOKIE-1 passed"], "not compatible"),
        (["COOKIE-1 set-up failed"], "not compatible"),
        (["COOKIE-1 failed"], "compatible with limits"),
    ],
)
def test_where_nobody_can_log_in_an_environment_is_not_compatible(here: Sequence[str], verdict: str) -> None:
    assert compared(clauses("SECRET-1 passed", "COOKIE-1 passed"), clauses(*here), {}).verdict == verdict


@pytest.mark.parametrize(
    ("plain", "here"),
    [
        ("SECRET-1 failed", "SECRET-1 failed"),
        ("SECRET-1 set-up failed", "SECRET-1 passed"),
        ("SECRET-1 passed", "SECRET-1 not tested"),
    ],
)
def test_where_there_is_nothing_to_compare_nothing_is_said(plain: str, here: str) -> None:
    found = compared(clauses(plain), clauses(here), {})

    assert found.verdict == NOT_JUDGED


def clauses(*written: str) -> Verdicts:
    """Turn `COOKIE-1 failed` into verdicts by clause."""
    return dict(one.split(" ", 1) for one in written)


def test_one_reason_may_stand_for_several_clauses(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('is = "x"\n[known]\n"CODE-1, CODE-2" = "no page"', encoding="utf-8")

    assert load_environment("own.toml", FOLDER, tmp_path, CLAUSES, print).known == {
        "CODE-1": "no page",
        "CODE-2": "no page",
    }


def test_the_authority_of_a_proxy_is_looked_for_beside_the_file(tmp_path: Path) -> None:
    shutil.copy(DEFAULT_CA_BUNDLE_PATH, tmp_path / "ca.pem")
    text = 'is = "x"\n[proxy]\nserver = "http://proxy.example:3128"\nauthority = "ca.pem"'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")

    proxy = load_environment(str(tmp_path / "own.toml"), FOLDER, Path("/"), CLAUSES, print).proxy

    assert proxy
    assert proxy.authority == tmp_path / "ca.pem"


def test_a_slow_line_takes_its_time(chromium: Browser, serve: Callable[[Flask], str]) -> None:
    app = Flask("portal")
    app.add_url_rule("/", "front", lambda: "<p>Welkom</p>")
    address = serve(app)
    page = chromium.new_page()
    page.goto(address)
    slow_down(Line(latency_milliseconds=400, kilobits_per_second=100), page)

    began = time.monotonic()
    page.goto(address)

    assert time.monotonic() - began >= 0.4
    page.close()


def test_a_clause_that_does_not_exist_stops_the_run(suite: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('is = "x"\n[known]\nCOOKEI-1 = "it forgets"', encoding="utf-8")

    ran = suite("pytest", "e2e", "-m", "COOKIE-1", "--environment", file, "--report", tmp_path)

    assert ran.returncode == WRONG_USE
    assert "[known] COOKEI-1 is not a clause; did you mean COOKIE-1?" in ran.stderr
