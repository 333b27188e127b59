"""A run that was split over several machines, and its single report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from e2e.__main__ import main
from e2e.model.clauses import load_clauses
from e2e.report.merge import CannotMerge, merged
from e2e.run.features import scenario_counts

if TYPE_CHECKING:
    from tests.conftest import Project


@pytest.fixture
def parts(project: Project) -> list[Path]:
    """The reports of two machines."""
    for group in ("1", "2"):
        project.run("e2e", "--splits", "2", "--group", group, "--report", f"part{group}")
    return [project.root / "part1", project.root / "part2"]


def merge(project: Project, *reports: Path, into: str = "whole") -> Path:
    features = project.root / "scenarios"
    catalogue = load_clauses(features / "clauses.toml")
    merged(reports, catalogue, scenario_counts(features, catalogue), project.root / into)
    return project.root / into


def results(report: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((report / "results.json").read_text(encoding="utf-8"))
    return document


def change(report: Path, **changes: object) -> None:
    (report / "results.json").write_text(json.dumps(results(report) | changes), encoding="utf-8")


def without_times(document: dict[str, Any]) -> dict[str, Any]:
    of_the_run = {name: value for name, value in document.items() if name not in {"started", "seconds", "command"}}
    return of_the_run | {"scenarios": [row | {"seconds": 0} for row in document["scenarios"]]}


def test_each_machine_runs_its_part(parts: list[Path]) -> None:
    assert [[row["clause"] for row in results(part)["scenarios"]] for part in parts] == [["LOCK-1"], ["LOCK-2"]]


def test_the_parts_together_tell_what_the_whole_run_does(project: Project, parts: list[Path]) -> None:
    project.run("e2e", "--report", "undivided")

    assert without_times(results(merge(project, *parts))) == without_times(results(project.root / "undivided"))


def test_workers_divide_a_part_among_them(project: Project) -> None:
    project.run_with_workers("e2e", "--splits", "2", "--group", "2", "-p", "no:randomly")

    assert [row["clause"] for row in results(project.root / "report")["scenarios"]] == ["LOCK-2"]


def test_the_evidence_goes_with_the_report(project: Project, parts: list[Path]) -> None:
    [scenario] = results(parts[0])["scenarios"]
    change(parts[0], scenarios=[scenario | {"evidence": ["evidence/a/screen.png", "evidence/a/lost.png"]}])
    (parts[0] / "evidence/a").mkdir(parents=True)
    (parts[0] / "evidence/a/screen.png").write_bytes(b"screen")

    whole = merge(project, *parts)

    assert (whole / "evidence/a/screen.png").read_bytes() == b"screen"
    assert results(whole)["scenarios"][0]["evidence"] == ["evidence/a/screen.png"]


def test_a_report_is_joined_once(project: Project, parts: list[Path]) -> None:
    with pytest.raises(CannotMerge, match="'The tenth wrong password blocks' in chromium is in two of the reports"):
        merge(project, parts[0], parts[0])


def test_reports_on_two_portals_are_not_joined(project: Project, parts: list[Path]) -> None:
    change(parts[1], target="another portal")

    with pytest.raises(CannotMerge, match="different portals: another portal, reference"):
        merge(project, *parts)


def test_a_report_on_other_clauses_is_not_joined(project: Project, parts: list[Path]) -> None:
    [scenario] = results(parts[1])["scenarios"]
    change(parts[1], scenarios=[scenario | {"clause": "LOCK-99"}])

    with pytest.raises(CannotMerge, match="not in the catalogue here: LOCK-99"):
        merge(project, *parts)


def test_no_report_is_written_over_by_the_whole(project: Project, parts: list[Path]) -> None:
    with pytest.raises(CannotMerge, match="choose another folder"):
        merge(project, *parts, into="part1")


def test_a_whole_that_cannot_be_written_is_wrong_use_and_no_traceback(project: Project, parts: list[Path]) -> None:
    project.write("a-file", "")

    with pytest.raises(CannotMerge, match=r"^--report .*a-file/whole: the report cannot be written there \("):
        merge(project, *parts, into="a-file/whole")


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("{", "is not JSON: "),
        ("[]", "is not a report of this suite"),
        ('{"schema": 2, "target": "reference"}', "is incomplete: it lacks browsers, clauses, command"),
        ('{"schema": 9}', "has another format (schema 9, here 2)"),
    ],
)
def test_what_is_no_report_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, answered: str
) -> None:
    (tmp_path / "results.json").write_text(text)

    code = main(["merge", str(tmp_path), "--report", str(tmp_path / "whole")])

    assert (code, answered in capsys.readouterr().err) == (4, True)


def test_a_report_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["merge", str(tmp_path / "nowhere"), "--report", str(tmp_path / "whole")])

    assert (code, f"no report in {tmp_path / 'nowhere'}" in capsys.readouterr().err) == (4, True)
