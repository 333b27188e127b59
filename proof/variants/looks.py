"""Other words and other markup."""

import re
from collections.abc import Callable

from proof.variants.between import reworded
from proof.variants.registry import variant
from reference_app.testbed.portal import Testbed

_WORDS = {
    "Uitloggen": "Ik ben klaar",
    "Je bent uitgelogd": "Tot de volgende keer!",
    ">Wachtwoord<": ">Geheim woord<",
    ">Inloggen<": ">Naar binnen<",
    "Dit wachtwoord klopt niet": "Dat is een ander woord",
    "Dit is niet je wachtwoordplaatje": "Dat is een ander plaatje",
    "Deze code klopt niet": "Die kennen we niet",
    "Je thuis account is geblokkeerd tot": "Op slot: thuis mag je weer om",
    "Geblokkeerd tot": "Op slot tot",
    "Lesmaterialen": "Jouw boekenplank",
    "Een andere code invullen": "Er hoort nog iemand bij",
    "Dit apparaat vergeten": "Iedereen van dit apparaat halen",
    "Klik op je wachtwoordplaatje": "Welk plaatje is van jou?",
}


def _no_list(found: re.Match[str]) -> str:
    return f'<div class="{found[1]}">{found[2]}</div>'.replace("<li>", "<div>").replace("</li>", "</div>")


_MARKUP: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r'<header class="top">(.*?)</header>', r'<div class="top">\1</div>'),
    (r'role="alert"', 'role="status"'),
    (
        r'<ul class="(shelf|faces)"[^>]*>(.*?)</ul>',
        _no_list,
    ),
    (r"<h1>(.*?)</h1>", r'<p role="heading" aria-level="1" class="title">\1</p>'),
    (r'role="group" aria-labelledby="choose"', 'class="choices" id="choices"'),
)


@variant()
def other_words_and_markup(testbed: Testbed) -> None:
    """Most texts have other words, and most of the markup is different."""

    def differently(page: str) -> str:
        if not page.startswith("<!doctype html>"):
            return page
        for ours, theirs in _WORDS.items():
            page = page.replace(ours, theirs)
        for pattern, markup in _MARKUP:
            page = re.sub(pattern, markup, page, flags=re.DOTALL)
        return page

    reworded(testbed, differently)
