"""The matrix in words for the terminal, and as JSON for programs."""

import json
from collections.abc import Iterator
from typing import Any

from proof.kill_matrix import Matrix, Row

SCHEMA_VERSION = 1


def lines(matrix: Matrix) -> Iterator[str]:
    widths = [max((len(text) for text in column), default=0) for column in zip(*map(_head, matrix.rows), strict=True)]
    for row in () if matrix.void else matrix.rows:
        yield "  ".join(f"{text:{width}}" for text, width in zip(_head(row), widths, strict=True)).rstrip()
        yield f"    {' '.join(row.defect.sentence.split())}"
        if row.caught_by:
            yield f"    caught by: {'; '.join(row.caught_by)}"
        if row.red:
            yield f"    also red: {', '.join(f'{clause} ({verdict})' for clause, verdict in row.red.items())}"
        for problem in row.problems:
            yield f"    {problem}"
    yield ""
    yield from _sum(matrix)


def _head(row: Row) -> tuple[str, str, str]:
    return "WRONG" if row.problems else "caught", row.defect.breaks, row.defect.name


def _sum(matrix: Matrix) -> Iterator[str]:
    for error in matrix.errors:
        yield f"The suite itself broke: {error}"
    if matrix.void:
        yield "VOID: the sound portal does not pass, so nothing is said about defects:"
        yield from (f"    {told}" for told in matrix.void)
        return
    if matrix.idle:
        yield "Scenarios that catch no defect:"
        yield from (f"    {scenario}" for scenario in matrix.idle)
    caught = len(matrix.rows) - len(matrix.wrong_rows)
    yield f"Defects caught as they should be: {caught} of {len(matrix.rows)}."


def to_json(matrix: Matrix) -> str:
    document = {
        "schema": SCHEMA_VERSION,
        "void": list(matrix.void),
        "troubles": list(matrix.errors),
        "defects": [_row(row) for row in matrix.rows],
        "idle": None if matrix.idle is None else list(matrix.idle),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(row: Row) -> dict[str, Any]:
    defect = row.defect
    return {
        "name": defect.name,
        "breaks": defect.breaks,
        "also": dict(defect.also),
        "sentence": " ".join(defect.sentence.split()),
        "plays": row.plays,
        "caught_by": list(row.caught_by),
        "red": dict(row.red),
        "problems": list(row.problems),
    }
