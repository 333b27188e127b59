"""`python -m proof defects`: plays the scenarios on portals that are wrong in one point, and says which are caught.

Elsewhere this is called mutation testing; here the mutants are written by hand, one or more for each clause.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from e2e.model.clauses import Catalogue
from e2e.model.exit_codes import INTERRUPTED, WRONG_USE, exit_code_of_defects
from e2e.model.file_errors import did_you_mean
from proof.collecting import PlayCollector
from proof.defects import DEFECTS
from proof.features import scenarios_in
from proof.kill_matrix import judged
from proof.plan import Defect, Effort, drawn, plan
from proof.rendering import lines, to_json

_QUIET = ("-qq", "--no-header", "--no-summary")
# With `plain`, pytest does not warn that its plugins were imported before it started.
_PLAIN = ("--assert", "plain", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:schemathesis")


class CannotProve(Exception):
    """Nothing was played; the message says what to write instead."""


def prove(
    names: Sequence[str],
    effort: Effort,
    *,
    draw: str,
    answer_within: float,
    workers: str,
    features: Path,
    catalogue: Catalogue,
    file: Path,
    say: Callable[[str], None],
) -> int:
    """Play, then print and write the outcome; returns the exit code. Raises CannotProve before anything is played.

    `draw` is the word that decides which defects are drawn, `answer_within` is in seconds, `workers` is a number or
    "auto", and `file` gets the matrix as JSON.
    """
    for name in names:
        if name not in DEFECTS:
            raise CannotProve(f"{name}: no such defect{did_you_mean(name, DEFECTS)}")
    _make_room(file)
    defects = _chosen(names, effort, draw, say)
    planned = plan(scenarios_in(features, catalogue), defects, effort)
    collector = PlayCollector(len(defects), say)
    with TemporaryDirectory(prefix="defects-") as folder:
        plan_file = Path(folder) / "plan.json"
        plan_file.write_text(json.dumps(planned), encoding="utf-8")
        status = pytest.main(
            [
                str(features.parent / "e2e"),
                *_QUIET,
                *_PLAIN,
                *("-n", workers),
                *("-p", "proof.plan_plugin", "--plan", str(plan_file)),
                *("--report", folder, "--answer-within", str(answer_within)),
            ],
            plugins=[collector],
        )
    matrix = judged(planned, DEFECTS, collector.plays, collector.errors)
    code = exit_code_of_defects(status, void=bool(matrix.void), suite_broken=bool(matrix.errors), proved=matrix.proved)
    if code in {INTERRUPTED, WRONG_USE}:
        return code
    for line in lines(matrix):
        say(line)
    file.write_text(to_json(matrix), encoding="utf-8")
    say(f"Matrix: {file}")
    return code


def _chosen(names: Sequence[str], effort: Effort, draw: str, say: Callable[[str], None]) -> list[Defect]:
    if names or effort.drawn is None:
        return [defect for name, defect in DEFECTS.items() if name in names or not names]
    chosen = drawn(DEFECTS.values(), effort.drawn, draw)
    say(f"{len(chosen)} of {len(DEFECTS)} defects, drawn by lot; the same again with --draw {draw}, all with --full.")
    return chosen


def _make_room(file: Path) -> None:
    """Delete an earlier matrix, so that it is not taken for this one; done before the long work begins."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        file.unlink()
    except OSError as error:
        raise CannotProve(f"--json {file}: {error.strerror}") from None
