"""What is kept of a scenario, in a real browser; including pages that do not answer."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Route

from e2e.browser.evidence import EvidenceRecorder

PAGE = """<title>Thuis inloggen</title><h1>Wie ben je?</h1>
<script>console.warn("no picture"); fetch("/picture"); setTimeout(() => { throw new Error("oops") })</script>"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    yield opened
    opened.close()


def answer(route: Route) -> None:
    is_page = route.request.url.endswith("/names")
    route.fulfill(status=200 if is_page else 404, body=PAGE if is_page else "", content_type="text/html")


def visit(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/*", answer)
    with page.expect_event("pageerror"), page.expect_response("**/picture"):
        page.goto("http://portal.test/names")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_of_a_failure_screen_text_console_and_requests_are_kept(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path / "LOCK-1")
    recorder.watch(opened, "tablet")
    visit(opened)
    kept = recorder.collect()
    assert {path.name for path in kept} == {
        "tablet-screen.png",
        "tablet-page.txt",
        "tablet-console.txt",
        "tablet-requests.txt",
    }


def test_the_text_of_a_page_says_where_it_was_and_what_it_read(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.collect()
    assert (tmp_path / "tablet-page.txt").read_text() == "http://portal.test/names\nThuis inloggen\n\nWie ben je?\n"


def test_the_console_has_warnings_and_errors_that_nobody_caught(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.collect()
    console = (tmp_path / "tablet-console.txt").read_text().splitlines()
    assert {"warning: no picture", "error not caught: oops"} <= {line.replace("Error: ", "") for line in console}


def test_a_request_that_was_answered_with_an_error_is_listed(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.collect()
    assert "GET http://portal.test/picture: answered 404" in (tmp_path / "tablet-requests.txt").read_text()


def test_a_screen_that_is_left_behind_is_kept_with_what_is_said_about_it(
    opened: BrowserContext, tmp_path: Path
) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.keep(opened.pages[0], "tablet the names", "no name: <img>")
    recorder.release(opened)
    kept = recorder.finish(failed=True)
    assert [path.name for path in kept] == ["tablet-the-names-screen.png", "tablet-the-names-faults.txt"]
    assert (tmp_path / "tablet-the-names-faults.txt").read_text() == "no name: <img>\n"


def test_every_page_of_every_device_is_kept(chromium: Browser, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    tablet, laptop = chromium.new_context(), chromium.new_context()
    recorder.watch(tablet, "tablet")
    recorder.watch(laptop, "Laptop of Sem's father")
    tablet.new_page()
    tablet.new_page()
    laptop.new_page()
    assert [path.name for path in recorder.collect() if path.suffix == ".png"] == [
        "tablet-screen.png",
        "tablet-screen-2.png",
        "laptop-of-sem-s-father-screen.png",
    ]


def test_a_device_that_was_closed_still_shows_its_console(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.release(opened)
    opened.close()
    recorder.collect()
    assert names(tmp_path) == ["tablet-console.txt", "tablet-requests.txt"]


def test_a_context_that_closed_unannounced_is_no_error(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path, tracing="on", screenshot="on")
    recorder.watch(opened, "tablet")
    opened.close()
    recorder.before_step("When nothing works")
    recorder.after_step()
    recorder.release(opened)
    assert recorder.collect() == []


def test_a_page_that_crashed_is_no_error(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path)
    recorder.watch(opened, "tablet")
    page = opened.new_page()
    with pytest.raises(Error):
        page.goto("chrome://crash")
    recorder.collect()
    assert "(the page does not answer)" in (tmp_path / "tablet-page.txt").read_text()


def test_a_page_that_crashes_is_noticed_also_one_that_was_opened_later(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path / "evidence")
    recorder.watch(opened, "tablet")
    page = opened.new_page()
    before = recorder.page_crashed

    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")

    assert (before, recorder.page_crashed) == (False, True)


def test_a_page_that_hangs_does_not_hang_the_recorder(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path, tracing="on")
    recorder.watch(opened, "tablet")
    page = opened.new_page()
    page.evaluate("setTimeout(() => { while (true); })")
    recorder.collect()
    recorder.release(opened)
    assert "(the page does not answer)" in (tmp_path / "tablet-page.txt").read_text()


def test_a_scenario_that_passes_leaves_nothing(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path / "LOCK-1", tracing="retain-on-failure", screenshot="only-on-failure")
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.release(opened)
    recorder.finish(failed=False)
    assert not (tmp_path / "LOCK-1").exists()


@pytest.mark.parametrize(("tracing", "failed"), [("on", False), ("on", True), ("retain-on-failure", True)])
def test_a_trace_reads_as_the_scenario(opened: BrowserContext, tmp_path: Path, tracing: str, *, failed: bool) -> None:
    recorder = EvidenceRecorder(tmp_path, tracing=tracing)  # type: ignore[arg-type]
    recorder.watch(opened, "tablet")
    recorder.before_step("When Noor opens the home login")
    visit(opened)
    recorder.after_step()
    recorder.release(opened)
    [trace] = recorder.finish(failed=failed)
    with zipfile.ZipFile(trace) as archive:
        assert b"When Noor opens the home login" in archive.read("trace.trace")


def test_a_device_that_opens_again_within_a_step_is_in_that_step_too(chromium: Browser, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path, tracing="on")
    recorder.before_step("When the browser is opened again")
    opened = chromium.new_context()
    recorder.watch(opened, "tablet")
    recorder.after_step()
    recorder.release(opened)
    [trace] = recorder.finish(failed=False)
    with zipfile.ZipFile(trace) as archive:
        assert b"When the browser is opened again" in archive.read("trace.trace")


def test_a_screen_can_be_asked_for_when_all_went_well(opened: BrowserContext, tmp_path: Path) -> None:
    recorder = EvidenceRecorder(tmp_path, screenshot="on")
    recorder.watch(opened, "tablet")
    visit(opened)
    recorder.release(opened)
    assert [path.name for path in recorder.finish(failed=False)] == ["tablet-screen.png"]


def test_a_folder_that_cannot_be_written_is_no_error(opened: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = EvidenceRecorder(tmp_path / "file" / "LOCK-1", tracing="on")
    recorder.watch(opened, "tablet")
    visit(opened)
    assert recorder.collect() == []
