"""The machine that the suite runs on: which programs it has, and how to run one of them to completion."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """A finished command. `error` is empty if it succeeded, and otherwise says on one line why it did not."""

    output: str
    error: str = ""


@dataclass(frozen=True)
class Machine:
    """Where the programs are, how to run one for at most so many seconds, and whether we are root."""

    which: Callable[[str], Path | None]
    run: Callable[[Sequence[str], float], Ran]
    exists: Callable[[Path], bool]
    is_root: bool


def this_machine() -> Machine:
    return Machine(which=_which, run=_run, exists=Path.exists, is_root=hasattr(os, "geteuid") and os.geteuid() == 0)


def _which(program: str) -> Path | None:
    found = shutil.which(program)
    return Path(found) if found else None


def _run(command: Sequence[str], seconds: float) -> Ran:
    """Run a command until it ends or its time is up. A failure is returned, with its most telling line, not raised."""
    try:
        process = subprocess.Popen(  # noqa: S603 - commands of this project, with names that the option parser checked
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        return Ran("", str(error))
    with process:
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(process)
            return Ran("", f"not done after {seconds:.0f} seconds")
        except BaseException:
            _stop(process)
            raise
    return Ran(output, _telling_line(errors or output) if process.returncode else "")


def _stop(process: subprocess.Popen[str]) -> None:
    """Stop a command and everything that it started, so that no download continues in the background."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _telling_line(output: str) -> str:
    lines = [line.strip(" │║╔╗╚╝═\t") for line in output.splitlines() if line.strip(" │║╔╗╚╝═\t")]
    errors = [line for line in lines if line.startswith(("Error", "E:")) or "Error:" in line]
    return (errors or lines or ["no reason given"])[0]
