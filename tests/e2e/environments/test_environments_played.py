"""What environments break on the reference portal, in a real run: each behaviour of a proxy, and a fault of the portal.

One run for all of them, as a user would start it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.model.exit_codes import ONLY_SHOULDS_FAILED

ROOT = Path(__file__).parents[3]
PORTALS_FAULT, PORTALS_CLAUSE = "the-cookie-lasts-a-month", "COOKIE-4"
PLAYED = f"in-any-environment and (COOKIE-1 or SAFE-7 or ENTRY-2 or {PORTALS_CLAUSE})"
CAUSES = {
    "kiosk": "cookie gone: __Host-device was set, and the browser no longer has it",
    "power-cut": "cookie gone: __Host-device was set, and the browser no longer has it",
    "proxy-untrusted": "certificate: the browser does not trust who signed it",
    "proxy-caches": "cached page: a cache on the way answered GET ",
    "proxy-strips-cookies": "cookie gone: GET ",
    "proxy-shortens-cookies": "cookie changed on the way: __Host-device has lost its lifetime",
    "proxy-weakens-cookies": "cookie changed on the way: __Host-form has lost Secure, HttpOnly, SameSite",
    "proxy-banner": "page changed on the way: it asks for https://filter.invalid/banner.png",
    "proxy-blocks": "blocked request: GET /static/",
    "proxy-redirects": "redirect: pages of the portal lead to http://filter.invalid/login",
    "proxy-drops-slow": "blocked request: GET ",
}
HARMLESS = "filtering-proxy"

Rows = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    report = tmp_path_factory.mktemp("report")
    environments = [part for name in (HARMLESS, *CAUSES) for part in ("--environment", name)]
    # Patient enough for a machine on which the other tests run at the same time.
    options = ["-n", "2", "--answer-within", "10", "--defect", PORTALS_FAULT, "--report", str(report)]
    ran = subprocess.run(  # noqa: S603 - the tests' own
        [sys.executable, "-m", "pytest", "e2e", "-m", PLAYED, *options, *environments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == ONLY_SHOULDS_FAILED, ran.stdout
    document = json.loads((report / "results.json").read_text(encoding="utf-8"))
    return {row["environment"]: row for row in document["environments"]}


@pytest.mark.parametrize(("environment", "cause"), CAUSES.items())
def test_of_each_behaviour_the_likely_cause_is_told(rows: Rows, environment: str, cause: str) -> None:
    told = [one["cause"] for one in rows[environment]["breaks"]]

    assert any(one.startswith(cause) for one in told), told


def test_a_proxy_that_only_looks_is_compatible(rows: Rows) -> None:
    assert (rows[HARMLESS]["verdict"], rows[HARMLESS]["breaks"]) == ("compatible", [])


@pytest.mark.parametrize("environment", [HARMLESS, *CAUSES])
def test_a_fault_of_the_portal_is_not_laid_upon_the_environment(rows: Rows, environment: str) -> None:
    broken = [one["clause"] for one in rows[environment]["breaks"]]

    assert PORTALS_CLAUSE not in broken
    assert rows[environment]["the_portals"] == [PORTALS_CLAUSE]


@pytest.mark.parametrize("environment", [HARMLESS, *CAUSES])
def test_what_it_breaks_it_records_with_that_cause(rows: Rows, environment: str) -> None:
    row = rows[environment]

    assert row["as_recorded"], f"{row['breaks']}, {[one['reason'] for one in row['scenarios'] if one['reason']]}"


def test_both_at_once_are_told_apart(rows: Rows) -> None:
    kiosk = rows["kiosk"]

    assert ([one["clause"] for one in kiosk["breaks"]], kiosk["the_portals"]) == (["COOKIE-1"], [PORTALS_CLAUSE])
