"""A run in several environments: a finding for each, compared with the plain browser."""

from dataclasses import replace

import pytest

from e2e.model.diagnosis import Observations
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import Verdict
from e2e.report.environment_matrix import Described, EnvironmentResult, matrix
from e2e.report.wording import remarks

KNOWN = {"COOKIE-1": "it forgets"}
TABLET = {"plain": Described("Plain.", {}), "tablet": Described("A tablet.", KNOWN)}


def result(clause: str, environment: str, verdict: Verdict, browser: str = "chromium") -> ScenarioResult:
    reason = "expected a name, seen a code" if not verdict.ok else ""
    return ScenarioResult(clause, "f", f"of {clause}", browser, verdict, reason=reason, environment=environment)


PASSED = [result("CODE-1", "plain", Verdict.PASSED), result("COOKIE-1", "plain", Verdict.PASSED)]


def row(*here: ScenarioResult) -> EnvironmentResult:
    return matrix([*PASSED, *here], TABLET)[0]


def test_what_was_played_without_its_touch_screen_says_so() -> None:
    touched = {"tablet": Described("A tablet.", {}, touch=True)}
    results = [
        result("CODE-1", environment, Verdict.PASSED, browser)
        for environment in ("plain", "tablet")
        for browser in ("chromium", "firefox")
    ]

    with_touch, without = matrix(results, touched)

    assert (with_touch.browser, remarks(with_touch)) == ("chromium", [])
    assert remarks(without) == ["played without its touch screen, which firefox cannot be given here"]


def test_the_plain_browser_is_no_row_of_its_own() -> None:
    assert [one.name for one in matrix(PASSED, TABLET)] == ["tablet"]


def test_what_an_environment_breaks_is_told_with_what_is_known_of_it() -> None:
    found = row(result("CODE-1", "tablet", Verdict.PASSED), result("COOKIE-1", "tablet", Verdict.FAILED))

    assert found.finding == "compatible with limits: COOKIE-1 does not hold"
    assert [(one.clause, one.known) for one in found.broken] == [("COOKIE-1", "it forgets")]
    assert found.verdicts == (Verdict.PASSED,)


def test_the_cause_is_read_from_the_same_scenario_in_the_plain_browser() -> None:
    plain = replace(
        PASSED[1], observations=Observations(kept=("device",), answers={"POST /code": {"device": ("max-age",)}})
    )
    here = replace(result("COOKIE-1", "tablet", Verdict.FAILED), observations=replace(plain.observations, kept=()))

    found = matrix([PASSED[0], plain, here, result("CODE-1", "tablet", Verdict.PASSED)], TABLET)[0]

    assert found.broken[0].cause.startswith("cookie gone: device")


def test_what_is_not_recorded_of_an_environment_makes_the_run_fail() -> None:
    found = row(result("CODE-1", "tablet", Verdict.FAILED), result("COOKIE-1", "tablet", Verdict.FAILED))

    assert (found.finding, found.verdicts) == (
        "not compatible: CODE-1, COOKIE-1 do not hold",
        (Verdict.FAILED,),
    )
    assert found.unrecorded == ("CODE-1",)


def test_what_is_recorded_and_holds_makes_the_run_fail() -> None:
    found = row(result("CODE-1", "tablet", Verdict.PASSED), result("COOKIE-1", "tablet", Verdict.PASSED))

    assert (found.compatibility.kept, found.verdicts) == (("COOKIE-1",), (Verdict.FAILED,))


def test_what_it_is_known_to_break_sometimes_may_hold_or_not() -> None:
    tablet = {"tablet": Described("A tablet.", {}, sometimes=KNOWN)}
    kept, broken = (
        matrix([*PASSED, result("COOKIE-1", "tablet", verdict)], tablet)[0]
        for verdict in (Verdict.PASSED, Verdict.FAILED)
    )

    assert (kept.as_recorded, broken.as_recorded) == (True, True)


@pytest.mark.parametrize(("recorded", "explains"), [("cookie gone", True), ("redirect", False)])
def test_a_reason_with_a_cause_stands_for_that_cause_alone(recorded: str, explains: bool) -> None:
    plain = replace(
        PASSED[1], observations=Observations(kept=("device",), answers={"POST /code": {"device": ("max-age",)}})
    )
    here = replace(result("COOKIE-1", "tablet", Verdict.FAILED), observations=replace(plain.observations, kept=()))
    tablet = {"tablet": Described("A tablet.", {"COOKIE-1": f"{recorded}: it forgets"})}

    found = matrix([plain, here], tablet)[0]

    assert (found.as_recorded, found.broken[0].known) == (explains, "it forgets" if explains else "")


def test_of_what_is_not_judged_the_reason_in_the_plain_browser_is_told() -> None:
    found = matrix([result("CODE-1", "plain", Verdict.FAILED), result("CODE-1", "tablet", Verdict.PASSED)], TABLET)[0]

    assert found.finding == "not judged (in the plain browser: expected a name, seen a code)"


def test_a_suite_that_breaks_says_nothing_of_the_environment() -> None:
    found = row(result("CODE-1", "tablet", Verdict.HARNESS_ERROR))

    assert found.finding.startswith("not judged")
    assert found.verdicts == (Verdict.HARNESS_ERROR,)


def test_each_browser_is_compared_with_itself() -> None:
    firefox = [result("COOKIE-1", name, Verdict.FAILED, "firefox") for name in ("plain", "tablet")]
    here = [result("CODE-1", "tablet", Verdict.PASSED), result("COOKIE-1", "tablet", Verdict.FAILED)]

    chromium_row, firefox_row = matrix([*PASSED, *here, *firefox], TABLET)

    assert chromium_row.compatibility.broken == ("COOKIE-1",)
    assert (firefox_row.compatibility.broken, firefox_row.compatibility.portals) == ((), ("COOKIE-1",))
