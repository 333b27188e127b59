"""What a report's folder holds besides the evidence: one file for each encoder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from e2e.report.encoders.page import to_html
from e2e.report.encoders.results_json import to_json
from e2e.report.run import Run

Encoder = Callable[[Run], str]
"""Writes a run in one format."""

FILES: Mapping[str, Encoder] = {
    "index.html": to_html,
    "results.json": to_json,
}


def write_report(run: Run, folder: Path) -> None:
    """Write each file, replacing any earlier one. Raises OSError if the folder cannot be written to."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, encoded in FILES.items():
        (folder / name).write_text(encoded(run), encoding="utf-8")
