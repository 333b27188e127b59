"""The command lines: help on demand, one line for wrong use, our exit codes, and the old names."""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from unittest.mock import Mock

import click
import pytest

import e2e.__main__
import proof.__main__
from e2e.__main__ import main
from e2e.commands import moved
from e2e.commands.tree import run, started, tree
from e2e.model.exit_codes import ALL_PASSED, INTERRUPTED, WRONG_USE

ROOT = Path(__file__).parents[3]
EVERY = [
    (commands, path)
    for commands, paths in (
        (
            e2e.__main__.COMMANDS,
            ["", "doctor", "init", "install-browser", "merge", "environments", "environment", "environment init"],
        ),
        (proof.__main__.COMMANDS, ["", "defects", "variants", "stability"]),
    )
    for path in paths
]
WHICH_SLOW_LIBRARIES = "import sys, e2e.__main__; print({'playwright', 'pytest', 'pydantic'} & {*sys.modules})"


def test_no_command_is_left_out() -> None:
    there = {name for commands in (e2e.__main__.COMMANDS, proof.__main__.COMMANDS) for name in commands.commands}

    assert there == {path for _, path in EVERY if path and " " not in path}


@pytest.mark.parametrize("help_option", ["--help", "-h"])
@pytest.mark.parametrize(("commands", "path"), EVERY)
def test_every_command_tells_what_it_does(
    commands: click.Group, path: str, help_option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, [*path.split(), help_option]) == ALL_PASSED
    assert "Usage: " in capsys.readouterr().out


@pytest.mark.parametrize(("commands", "path"), EVERY)
def test_an_option_that_does_not_exist_is_wrong_use_told_in_one_line(
    commands: click.Group, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(commands, [*path.split(), "--no-such-option"]) == WRONG_USE
    said = capsys.readouterr()
    assert "--no-such-option" in said.err
    assert (said.err.count("\n"), said.out) == (1, "")


@pytest.mark.parametrize("arguments", [[], ["docter"], ["environment"], ["doctor"], ["merge"], ["init"]])
def test_a_command_that_is_not_whole_is_wrong_use_told_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == WRONG_USE
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, EOFError])
def test_what_is_stopped_by_hand_ends_as_interrupted(interruption: type[BaseException]) -> None:
    @click.command
    def stopped() -> None:
        raise interruption

    assert run(tree("Stops.", stopped), ["stopped"]) == INTERRUPTED


def test_help_loads_no_slow_library() -> None:
    loaded = subprocess.run(  # noqa: S603 - the tests' own
        [sys.executable, "-c", WHICH_SLOW_LIBRARIES],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert loaded.stdout == "set()\n"


def test_the_installed_program_is_the_same_tree(capsys: pytest.CaptureFixture[str]) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]

    program = EntryPoint("home-login", scripts["home-login"], "console_scripts").load()

    assert program(["--help"]) == ALL_PASSED
    assert "environments" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["defects", "variants", "stability"])
def test_a_command_by_its_old_name_hands_on_what_it_is_given(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start = Mock(return_value=8)
    monkeypatch.setattr(moved, "started", start)

    assert main([name, "-n", "2", "--help", "--", "-m", "LOCK-1"]) == 8
    start.assert_called_once_with("proof", name, "-n", "2", "--help", "--", "-m", "LOCK-1")
    assert capsys.readouterr().err == f"python -m e2e {name} is now python -m proof {name}\n"


def test_a_process_that_is_stopped_by_hand_ends_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow.py").write_text(
        "import os, signal, time\n"
        "try:\n"
        "    os.kill(os.getppid(), signal.SIGINT)\n"
        "    time.sleep(1)\n"
        "finally:\n"
        "    open('written.txt', 'w').close()\n"
        "    raise SystemExit(9)\n"
    )
    monkeypatch.chdir(tmp_path)

    assert started("slow") == 9
    assert (tmp_path / "written.txt").exists()
