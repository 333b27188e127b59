"""What the suite costs on top of its pages: its wall time over that of a bare Playwright script that plays the same.

Each of the two is a command of its own, timed from outside as a whole: Python's start and imports, the search for a
browser, the portal (with hashing as strong as in production), one browser, and a context or a profile per device. Both
count their page loads; if these differ, there is nothing to compare. The figures are printed, not judged, because
machines differ.
"""
# ruff: noqa: T201 - this script prints

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.bare import SCENARIOS
from benchmarks.counts import Counts

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_STOP = 20
SAME_WITHIN = 0.03
"""The fraction by which the counts of the two may differ."""

# Only what the bare script plays too: nothing sent simultaneously, by strangers, or in the teacher's place.
SUITE = ("-m", f"({' or '.join(SCENARIOS)}) and not LOCK-13 and not LOCK-14", "-k", "not send_the_unlocking")


class NothingToCompare(Exception):
    """A command failed, or the two did not play the same; the message says which, in one line."""


@dataclass(frozen=True)
class Run:
    """One of the two, after it was played; `seconds` is its wall time."""

    seconds: float
    counts: Counts


def seconds_of(command: Sequence[str]) -> float:
    """Return the wall time of a command, which runs in a session of its own, so that Ctrl-C reaches it only once."""
    began = perf_counter()
    with subprocess.Popen(  # noqa: S603 - commands of this module
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
    ) as process:
        try:
            output, _ = process.communicate()
        except KeyboardInterrupt:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    if process.returncode:
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "no reason given")
        raise NothingToCompare(f"{subprocess.list2cmdline(command)} ended with {process.returncode}: {last}")
    return perf_counter() - began


def counted_run(command: Sequence[str], counts: Path) -> Run:
    seconds = seconds_of([*command, str(counts)])
    return Run(seconds, Counts(**json.loads(counts.read_text(encoding="utf-8"))))


def demand_the_same(suite: Counts, bare: Counts) -> None:
    """Raise NothingToCompare if the two did not play the same."""
    for what, count in asdict(suite).items():
        other = asdict(bare)[what]
        if abs(count - other) > SAME_WITHIN * count:
            words = what.replace("_", " ")
            raise NothingToCompare(
                f"the comparison is void: {count} {words} in the suite and {other} in the bare script; "
                f"bring SCENARIOS in benchmarks/bare.py into line with scenarios/"
            )


def measure(rounds: int, folder: Path) -> None:
    pytest_here = [sys.executable, "-m", "pytest", "e2e", "-q", "--report", str(folder / "report")]
    suite_command = [*pytest_here, "-n", "0", "-p", "no:randomly", *SUITE, "-p", "benchmarks.counts", "--counts"]
    ratios = []
    for _ in range(rounds):
        suite = counted_run(suite_command, folder / "suite.json")
        bare = counted_run([sys.executable, "-m", "benchmarks.bare"], folder / "bare.json")
        demand_the_same(suite.counts, bare.counts)
        ratios.append(suite.seconds / bare.seconds)
        print(
            f"suite {suite.seconds:.1f} s, bare {bare.seconds:.1f} s, ratio {ratios[-1]:.2f}; "
            f"page loads {suite.counts.page_loads} and {bare.counts.page_loads}, "
            f"browser contexts {suite.counts.contexts} and {bare.counts.contexts}, {bare.counts.scenarios} scenarios",
            flush=True,
        )
    print(f"median ratio {median(ratios):.2f}", flush=True)
    for arguments in (["-m", "first-time", "-n", "2"], ["-m", "LOCK-2"]):
        print(f"a fast look, pytest e2e {' '.join(arguments)}: {seconds_of([*pytest_here, *arguments]):.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description="What the suite costs on top of its pages.")
    parser.add_argument("--rounds", type=int, default=2, help="how often each of the two is played (default: 2)")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds: at least one")
    try:
        with TemporaryDirectory(prefix="overhead-") as folder:
            measure(options.rounds, Path(folder))
    except KeyboardInterrupt:
        sys.exit("stopped by hand")
    except NothingToCompare as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
