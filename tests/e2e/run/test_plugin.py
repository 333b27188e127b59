"""How the suite's plugin behaves in pytest: pytest run inside pytest, with a made-up browser."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from e2e.browser.finding import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Project


def results(project: Project) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((project.root / "report" / "results.json").read_text())
    return document


def only_scenario(project: Project) -> dict[str, Any]:
    [scenario] = results(project)["scenarios"]
    return dict(scenario)


def test_a_clause_is_a_line_of_the_summary_and_a_failure_says_step_and_reason(project: Project) -> None:
    project.run("e2e").stdout.fnmatch_lines(
        [
            "LOCK-1    failed           The tenth wrong password blocks the home account.",
            "          Then Noor is blocked: expected it to be visible, seen no such element",
            "LOCK-2    passed           Nine wrong passwords do not block it.",
            "The portal breaks the guide: 1 of 2 clauses kept, not LOCK-1.",
            "Clauses: 1 failed, 1 passed, 1 no scenario yet. 2 scenarios in * s.",
            f"Report: {project.root}/report/index.html",
        ]
    )


def test_a_clause_that_fails_ends_in_1(project: Project) -> None:
    assert project.run("e2e").ret == 1


def test_a_run_in_which_all_pass_ends_in_0(project: Project) -> None:
    assert project.run("e2e", "-m", "LOCK-2").ret == 0


@pytest.mark.parametrize(
    ("steps", "verdict", "code"),
    [
        ("Given a scene that cannot be set\nThen Noor can log in", "set-up failed", 6),
        ("Given Noor's device\nWhen somebody skips\nThen Noor can log in", "harness error", 7),
        ("Given Noor's device\nWhen a fixture breaks\nThen Noor can log in", "harness error", 7),
        ("Given a step that nobody wrote\nThen Noor can log in", "harness error", 7),
        ("Given Noor's device\nWhen the portal's clock moves\nThen Noor can log in", "not tested", 5),
        ("Given Noor's device\nThen Noor is blocked", "failed", 1),
        ("Given Noor's device\nThen Noor can log in", "passed", 0),
    ],
)
def test_what_breaks_a_scenario_decides_verdict_and_exit_code(
    project: Project, steps: str, verdict: str, code: int
) -> None:
    project.scenario(steps)
    assert (project.run("e2e").ret, only_scenario(project)["verdict"]) == (code, verdict)


def test_a_portal_that_cannot_be_reached_before_the_first_step_is_a_set_up_that_failed(project: Project) -> None:
    project.write(
        "e2e/test_scenarios.py",
        f"""{project.steps}
from e2e.targets.http import HttpControl

@pytest.fixture(scope="session", autouse=True)
def capabilities():
    return HttpControl("http://127.0.0.1:9", "open").capabilities()
