from pathlib import Path

import pytest

from e2e.model.file_errors import did_you_mean
from e2e.run.selection import leads_to, names_in, unknown_markers

KNOWN = {"LOCK-1", "LOCK-2", "the-block", "needs-clock", "only_browser"}


@pytest.mark.parametrize(
    "argument", ["e2e", "e2e/test_scenarios.py", "e2e/test_scenarios.py::test_one", ".", "", "tests/../e2e", "/project"]
)
def test_an_argument_in_or_around_the_suite_leads_to_the_scenarios(argument: str) -> None:
    assert leads_to(Path("/project/e2e"), [argument], Path("/project"))


@pytest.mark.parametrize("argument", ["tests", "tests/e2e", "e2e_other", "/elsewhere"])
def test_an_argument_beside_the_suite_does_not_lead_to_the_scenarios(argument: str) -> None:
    assert not leads_to(Path("/project/e2e"), [argument], Path("/project"))


@pytest.mark.parametrize(
    "expression",
    ["", "LOCK-1", "LOCK-1 or LOCK-2", "not (the-block and not needs-clock)", 'only_browser(name="chromium")'],
)
def test_an_expression_of_markers_that_there_are_is_fine(expression: str) -> None:
    assert list(unknown_markers(expression, KNOWN)) == []


@pytest.mark.parametrize("expression", ["LOCK-1 or", "or", "LOCK-1 LOCK-2", "(LOCK-1", "LOCK-1, LOCK-2", "not", "f()"])
def test_an_expression_that_pytest_cannot_read_is_an_error(expression: str) -> None:
    with pytest.raises(SyntaxError):
        names_in(expression)


def test_an_argument_of_a_marker_is_no_name_of_one() -> None:
    assert names_in('only_browser(name="chromium", most=3) or LOCK-1') == {"only_browser", "LOCK-1"}


def test_a_mistyped_marker_is_named_with_what_was_meant() -> None:
    problems = list(unknown_markers("LOKC-1 or the-block", KNOWN))
    assert problems == ["no clause, suite or marker 'LOKC-1'; did you mean LOCK-1?"]


def test_a_name_in_small_letters_is_recognised() -> None:
    assert did_you_mean("lock-2", KNOWN) == "; did you mean LOCK-2?"


def test_a_name_that_looks_like_nothing_gets_no_suggestion() -> None:
    assert did_you_mean("zzzzzz", KNOWN) == ""
