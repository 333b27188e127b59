"""axe is a script: where no script runs it cannot check a page, and nothing waits for it."""

import pytest
from playwright.sync_api import Browser

from e2e.checks.axe import violations
from e2e.contract import CannotDo

NAMELESS = "<!doctype html><html lang=nl><title>Portaal</title><main><h1>Hallo</h1><img src=x></main>"


def test_where_no_script_runs_it_is_said_at_once(chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(NAMELESS)

    with pytest.raises(CannotDo):
        violations(page)

    context.close()


def test_what_is_wrong_is_named_with_its_rule(chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(NAMELESS)

    assert [fault.partition(" ")[0] for fault in violations(page)] == ["image-alt"]

    context.close()