""",
    )
    project.scenario("Given Noor's device\nThen Noor can log in")
    assert (project.run("e2e").ret, only_scenario(project)["verdict"]) == (6, "set-up failed")


def test_a_step_that_nobody_wrote_is_named(project: Project) -> None:
    project.scenario("Given Noor's device\nWhen nobody wrote this")
    project.run("e2e")
    assert only_scenario(project)["step"] == "When nobody wrote this"


def test_an_and_is_reported_as_what_it_goes_on_with(project: Project) -> None:
    project.scenario("Given Noor's device\nThen Noor can log in\nAnd Noor is blocked")
    project.run("e2e")
    assert only_scenario(project)["step"] == "Then Noor is blocked"


def test_an_example_of_an_outline_is_told_from_the_others(project: Project) -> None:
    project.scenario(
        "Given Noor's device\nThen Noor can log in\n\nExamples:\n| who |\n| Noor |", name="One", tags="@LOCK-1"
    )
    text = (project.root / "scenarios/block.feature").read_text().replace("Scenario:", "Scenario Outline:")
    project.write("scenarios/block.feature", text)
    project.run("e2e")
    assert only_scenario(project)["scenario"] == "One (Noor)"


def test_a_mistyped_name_in_m_is_wrong_use_with_a_suggestion(project: Project) -> None:
    ran = project.run("e2e", "-m", "LOKC-1")
    ran.stderr.fnmatch_lines(["ERROR: -m 'LOKC-1': no clause, suite or marker 'LOKC-1'; did you mean LOCK-1?"])
    assert ran.ret == 4


@pytest.mark.parametrize("option", ["-m", "-k"])
def test_an_expression_that_cannot_be_read_is_wrong_use_with_workers_too(project: Project, option: str) -> None:
    ran = project.run_with_workers("e2e", option, "LOCK-1 or")
    ran.stderr.fnmatch_lines([f"ERROR: {option} 'LOCK-1 or': names are joined by and, or, not and brackets"])
    assert ran.ret == 4


def test_a_report_that_cannot_be_written_is_wrong_use_before_anything_is_run(project: Project) -> None:
    ran = project.run("e2e", "--report", "e2e/test_scenarios.py/report")
    ran.stderr.fnmatch_lines(["ERROR: --report *: the report cannot be written there (*); name another folder"])
    assert ran.ret == 4


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan", "soon"])
def test_no_time_to_answer_is_wrong_use(project: Project, seconds: str) -> None:
    ran = project.run("e2e", f"--answer-within={seconds}")
    ran.stderr.fnmatch_lines([f"*--answer-within: {seconds}: write a number of seconds above 0"])
    assert ran.ret == 4


@pytest.mark.parametrize("marker", ["LOCK-2", "siblings", "the-block and not LOCK-1", "not closes-browser and LOCK-2"])
def test_clauses_chapters_and_suites_select(project: Project, marker: str) -> None:
    project.run("e2e", "-m", marker)
    assert only_scenario(project)["clause"] == "LOCK-2"


def test_a_suite_can_be_selected_by_k(project: Project) -> None:
    project.run("e2e", "-k", "sibling")
    assert only_scenario(project)["clause"] == "LOCK-2"


def test_a_run_that_selects_nothing_ends_in_5_and_says_so(project: Project) -> None:
    ran = project.run("e2e", "-k", "nothing_like_it")
    ran.stdout.fnmatch_lines(["Nothing ran: no scenario is selected by -k 'nothing_like_it'"])
    assert ran.ret == 5


def test_a_clause_that_was_not_selected_is_told_from_one_without_a_scenario(project: Project) -> None:
    project.run("e2e", "-m", "LOCK-2")
    verdicts = {row["id"]: row["verdict"] for row in results(project)["clauses"]}
    assert verdicts == {"LOCK-1": "not selected", "LOCK-2": "passed", "LOCK-10": "no scenario yet"}


def test_a_mistyped_tag_stops_the_run_with_a_suggestion(project: Project) -> None:
    project.scenario("Given Noor's device", tags="@LOCK-1 @siblngs")
    ran = project.run("e2e")
    ran.stdout.fnmatch_lines(
        ["*a feature carries @siblngs: no clause, suite or marker 'siblngs'; did you mean siblings?"]
    )
    assert ran.ret == 7


@pytest.mark.parametrize(
    ("tags", "told"),
    [("@siblings", "carries no clause's tag;"), ("@LOCK-1 @LOCK-2", "carries @LOCK-1 and @LOCK-2;")],
)
def test_a_scenario_of_no_clause_or_of_two_is_not_run(project: Project, tags: str, told: str) -> None:
    project.scenario("Given Noor's device", tags=tags)
    ran = project.run("e2e")
    ran.stdout.fnmatch_lines([f"*block.feature:4: scenario 'One' {told} it must carry exactly one"])
    assert ran.ret == 7


def test_a_catalogue_that_is_wrong_is_wrong_use(project: Project) -> None:
    project.write("scenarios/clauses.toml", "[[chapters]]\n")
    ran = project.run("e2e")
    ran.stderr.fnmatch_lines(
        ["ERROR: *clauses.toml: chapter number 1: id is missing; chapter number 1: title is missing"]
    )
    assert ran.ret == 4


def test_the_header_names_target_and_browser(project: Project) -> None:
    project.run("e2e").stdout.fnmatch_lines(["target: reference", "browser: chromium 156.0 (made up)"])


def test_other_tests_are_left_alone(project: Project, searched: list[Wanted]) -> None:
    ran = project.run("tests")
    ran.stdout.no_fnmatch_line("*clauses*")
    assert (ran.ret, searched, (project.root / "report").exists()) == (0, [], False)


def test_collecting_alone_searches_and_writes_nothing(project: Project, searched: list[Wanted]) -> None:
    project.run("e2e", "--collect-only")
    assert (searched, (project.root / "report").exists()) == ([], False)


def test_other_tests_in_the_same_run_are_no_scenarios(project: Project) -> None:
    project.run(".", "-m", "LOCK-2 or not the-block").assert_outcomes(passed=2, deselected=1)
    assert only_scenario(project)["clause"] == "LOCK-2"


def test_the_search_knows_what_the_command_line_asks_for(project: Project, searched: list[Wanted]) -> None:
    project.run("e2e", "--headed", "--browser-channel", "chrome", "--browser", "chromium", "--browser", "firefox")
    assert searched == [Wanted("chromium", False, "chrome"), Wanted("firefox", False, "chrome")]  # noqa: FBT003


def test_each_browser_asked_for_runs_each_scenario(project: Project) -> None:
    project.run("e2e", "-m", "LOCK-2", "--browser", "chromium", "--browser", "firefox")
    assert [row["browser"] for row in results(project)["scenarios"]] == ["chromium", "firefox"]


def test_the_report_goes_where_it_is_asked_to_go(project: Project) -> None:
    project.run("e2e", "--report", "elsewhere")
    assert sorted(path.name for path in (project.root / "elsewhere").iterdir()) == ["index.html", "results.json"]


def test_evidence_of_an_earlier_run_is_cleared(project: Project) -> None:
    project.write("report/left.txt", "")
    (project.root / "report/evidence/LOCK-1").mkdir(parents=True)
    project.run("e2e")
    assert sorted(path.name for path in (project.root / "report").iterdir()) == [
        "index.html",
        "left.txt",
        "results.json",
    ]


def test_what_a_scenario_types_is_not_in_the_name_of_its_evidence(project: Project) -> None:
    project.write(
        "e2e/test_scenarios.py",
        f"""{project.steps}
