"""What is played when environments are asked for, and the commented file to begin an environment with."""

from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest

from e2e.__main__ import main
from e2e.commands.project import ENVIRONMENTS, catalogue
from e2e.environments.file import load_environment, shipped
from e2e.model.exit_codes import WRONG_USE
from tests.conftest import Ran


def test_a_new_file_that_cannot_be_written_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nowhere" / "own.toml"

    assert main(["environment", "init", str(file)]) == WRONG_USE
    assert f"{file} cannot be written: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--browser", "firefx"), ("--whole", "--only", "COOKIE-1")])
def test_options_that_mean_nothing_are_wrong_use_and_no_run_stopped_by_hand(options: Sequence[str]) -> None:
    assert main(["environments", *options]) == WRONG_USE


@pytest.mark.parametrize(
    ("browsers", "left_out"), [((), set()), (("chromium",), set()), (("chromium", "firefox"), {"slow-line"})]
)
def test_all_environments_are_those_that_the_browsers_have_the_means_for(
    browsers: tuple[str, ...], left_out: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start = Mock(return_value=0)
    monkeypatch.setattr("e2e.commands.environments.started", start)

    main(["environments", *(part for browser in browsers for part in ("--browser", browser))])

    command = start.call_args.args
    played = {command[at + 1] for at, part in enumerate(command) if part == "--environment"}
    assert played == shipped(ENVIRONMENTS).keys() - {"plain"} - left_out
    said = capsys.readouterr().out
    assert {name for name in shipped(ENVIRONMENTS) if name in said} == left_out


def test_a_file_that_is_there_is_not_written_over(suite: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "own.toml"

    written, again = (suite("e2e", "environment", "init", file) for _ in range(2))

    assert (written.returncode, again.returncode) == (0, WRONG_USE)
    assert "already exists" in again.stderr
    assert load_environment(str(file), ENVIRONMENTS, tmp_path, catalogue().clause_ids, print)
