"""index.html: a run for people, as one page that needs no server, no scripts and nothing from elsewhere."""

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from e2e.model.compatibility import COMPATIBLE, NOT_COMPATIBLE, NOT_JUDGED, WITH_LIMITS
from e2e.model.verdict import NO_SCENARIO_YET, NOT_SELECTED, PASSED_IN_PART, Verdict
from e2e.report.run import Run
from e2e.report.wording import caveats, counts, explained, headline, played_of, remarks

_MARKS = {
    Verdict.HARNESS_ERROR.words: "! ",
    Verdict.SET_UP_FAILED.words: "! ",
    Verdict.FAILED.words: "✗ ",
    Verdict.PASSED.words: "✓ ",
    PASSED_IN_PART: "✓ ",
    Verdict.NOT_TESTED.words: "○ ",
    NOT_SELECTED: "",
    NO_SCENARIO_YET: "",
    COMPATIBLE: "✓ ",
    WITH_LIMITS: "○ ",
    NOT_COMPATIBLE: "✗ ",
    NOT_JUDGED: "! ",
}
"""What tells one verdict from another without colour."""


def to_html(run: Run) -> str:
    # xdist's workers import this module but make no page; importing jinja2 would cost each 50 ms of processor time.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(slug=_slug, sentence=_sentence, address=_address, title_of_file=_title_of_file)
    page = templates.get_template("page.html").render(
        run=run,
        headline=headline(run),
        caveats=caveats(run),
        explained=explained,
        remarks=remarks,
        played_of=played_of,
        demands={clause.clause.id: clause.clause.demand.en for clause in run.clauses},
        counts=counts(run),
        marks=_MARKS,
        tone=_tone(run),
    )
    return page.lstrip()


def _tone(run: Run) -> str:
    if not run.ok or not all(row.as_recorded for row in run.environments):
        return "bad"
    return "good" if any(scenario.verdict == Verdict.PASSED for scenario in run.scenarios) else "nothing"


def _slug(words: str) -> str:
    """The class of a verdict in the style sheet."""
    return words.replace(" ", "-")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _address(file: str) -> str:
    return file if file.startswith("file:") else quote(file)


def _title_of_file(file: str) -> str:
    """For "evidence/LOCK-1-…/tablet-screen.png" it is "tablet screen"."""
    return PurePosixPath(file).stem.replace("-", " ")