from pytest_bdd import parsers
from e2e.run.recording import recorder_for

@pytest.fixture
def evidence(request):
    return recorder_for(request)

@given(parsers.parse("the code {{code}}"))
def _(evidence, code):
    assert code not in str(evidence._folder)
    assert "evidence/LOCK-1-chromium-" in str(evidence._folder)
""",
    )
    project.scenario("Given the code <code>\n\nExamples:\n| code |\n| KLMN42 |", name="Typing <code>")
    assert project.run("e2e").ret == 0


def test_a_folder_with_the_project_in_it_is_not_cleared(project: Project) -> None:
    ran = project.run("e2e", "--output", "..")
    assert (ran.ret, (project.root / "e2e/test_scenarios.py").exists()) == (4, True)


def test_with_workers_the_results_are_the_same(project: Project) -> None:
    ran = project.run_with_workers("e2e")
    ran.stdout.fnmatch_lines(["browser: chromium 156.0 (made up)", "Clauses: 1 failed, 1 passed, 1 no scenario yet.*"])
    assert (ran.ret, len(results(project)["scenarios"])) == (1, 2)


def test_a_worker_that_crashes_is_a_harness_error_of_its_scenario(project: Project) -> None:
    project.scenario("Given Noor's device\nWhen the worker dies")
    ran = project.run_with_workers("e2e")
    found = only_scenario(project)
    assert (ran.ret, found["clause"], found["verdict"]) == (7, "LOCK-1", "harness error")


def test_a_wrong_feature_is_a_harness_error_with_workers_too(project: Project) -> None:
    project.scenario("Given Noor's device", tags="@siblings")
    ran = project.run_with_workers("e2e")
    ran.stdout.fnmatch_lines(["*scenario 'One' carries no clause's tag; it must carry exactly one"])
    assert ran.ret == 7


IN_TWO = """
@pytest.fixture(scope="session")
def environment(request): return request.param

