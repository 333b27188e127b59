"""Runs axe on a screen, with its rules for WCAG 2.1, levels A and AA.

axe is injected from outside the page, which no Content-Security-Policy can prevent.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.contract import CannotDo

_RUNS_NO_SCRIPT = "matchMedia('(scripting: none)').matches"
_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """One line for each element: the rule, the element, how to fix it, and where to read more.

    Raises CannotDo in a browser that runs no scripts, where waiting for axe would never end.
    """
    if page.evaluate(_RUNS_NO_SCRIPT):
        raise CannotDo("it needs a browser that runs axe, which is a script")
    found = Axe().run(page, options=_OPTIONS).response["violations"]
    return [fault for violation in found for fault in _faults(violation)]


def _faults(violation: Mapping[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        _, *advice = node["failureSummary"].splitlines()
        mended_by = "; ".join(line.strip() for line in advice if line.strip())
        more = violation["helpUrl"].partition("?")[0]
        yield f"{violation['id']} at {' '.join(node['html'].split())}: {mended_by} ({more})"
