"""What is lost of a screen with little room, on pages that are not ours."""

import pytest
from playwright.sync_api import Page

from e2e.checks.reflow import lost


def shown(tab: Page, body: str) -> list[str]:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.set_content(f"<style>body {{ margin: 8px; font: 16px sans-serif }}</style>{body}")
    return lost(tab)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<main style='width: 400px'>Wie ben jij?</main>", "408 pixels wide on a screen of 320"),
        ("<p style='overflow: hidden; height: 10px'>Wie ben jij?", "cut off by p"),
        ("<p style='overflow: hidden; width: 60px; white-space: nowrap'>Wie ben jij?", "cut off by p"),
        ("<div style='overflow: clip; width: 60px'><p style='width: 200px'>Wie ben jij?", "cut off by div"),
        ("<body style='overflow-x: hidden'><div style='width: 400px'>Wie ben jij?", "pixels wide on a screen of 320"),
        ("<p style='margin-left: -40px'>Wie ben jij?", "goes off the side"),
        ("<p>Wie ben jij?<p style='margin-top: -30px'>Dat ben ik", "lie over each other"),
        (
            "<button>Inloggen</button><div style='position: fixed; inset: 0'></div>",
            "cannot be clicked: div lies over it",
        ),
        ("<a href='#' style='pointer-events: none'>Inloggen</a>", "cannot be clicked"),
    ],
)
def test_what_a_person_loses_is_found(tab: Page, body: str, said: str) -> None:
    (found,) = shown(tab, body)
    assert said in found


@pytest.mark.parametrize(
    "body",
    [
        "<a href='#' style='position: absolute; left: -999px'>Naar de inhoud</a>",
        "<span style='position: absolute; width: 1px; height: 1px; overflow: hidden'>Alleen voorgelezen</span>",
        "<div style='height: 0; overflow: hidden'>Ingeklapt</div><div hidden>Verborgen</div>",
        "<div style='height: 20px; overflow: auto'><p>Lange lijst<p>om te schuiven</div>",
        "<div style='overflow: hidden; height: 1.2em; line-height: 1.2'>Een krappe regel</div>",
        "<div style='overflow: hidden; height: 2px'><p style='position: absolute'>Losgemaakt</p></div>",
        "<label><input type='checkbox' style='position: absolute; opacity: 0'> Onthoud mij</label>",
        "<div style='position: relative'><p>Groep 5</p><a href='#' style='position: absolute; inset: 0'></a></div>",
        "<footer style='position: fixed; bottom: 0'>Hulp?</footer><a href='#'>Op</a><p style='height: 999px'>Lang</p>",
    ],
)
def test_what_is_put_away_on_purpose_is_not_lost(tab: Page, body: str) -> None:
    assert shown(tab, body) == []