@given("the tablet does not hold")
def _(environment): assert environment == "plain"
"""


@pytest.mark.parametrize(
    ("of_our_own", "known", "code"),
    [("pass", 'LOCK-1 = "it forgets"', 0), ("pass", "", 1), ("raise AssertionError", 'LOCK-1 = "it forgets"', 1)],
)
def test_what_an_environment_is_known_to_break_is_no_failure_and_other_tests_still_count(
    project: Project, of_our_own: str, known: str, code: int
) -> None:
    project.write("e2e/test_scenarios.py", project.steps + IN_TWO)
    project.scenario("Given the tablet does not hold\nThen Noor can log in")
    project.write("tests/test_ours.py", f"def test_of_our_own(): {of_our_own}\n")
    project.write("tablet.toml", f'is = "A tablet."\n[known]\n{known}\n')

    assert project.run("e2e", "tests", "--environment", "tablet.toml").ret == code


def test_an_environment_that_cannot_be_judged_is_no_success(project: Project) -> None:
    skips = IN_TWO.replace("assert environment", 'environment == "plain" or pytest.skip("not tested: no such tablet")#')
    project.write("e2e/test_scenarios.py", project.steps + skips)
    project.scenario("Given the tablet does not hold\nThen Noor can log in")
    project.write("tablet.toml", 'is = "A tablet."\n')

    ran = project.run("e2e", "--environment", "tablet.toml")

    ran.stdout.fnmatch_lines(["tablet.toml: not judged (no such tablet)."])
    assert ran.ret == 6


def test_an_old_key_of_an_environment_is_told_with_its_new_name_in_the_header(project: Project) -> None:
    project.write("e2e/test_scenarios.py", project.steps + IN_TWO)
    project.scenario("Given the tablet does not hold\nThen Noor can log in")
    project.write("old.toml", 'is = "A proxy."\n[proxy.misdeeds]\nbanner = true\n[known]\nLOCK-1 = "a banner"\n')

    ran = project.run("e2e", "--environment", "old.toml")

    assert ran.outlines.count("old.toml: [proxy.misdeeds] is now [proxy.behaviours]; write that instead") == 1
    assert ran.ret == 0


def test_all_environments_that_cannot_be_used_are_named_before_anything_is_run(project: Project) -> None:
    project.write("tablet.toml", 'is = "A tablet."\n[device]\nview = 1\n')

    ran = project.run("e2e", "--environment", "tablet.toml", "--environment", "phon")

    ran.stderr.fnmatch_lines(["*tablet.toml: *view means nothing*", "*phon: no environment and no file of that name*"])
    assert ran.ret == 4


def test_a_clause_of_which_a_scenario_is_left_out_passes_only_in_part(project: Project) -> None:
    project.write(
        "scenarios/block.feature",
        "Feature: The block\n\n  @LOCK-2\n  Scenario: One\n    Then Noor can log in\n\n"
        "  @LOCK-2\n  Scenario: Two\n    Then Noor can log in\n",
    )

    project.run("e2e", "-k", "one").stdout.fnmatch_lines(
        [
            "LOCK-2    passed in part   Nine wrong passwords do not block it.",
            "          1 of 2 scenarios played; the others were not selected or not reached",
            "The portal keeps what was tested of the guide: 1 of 1 clause.",
            "1 clause passed only in part: some of their scenarios were not played.",
        ]
    )
    assert [row["verdict"] for row in results(project)["clauses"]] == [
        "no scenario yet",
        "passed in part",
        "no scenario yet",
    ]


@pytest.mark.parametrize("chosen", [("-m", "LOCK-2"), ()])
def test_a_clause_of_which_all_is_played_passes_however_it_was_chosen(project: Project, chosen: Sequence[str]) -> None:
    project.run("e2e", *chosen).stdout.fnmatch_lines(["LOCK-2    passed           *"])


def test_each_example_of_an_outline_has_to_be_played(project: Project) -> None:
    project.write(
        "scenarios/block.feature",
        "Feature: The block\n\n  @LOCK-2\n  Scenario Outline: One <way>\n    Then Noor can log in\n\n"
        "    Examples:\n      | way  |\n      | here |\n      | there |\n",
    )

    project.run("e2e", "-k", "here and not there").stdout.fnmatch_lines(["LOCK-2    passed in part *"])
    project.run("e2e").stdout.fnmatch_lines(["LOCK-2    passed           *"])


@pytest.mark.parametrize("early", ["-x", "--maxfail=1"])
def test_a_run_that_an_option_ends_early_is_not_stopped_by_hand(project: Project, early: str) -> None:
    ran = project.run_with_workers("e2e", early)

    assert (ran.ret, results(project)["stopped_by_hand"]) == (1, False)


def test_a_recommendation_that_fails_alone_ends_in_3(project: Project) -> None:
    project.scenario("Then Noor is blocked", tags="@LOCK-10")

    ran = project.run("e2e")

    assert ran.ret == 3
    ran.stdout.fnmatch_lines(["The portal keeps 0 of 1 recommendation, not LOCK-10."])


def test_a_run_that_is_ended_from_outside_leaves_its_report(project: Project) -> None:
    project.steps += """
import time

@then("nothing happens for a while")
def _():
    print("waiting", flush=True)
    time.sleep(60)
"""
    project.write("e2e/test_scenarios.py", project.steps)
    project.scenario("Then nothing happens for a while")
    project.prepare_workers()
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "e2e", "-s", "-p", "no:cacheprovider"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        next(line for line in running.stdout if "waiting" in line)
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=30)

    assert (running.returncode, results(project)["stopped_by_hand"]) == (2, True)
    assert (project.root / "report" / "index.html").exists()
