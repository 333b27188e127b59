"""The language of the pages: messages are English in the source, `translations/<locale>/` says them in another one.

The catalogues are read as they are written, `messages.po`; there is nothing to compile.
"""

from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import flask_babel
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request

from reference_app.rules.policy import DUTCH_TIME
from reference_app.web import cookies, request_context

OFFERED = ("nl", "en")
_TRANSLATIONS = Path(__file__).parent.parent / "translations"


def N_(message: str) -> str:  # noqa: N802 - the name by which pybabel finds messages that are translated later
    return message


def gettext(message: str, **values: object) -> str:
    return str(flask_babel.gettext(message, **values))


def ngettext(singular: str, plural: str, num: int) -> str:
    return str(flask_babel.ngettext(singular, plural, num))


def in_first_language(message: str) -> str:
    """As the portal says it to people who chose nothing."""
    with flask_babel.force_locale(OFFERED[0]):
        return gettext(message)


def locale() -> Locale:
    return Locale.parse(str(flask_babel.get_locale()))


def select_locale() -> str:
    """What the person chose, else the language offered that the browser likes best, else Dutch."""
    chosen = cookies.language()
    return chosen if chosen in OFFERED else _browsers_choice() or OFFERED[0]


def _browsers_choice() -> str | None:
    # Werkzeug's best_match has a plain "nl" win from an "en-GB" that the browser likes better.
    liked = (tag.lower().partition("-")[0] for tag, quality in request.accept_languages if quality > 0)
    return next((language for language in liked if language in OFFERED), None)


def other_languages() -> list[Locale]:
    return [Locale.parse(language) for language in OFFERED if language != str(locale())]


def speak(app: Flask) -> None:
    """Let the app's templates and views speak the language of the request."""
    babel = flask_babel.Babel()
    babel.domain_instance = _Catalogues()
    babel.init_app(app, default_locale=OFFERED[0], locale_selector=select_locale)
    app.jinja_env.globals.update(locale=locale, other_languages=other_languages)
    app.jinja_env.filters["clock_time"] = clock_time


def clock_time(moment: datetime) -> str:
    """The time in the Netherlands, rounded up to the minute so that it is never too early, with the day if not today.

    In Dutch "15:42 uur", in English "15:42".
    """
    whole = moment.replace(second=0, microsecond=0)
    shown = (whole if whole == moment else whole + timedelta(minutes=1)).astimezone(DUTCH_TIME)
    time = f"{shown:%H:%M}"
    if shown.date() == request_context.portal().now().astimezone(DUTCH_TIME).date():
        return gettext("%(time)s", time=time)
    return gettext("%(day)s at %(time)s", day=_day(shown, "EEEE d MMMM"), time=time)


def calendar_day(moment: datetime) -> str:
    """The date in the Netherlands: "23 juli 2021", "23 July 2021"."""
    return _day(moment.astimezone(DUTCH_TIME), "d MMMM y")


def day_and_time(moment: datetime) -> str:
    """In the Netherlands: "23 juli 2021 15:42 uur", "23 July 2021 at 15:42"."""
    time = f"{moment.astimezone(DUTCH_TIME):%H:%M}"
    return gettext("%(day)s at %(time)s", day=calendar_day(moment), time=time)


def _day(moment: datetime, pattern: str) -> str:
    return str(flask_babel.format_date(moment, pattern, rebase=False))


class _Catalogues(flask_babel.Domain):  # type: ignore[misc]
    def get_translations(self) -> NullTranslations:
        return _catalogue(str(locale()))


@cache
def _catalogue(language: str) -> NullTranslations:
    written = _TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if not written.exists():
        return NullTranslations()
    compiled = BytesIO()
    with written.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled, domain="messages")
