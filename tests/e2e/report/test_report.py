"""From results to what a person reads: results.json, the page, the lines in the terminal."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.model.clauses import Catalogue, Chapter, Clause, Sentence, Words
from e2e.model.diagnosis import Observations
from e2e.model.exit_codes import Outcome
from e2e.model.scenario_result import ScenarioResult, result_from_json
from e2e.model.verdict import Verdict
from e2e.report.encoders.page import to_html
from e2e.report.encoders.results_json import NotAReport, from_json, to_json
from e2e.report.encoders.terminal import summary_lines
from e2e.report.environment_matrix import Described, matrix
from e2e.report.folder import FILES, write_report
from e2e.report.run import Run, RunFacts, finished_run
from e2e.report.wording import caveats, counts, explained, headline

LOCK_10 = Words("Proberen maakt de blokkade niet langer.", "Trying while blocked does not make the block longer.")
G16 = Sentence("G16", Words("Voer je 10 keer een foute code in …", "If you enter a wrong code 10 times …"))
CATALOGUE = Catalogue(
    (
        Chapter(
            "the-block",
            "The block",
            (
                Clause(
                    "LOCK-1", "must", Words("De tiende …", "The tenth wrong password blocks the home account."), (G16,)
                ),
                Clause("LOCK-2", "must", Words("Negen niet.", 'Nine do not, and say <b>"nine"</b>.'), (G16,)),
                Clause("LOCK-10", "should", LOCK_10, (), "ASVS 5 6.3.1"),
            ),
        ),
    )
)
PASSED = ScenarioResult("LOCK-1", "The block", "The tenth wrong password blocks", "chromium", Verdict.PASSED, 1.25)
FAILED = replace(
    PASSED,
    verdict=Verdict.FAILED,
    step="Then Noor is blocked",
    reason="expected to see that it is blocked, seen 'Hallo Noor'",
    expected="to see that it is blocked",
    seen="'Hallo Noor'",
    evidence=("evidence/LOCK-1 a/tablet-screen.png", "evidence/LOCK-1 a/tablet-console.txt"),
)
NOT_TESTED = replace(PASSED, verdict=Verdict.NOT_TESTED, reason="it needs a clock")
SET_UP_FAILED = replace(PASSED, verdict=Verdict.SET_UP_FAILED, step="Given a school", reason="answered 500")
HARNESS_ERROR = replace(PASSED, verdict=Verdict.HARNESS_ERROR, reason="KeyError: 'x'")
OTHER_PASSED = replace(PASSED, clause="LOCK-2")
SHOULD_PASSED = replace(PASSED, clause="LOCK-10")
SHOULD_FAILED = replace(FAILED, clause="LOCK-10")
BREAKS_LOCK_1 = "The portal breaks the guide: 0 of 1 clause kept, not LOCK-1."
SCENARIO_COUNTS = {"LOCK-1": 1, "LOCK-2": 1}
ENVIRONMENTS = {"plain": Described("Plain.", {}), "tablet": Described("A tablet.", {})}
THERE = replace(FAILED, environment="tablet")


def run_of(
    *results: ScenarioResult,
    environments: Mapping[str, Described] | None = None,
    errors: tuple[str, ...] = (),
    by_hand: bool = False,
    counts: Mapping[str, int] = SCENARIO_COUNTS,
) -> Run:
    facts = RunFacts(
        started=datetime(2026, 9, 1, 8, 30, 15, 678901, tzinfo=UTC),
        seconds=12.345,
        target="reference",
        browsers=("chromium 156.0 (made up)",),
        versions={"python": "3.11.7"},
        command="pytest e2e",
        errors=errors,
        stopped_by_hand=by_hand,
    )
    return finished_run(facts, results, CATALOGUE, counts, environments or {}, len)


def test_a_result_survives_the_way_from_a_worker() -> None:
    assert result_from_json(FAILED.to_json()) == FAILED


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([PASSED], "The portal keeps what was tested of the guide: 1 of 1 clause."),
        ([PASSED, OTHER_PASSED], "The portal keeps the guide: 2 of 2 clauses."),
        ([FAILED], "The portal breaks the guide: 0 of 1 clause kept, not LOCK-1."),
        ([FAILED, OTHER_PASSED], "The portal breaks the guide: 1 of 2 clauses kept, not LOCK-1."),
        ([PASSED, NOT_TESTED], "The portal keeps what was tested of the guide: 1 of 1 clause."),
        (
            [PASSED, OTHER_PASSED, SHOULD_FAILED],
            "The portal keeps the guide: 2 of 2 clauses; 0 of 1 recommendation, not LOCK-10.",
        ),
        (
            [FAILED, OTHER_PASSED, SHOULD_PASSED],
            "The portal breaks the guide: 1 of 2 clauses kept, not LOCK-1; 1 of 1 recommendation.",
        ),
        ([SHOULD_FAILED], "The portal keeps 0 of 1 recommendation, not LOCK-10."),
        ([NOT_TESTED], "Nothing was tested."),
        ([], "Nothing was tested."),
        ([SET_UP_FAILED], "The scene could not be set for 1 clause; this run is no judgement of it."),
        ([HARNESS_ERROR], "The suite itself broke in 1 clause; this run is no judgement of it."),
        ([SET_UP_FAILED, OTHER_PASSED], "The portal keeps what was tested of the guide: 1 of 1 clause."),
        ([FAILED, replace(FAILED, scenario="Another", verdict=Verdict.SET_UP_FAILED)], BREAKS_LOCK_1),
    ],
)
def test_the_headline_says_what_the_run_says_of_the_portal(results: Sequence[ScenarioResult], sentence: str) -> None:
    assert headline(run_of(*results)) == sentence


def test_an_error_outside_of_every_scenario_makes_the_run_no_judgement() -> None:
    run = run_of(PASSED, errors=("a feature is wrong",))
    assert headline(run) == "The suite itself is broken; this run is no judgement of the portal."


@pytest.mark.parametrize(
    ("run", "sentences"),
    [
        (run_of(PASSED), []),
        (run_of(PASSED, by_hand=True), ["The run was stopped by hand before its end."]),
        (run_of(PASSED, NOT_TESTED), ["1 clause passed only in part: some could not be tested."]),
        (
            run_of(PASSED, counts={"LOCK-1": 2}),
            ["1 clause passed only in part: some of their scenarios were not played."],
        ),
        (
            run_of(FAILED, replace(HARNESS_ERROR, clause="LOCK-2")),
            ["The suite itself broke in 1 clause; this run is no judgement of it."],
        ),
        (run_of(FAILED, errors=("a feature is wrong",)), [BREAKS_LOCK_1]),
    ],
)
def test_what_the_headline_leaves_out_is_said_after_it(run: Run, sentences: list[str]) -> None:
    assert caveats(run) == sentences


def test_counts_run_from_the_worst_and_leave_out_what_there_is_none_of() -> None:
    assert list(counts(run_of(OTHER_PASSED, FAILED)).items()) == [("failed", 1), ("passed", 1), ("no scenario yet", 1)]


def test_a_clause_without_a_scenario_is_said_to_have_none_and_nothing_else() -> None:
    assert [clause.verdict for clause in run_of(PASSED).clauses] == ["passed", "not selected", "no scenario yet"]


def test_the_terminal_has_a_clause_a_line_and_the_reason_under_it() -> None:
    lines = [text for text, _ in summary_lines(run_of(OTHER_PASSED, FAILED))]
    assert lines == [
        "LOCK-1    failed           The tenth wrong password blocks the home account.",
        "          Then Noor is blocked: expected to see that it is blocked, seen 'Hallo Noor'",
        'LOCK-2    passed           Nine do not, and say <b>"nine"</b>.',
        "",
        "The portal breaks the guide: 1 of 2 clauses kept, not LOCK-1.",
        "Clauses: 1 failed, 1 passed, 1 no scenario yet. 2 scenarios in 12.3 s.",
    ]


def test_the_terminal_says_why_something_was_not_tested() -> None:
    lines = [text for text, _ in summary_lines(run_of(NOT_TESTED))]
    assert lines[1] == "          The tenth wrong password blocks: not tested: it needs a clock"


def test_results_json_has_the_catalogue_and_the_scenarios() -> None:
    document = json.loads(to_json(run_of(FAILED)))
    assert document["schema"] == 2
    assert document["started"] == "2026-09-01T08:30:15+00:00"
    assert document["clauses"][2] == {
        "id": "LOCK-10",
        "chapter": "the-block",
        "level": "should",
        "demand": {
            "nl": "Proberen maakt de blokkade niet langer.",
            "en": "Trying while blocked does not make the block longer.",
        },
        "guide": [],
        "standard": "ASVS 5 6.3.1",
        "verdict": "no scenario yet",
        "scenarios": 0,
        "not_played": 0,
    }
    assert [sentence["id"] for sentence in document["clauses"][0]["guide"]] == ["G16"]
    assert document["scenarios"] == [json.loads(FAILED.to_json())]


@pytest.mark.parametrize(
    "run",
    [
        run_of(),
        run_of(FAILED, OTHER_PASSED, NOT_TESTED),
        run_of(PASSED, errors=("a feature is wrong",), by_hand=True),
        run_of(replace(PASSED, browser="firefox"), PASSED),
        run_of(
            SET_UP_FAILED,
            replace(OTHER_PASSED, observations=Observations({"POST /code": {"device": ("max-age",)}}, ("device",))),
            replace(OTHER_PASSED, verdict=Verdict.FAILED, environment="tablet"),
            replace(SET_UP_FAILED, environment="tablet"),
            environments={
                "plain": Described("Plain.", {}),
                "tablet": Described("A tablet.", {"LOCK-2": "it forgets"}, {"LOCK-10": "slow"}, touch=True),
                "phone": Described("A phone.", {}),
            },
        ),
    ],
)
def test_a_run_that_is_read_back_is_the_one_that_was_written(run: Run) -> None:
    assert from_json(to_json(run), CATALOGUE) == run


def test_a_run_is_the_same_whatever_the_order_in_which_its_scenarios_were_played() -> None:
    results = [FAILED, OTHER_PASSED, replace(SET_UP_FAILED, feature="A"), replace(SET_UP_FAILED, environment="tablet")]

    assert run_of(*results, environments=ENVIRONMENTS) == run_of(*reversed(results), environments=ENVIRONMENTS)


def test_the_exit_code_comes_from_the_plain_browser_and_from_each_environment() -> None:
    told: list[Outcome] = []

    def exits_with(outcomes: Collection[Outcome]) -> int:
        told.extend(outcomes)
        return 1

    run = finished_run(
        run_of().facts, [PASSED, SHOULD_FAILED, THERE], CATALOGUE, SCENARIO_COUNTS, ENVIRONMENTS, exits_with
    )

    assert (told, run.exit_code) == (
        [("must", Verdict.PASSED), ("should", Verdict.FAILED), ("must", Verdict.FAILED)],
        1,
    )


def test_a_report_from_before_touch_screens_were_told_of_can_be_read() -> None:
    document = json.loads(to_json(in_environments()))
    del document["environments"][0]["touch"]

    assert from_json(json.dumps(document), CATALOGUE) == in_environments()


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        ({"schema": 9}, "has another format (schema 9, here 2)"),
        ({"scenarios": [{"clause": "LOCK-1"}]}, "is damaged: KeyError: 'verdict'"),
        ({"scenarios": None}, "is damaged: TypeError: "),
        ({"started": "yesterday"}, "is damaged: ValueError: "),
        ({"clauses": [7]}, "is damaged: TypeError: "),
        (
            {"scenarios": [replace(PASSED, clause="LOCK-99").as_row()]},
            "is about clauses that are not in the catalogue here: LOCK-99",
        ),
    ],
)
def test_what_no_run_can_be_read_from_is_said_in_a_line(changes: dict[str, object], answered: str) -> None:
    text = json.dumps(json.loads(to_json(run_of(PASSED))) | changes)

    with pytest.raises(NotAReport, match=f"^{re.escape(answered)}"):
        from_json(text, CATALOGUE)


def test_a_report_has_a_file_for_each_encoder(tmp_path: Path) -> None:
    write_report(run_of(PASSED), tmp_path / "new")

    assert {file.name for file in (tmp_path / "new").iterdir()} == FILES.keys()
    assert (tmp_path / "new/results.json").read_text(encoding="utf-8") == to_json(run_of(PASSED))


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = to_html(run_of(FAILED, OTHER_PASSED))
    assert re.findall(r"<script|<link|@import|url\(|https?:", page) == []


def test_the_page_shows_text_as_text() -> None:
    assert "say &lt;b&gt;&#34;nine&#34;&lt;/b&gt;" in to_html(run_of(PASSED))


def test_the_address_of_evidence_is_one_that_a_browser_understands() -> None:
    assert 'href="evidence/LOCK-1%20a/tablet-screen.png"' in to_html(run_of(FAILED))


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> str:
    """What a person can read on the page, at the width of a telephone."""
    (tmp_path / "index.html").write_text(to_html(run_of(FAILED, NOT_TESTED, OTHER_PASSED)), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.goto((tmp_path / "index.html").as_uri())
    text = page.locator("body").inner_text()
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()
    return f"{text}\ntoo wide: {too_wide}"


def test_the_page_begins_with_the_verdict_in_words(shown: str) -> None:
    assert shown.splitlines().index("The portal breaks the guide: 1 of 2 clauses kept, not LOCK-1.") < 4


def test_the_page_opens_a_failure_with_its_step_what_was_expected_and_what_was_seen(shown: str) -> None:
    opened = re.sub(r"\s+", " ", shown)
    assert "Step Then Noor is blocked Expected to see that it is blocked Seen 'Hallo Noor'" in opened


def test_the_page_fits_a_narrow_screen(shown: str) -> None:
    assert shown.endswith("too wide: False")


def in_environments() -> Run:
    return run_of(PASSED, THERE, environments=ENVIRONMENTS)


def test_the_terminal_says_the_finding_of_an_environment_before_the_numbers() -> None:
    lines = [text for text, _ in summary_lines(in_environments())]

    assert lines[-4:-1] == [
        "tablet: compatible with limits: LOCK-1 does not hold; not recorded under [known] in its file.",
        "   LOCK-1: nothing that the browser saw shows the cause; the evidence may",
        "      Then Noor is blocked: expected to see that it is blocked, seen 'Hallo Noor'",
    ]
    assert lines[-1].startswith("Clauses: ")


def test_what_one_thing_explains_is_told_once() -> None:
    results = [PASSED, OTHER_PASSED, THERE, replace(THERE, clause="LOCK-2")]
    known = {"tablet": Described("A tablet.", {"LOCK-1": "redirect: it leads to the network"})}

    (apart,), (together,) = matrix(results, known), matrix(results, ENVIRONMENTS)

    assert [one.clauses for one in explained(together)] == [("LOCK-1", "LOCK-2")]
    assert [len(one.scenarios) for one in explained(together)] == [2]
    assert [one.clauses for one in explained(apart)] == [("LOCK-1",), ("LOCK-2",)]
    assert "known with another cause: redirect: it leads to the network" in explained(apart)[0].why


def test_the_page_says_the_finding_of_an_environment_before_the_numbers() -> None:
    page = to_html(in_environments())

    assert "<h1>tablet: compatible with limits.</h1>" in page
    assert 0 < page.index('<a href="#LOCK-1">LOCK-1</a>') < page.index("In numbers")


def test_what_several_environments_do_is_counted_in_the_headline_and_the_portal_comes_after_it() -> None:
    both = ENVIRONMENTS | {"phone": Described("A phone.", {})}
    run = run_of(PASSED, OTHER_PASSED, THERE, environments=both)

    assert headline(run) == "Of 2 environments: 1 compatible with limits, 1 not judged."
    assert caveats(run)[0].startswith("In the plain browser the portal keeps")


def test_results_json_has_a_row_for_each_environment() -> None:
    (row,) = json.loads(to_json(in_environments()))["environments"]

    assert (row["environment"], row["browser"], row["verdict"]) == ("tablet", "chromium", "compatible with limits")
    assert [one["clause"] for one in row["breaks"]] == ["LOCK-1"]
