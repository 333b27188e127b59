"""Checks the names of pictures: whoever cannot see a picture knows it only by its name."""

import re
from collections import defaultdict

from playwright.sync_api import Locator, Page

_A_NAME = re.compile(r"^(?!.*\.(svg|png|jpe?g|gif|webp|avif)$).*\S", re.IGNORECASE)
"""A name that is not blank and not the name of a file."""

_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COLOUR = re.compile(
    r"\b(licht|donker|light|dark)?[ -]?"
    r"(rode?|rood|blauwe?|groene?|gele?|geel|oranje|paarse?|roze|bruine?|zwarte?|witte?|wit|grijze?|grijs"
    r"|red|blue|green|yellow|orange|purple|pink|brown|black|white|gr[ae]y)\b",
    re.IGNORECASE,
)
_MARK = "named => named.forEach(element => { element.hasAName = true })"
_WITHOUT = """all => {
    const nameless = all.filter(element => !element.hasAName);
    const inAnother = element => nameless.some(other => other !== element && other.contains(element));
    return nameless.filter(element => !inAnother(element)).map(element => element.outerHTML.slice(0, 120));
}"""


def without_a_name(page: Page) -> list[str]:
    """One line for each picture without a name, and for each link or button that contains only such a picture.

    A link or button around the picture may provide the name. A picture that is marked as decoration needs none.
    """
    clicked = page.get_by_role("link", name=_A_NAME).or_(page.get_by_role("button", name=_A_NAME))
    named = page.get_by_role("img", name=_A_NAME).or_(clicked).or_(clicked.locator("svg"))
    pictured = page.get_by_role("link").or_(page.get_by_role("button")).filter(has=page.locator("img, svg"))
    named.evaluate_all(_MARK)
    return [f"no name: {element}" for element in page.get_by_role("img").or_(pictured).evaluate_all(_WITHOUT)]


def names_of(pictures: Locator) -> list[str]:
    """The names of pictures as a screen reader says them; empty for a picture about which it says nothing."""
    pictures.first.wait_for()
    said = (_NAME.search(picture.aria_snapshot().partition("\n")[0]) for picture in pictures.all())
    return [name[1] if name else "" for name in said]


def alike(names: list[str]) -> list[list[str]]:
    """Groups of names that people who cannot see the pictures or their colours cannot tell apart."""
    by_rest = defaultdict(list)
    for name in names:
        by_rest[" ".join(_COLOUR.sub(" ", name).casefold().split())].append(name)
    return [names for names in by_rest.values() if len(names) > 1]
