"""Going through a page with the keyboard alone, on pages that are not ours."""

import pytest
from playwright.sync_api import Page

from e2e.checks.keyboard import Keyboard
from e2e.model.reason import NotSeen

TRAP = "onkeydown='if (event.key == \"Tab\") event.preventDefault()'"
ARROW = "onkeydown='if (event.key == \"ArrowRight\") this.lastChild.focus()'"
CLICKED = "onclick='document.title = \"clicked\"'"


def press(tab: Page, body: str) -> None:
    tab.set_content(body)
    Keyboard().press(tab.get_by_text("Verder"), "the way on")


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='#'>Terug</a><button {CLICKED}>Verder</button>",
        f"<input aria-label='Code' autofocus><button {CLICKED}>Verder</button>",
        f"<a href='#' {CLICKED}>Verder</a><input aria-label='Code' autofocus>",
        f"<style>:focus {{ outline: none; background: yellow }}</style><button {CLICKED}>Verder</button>",
        f"<p role='toolbar' {ARROW}><button>Een</button><button tabindex='-1' {CLICKED}>Verder</button></p>",
    ],
)
def test_what_tab_and_arrows_lead_to_can_be_pressed(tab: Page, body: str) -> None:
    press(tab, body)
    assert tab.title() == "clicked"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<a href='#'>Terug</a><div {CLICKED}>Verder</div>", 'Tab goes to "Terug", not there'),
        ("<button tabindex='-1'>Verder</button>", "Tab goes to nothing, not there"),
        (f"<a href='#' {TRAP}>Terug</a><button>Verder</button>", 'Tab goes to "Terug", not there'),
        (
            "<style>:focus { outline: none }</style><a href='#'>Terug</a><button>Verder</button>",
            'the focus is at "Terug"',
        ),
        (
            "<button onkeydown='if (event.shiftKey) event.preventDefault()'>Verder</button><a href='#'>x</a>",
            "come back",
        ),
    ],
)
def test_what_stands_in_the_way_of_a_keyboard_is_told(tab: Page, body: str, said: str) -> None:
    with pytest.raises(NotSeen, match=said):
        press(tab, body)


def test_a_button_has_to_come_after_its_field(tab: Page) -> None:
    tab.set_content("<button>Verder</button><input aria-label='Code' autofocus>")
    keyboard = Keyboard()
    keyboard.type_in(tab.get_by_label("Code"), "the code", "AB12")
    with pytest.raises(NotSeen, match="on to the way on"):
        keyboard.press(tab.get_by_text("Verder"), "the way on")


@pytest.mark.parametrize(
    "label",
    ["<label><input type=radio name=who>{}</label>", "<input type=radio name=who id={0}><label for={0}>{0}</label>"],
)
def test_a_radio_button_is_chosen_by_its_label(tab: Page, label: str) -> None:
    tab.set_content("".join(map(label.format, ("Daan", "Noor", "Sem"))))
    Keyboard().press(tab.locator("label", has_text="Noor"), "Noor")
    assert tab.locator("input").nth(1).is_checked()


@pytest.mark.parametrize("times", [1, 2])
def test_enter_and_space_take_turns_on_buttons(tab: Page, times: int) -> None:
    tab.set_content(f"<button onkeyup='this.value = event.key' {CLICKED}>Verder</button>")
    keyboard = Keyboard()
    for _ in range(times):
        keyboard.press(tab.get_by_text("Verder"), "the way on")
    assert tab.get_by_text("Verder").get_attribute("value") == ["Enter", " "][times - 1]
