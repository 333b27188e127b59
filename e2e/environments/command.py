"""`python -m e2e environments`: the same portal in one environment after the other, and what each of them breaks."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from e2e.environments.findings import Findings, compared
from e2e.environments.profile import PLAIN, Environment
from e2e.harness.exit_codes import A_CLAUSE_FAILED, ALL_PASSED, HARNESS_ERROR

Told = Mapping[str, Any]
"""What is in `results.json`."""


def run(
    environments: Mapping[str, Environment], arguments: Sequence[str], reports: Path, say: Callable[[str], None]
) -> int:
    """The plain browser first, to tell the portal's faults apart; a report each. `arguments` go to pytest."""
    say(f"1 of {len(environments) + 1}  plain: {PLAIN.sentence}")
    plain = _played(None, arguments, reports / "plain", say)
    if plain is None:
        return HARNESS_ERROR
    worst = ALL_PASSED
    rows = []
    for place, (name, environment) in enumerate(environments.items(), start=2):
        say(f"{place} of {len(environments) + 1}  {name}: {environment.sentence}")
        here = _played(name, arguments, reports / Path(name).stem, say)
        if here is None:
            return HARNESS_ERROR
        found = compared(plain["clauses"], here["clauses"], environment.known)
        worst = worst if found.as_recorded else A_CLAUSE_FAILED
        rows.append({"environment": name, "verdict": found.verdict, "breaks": list(found.broken)})
        for line in lines(found, here, environment):
            say(f"        {line}")
    file = reports / "environments.json"
    file.write_text(json.dumps({"schema": 1, "environments": rows}, indent=2) + "\n", encoding="utf-8")
    say(f"Reports: {reports}")
    return worst


def lines(found: Findings, here: Told, environment: Environment) -> Iterator[str]:
    """The finding in words, before the numbers."""
    yield f"{found.verdict}{f': {_spoken(found.broken)} not hold' if found.broken else ''}"
    sentences = {clause["id"]: clause["demand"]["en"] for clause in here["clauses"]}
    for clause in found.broken:
        yield f"{clause}  {sentences[clause]}"
        yield f"    {_reason(clause, here)}"
        yield f"    {f'known: {environment.known[clause]}' if clause in environment.known else 'not recorded of it'}"
    if found.kept:
        yield f"known to break, and kept: {', '.join(found.kept)}"
    if found.portals:
        yield f"broken in the plain browser too, so the portal's: {', '.join(found.portals)}"


def _spoken(clauses: Sequence[str]) -> str:
    return f"{', '.join(clauses)} {'do' if len(clauses) > 1 else 'does'}"


def _reason(clause: str, here: Told) -> str:
    broken = (one for one in here["scenarios"] if one["clause"] == clause and one["reason"] and one["step"])
    return next((f"{one['step']}: {one['reason']}" for one in broken), "its scene could not be set")


def _played(name: str | None, arguments: Sequence[str], report: Path, say: Callable[[str], None]) -> Told | None:
    """None where there is nothing to read, which is said then."""
    told = report / "results.json"
    told.unlink(missing_ok=True)
    environment = ["--environment", name] if name else []
    command = [sys.executable, "-m", "pytest", "e2e", *environment, "--report", str(report), *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - its own suite
    if told.exists():
        read: Told = json.loads(told.read_text(encoding="utf-8"))
        if read["exit_code"] != HARNESS_ERROR:
            return read
        say(f"        the suite itself broke, so nothing is said about it; see {report}")
        return None
    say(f"        it did not run: {ran.stderr.strip() or ran.stdout.strip()[-500:]}")
    return None
