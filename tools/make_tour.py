"""Writes docs/tour.md: every screen of the portal in pictures, in Dutch and in English, on a tablet and on a phone."""

from collections.abc import Iterator
from shutil import rmtree

from picturing import DOCS, chromium, device
from playwright.sync_api import Browser, ViewportSize
from tour_story import CHAPTERS, REGENBOOG, Family, Stop

from e2e.contract import Language
from e2e.targets.changed import Changed
from e2e.targets.reference import reference_target

PICTURES = DOCS / "tour"
LANGUAGES: dict[Language, str] = {"nl": "in Dutch", "en": "in English"}
SIZES: dict[str, ViewportSize] = {"tablet": {"width": 820, "height": 1180}, "phone": {"width": 390, "height": 844}}
SHARES = {"tablet": "31%", "phone": "15%"}
"""The share of the page's width, so that two pictures of each size fit side by side."""


def take(browser: Browser, language: Language) -> None:
    """Play the whole story once, and take each screen in both sizes."""
    with reference_target(Changed(language)) as target:
        devices = [device(browser, target, name, SIZES["tablet"]) for name in ("tablet", "mail", "teachers", "school")]
        family = Family(target, target.control.make_school(REGENBOOG), *devices)
        for stop in (stop for chapter in CHAPTERS for stop in chapter.stops):
            stop.go(family)
            page = getattr(family, stop.on).page
            page.wait_for_load_state()
            for size, viewport in SIZES.items():
                page.set_viewport_size(viewport)
                page.screenshot(path=PICTURES / picture(stop, language, size), full_page=True, animations="disabled")
        for used in devices:
            used.shut_down()


def written() -> Iterator[str]:
    yield "# How a family logs in at home"
    yield "Every screen of the reference portal, as a family comes upon it. Made by `make tour`."
    for chapter in CHAPTERS:
        yield f"## {chapter.title}"
        for stop in chapter.stops:
            yield stop.told
            yield "\n".join(pictures(stop))


def pictures(stop: Stop) -> Iterator[str]:
    for language, in_words in LANGUAGES.items():
        for size, share in SHARES.items():
            source = f"{PICTURES.name}/{picture(stop, language, size)}"
            alt = f"{stop.picture}, {in_words}, on a {size}"
            yield f'<img src="{source}" alt="{alt}" width="{share}" align="top">'


def picture(stop: Stop, language: Language, size: str) -> str:
    return f"{stop.picture}-{language}-{size}.png"


def main() -> None:
    rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    with chromium() as browser:
        for language in LANGUAGES:
            take(browser, language)
    (DOCS / "tour.md").write_text("\n\n".join(written()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
