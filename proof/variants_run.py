"""`python -m proof variants`: plays the whole suite on right portals that look different, which it must not fail."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from e2e.model.exit_codes import A_CLAUSE_FAILED, ALL_PASSED, HARNESS_ERROR
from e2e.model.verdict import PASSED_IN_PART, Verdict
from proof.variants import VARIANTS

_PASSED = {Verdict.PASSED.words, PASSED_IN_PART}


def false_alarms(clauses: Sequence[Mapping[str, Any]], faults: Mapping[str, str]) -> list[str]:
    """The clauses of results.json whose verdict is not what it should be, with that verdict.

    `faults` are the clauses that the variant breaks, with reasons: these have to fail, and all others have to pass.
    """
    return [
        f"{clause['id']} {clause['verdict']}"
        for clause in clauses
        if (clause["verdict"] in _PASSED) == (clause["id"] in faults)
    ]


def run(names: Sequence[str], arguments: Sequence[str], reports: Path, say: Callable[[str], None]) -> int:
    """Say two lines per variant; returns the exit code. `reports` gets a folder for each; pytest gets `arguments`."""
    worst = ALL_PASSED
    for place, name in enumerate(names, start=1):
        variant = VARIANTS[name]
        say(f"{place} of {len(names)}  {name}: {variant.sentence}")
        report = reports / name
        told = report / "results.json"
        told.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "e2e", "--variant", name, "--report", str(report), *arguments]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - its own suite
        if not told.exists():
            say(f"        it did not run: {ran.stderr.strip() or ran.stdout.strip()[-500:]}")
            return HARNESS_ERROR
        alarms = false_alarms(json.loads(told.read_text(encoding="utf-8"))["clauses"], variant.faults)
        say(f"        {_told(alarms, variant.faults, report)}")
        worst = A_CLAUSE_FAILED if alarms else worst
    return worst


def _told(alarms: Sequence[str], faults: Mapping[str, str], report: Path) -> str:
    if alarms:
        return f"false alarms: {', '.join(alarms)}; see {report}"
    return "keeps every clause" + "".join(f", but for {clause}: {why}" for clause, why in faults.items())
