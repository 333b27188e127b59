"""What a report's folder holds besides the evidence: a file per encoder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from e2e.report.encoders.page import to_html
from e2e.report.encoders.results_json import to_json
from e2e.report.run import Run

Encoder = Callable[[Run], str]
"""Says in one format what a run came to."""

FILES: Mapping[str, Encoder] = {
    "index.html": to_html,
    "results.json": to_json,
}


def write_report(run: Run, folder: Path) -> None:
    """Write each file, over an earlier one; raises OSError where the folder cannot be written to."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, encoded in FILES.items():
        (folder / name).write_text(encoded(run), encoding="utf-8")
