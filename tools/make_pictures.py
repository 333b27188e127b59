"""Makes the two pictures of the README: the portal on a tablet, and what a run says. `make pictures`."""

import subprocess
import sys
from io import StringIO

from picturing import DOCS, chromium, device
from playwright.sync_api import Browser
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from e2e.flows.login import to_the_names
from e2e.scene.school import Scene
from e2e.targets.reference import reference_target

PICTURES = DOCS / "pictures"
RUN = [sys.executable, "-m", "pytest", "e2e", "-m", "siblings or cookie-reuse", "-n", "2", "-q", "--color=yes"]
SHEET = "<body style='background: #10151f; color: #dde; font-size: 13px; padding: 16px'><pre>{code}</pre>"


def portal(browser: Browser) -> None:
    with reference_target() as target:
        scene = Scene(target.control, {"Noor", "Daan", "Sem"})
        tablet = device(browser, target, "tablet", {"width": 820, "height": 560})
        for name in ("Daan", "Noor"):
            to_the_names(tablet, scene.pupil(name))
        tablet.page.screenshot(path=PICTURES / "portal.png")
        tablet.shut_down()


def run(browser: Browser) -> None:
    said = subprocess.run(RUN, cwd=DOCS.parent, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own
    clauses = said[said.index("clauses") :].partition("\n")[2].partition("Report:")[0].rstrip()
    console = Console(record=True, width=170, file=StringIO())
    console.print(Text.from_ansi("$ pytest e2e -m 'siblings or cookie-reuse' -n 2\n\n" + clauses))
    page = browser.new_page(viewport={"width": 1360, "height": 100})
    page.set_content(console.export_html(inline_styles=True, theme=MONOKAI, code_format=SHEET))
    page.locator("body").screenshot(path=PICTURES / "run.png")


def main() -> None:
    with chromium() as browser:
        portal(browser)
        run(browser)


if __name__ == "__main__":
    main()
