"""What axe says of a screen: the rules of WCAG 2.1, level A and AA.

axe is put into the page from outside, which no Content-Security-Policy can prevent.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.contract import CannotDo

_RUNS_NO_SCRIPT = "matchMedia('(scripting: none)').matches"
_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """A line per element: the rule, the element, what would mend it, and where to read more.

    Raises CannotDo in a browser that runs no scripts, where axe would be waited for for ever.
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
