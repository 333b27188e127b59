"""What goes wrong on the way to the home login, and with where its pages send people for help."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import render_template, request

from proof.defects.breaking import Breaking, Replacement
from proof.defects.registry import defect
from reference_app.rules.policy import OPENED
from reference_app.web.redirects import see_other

_ASKS_THE_TEACHER = '{{ _("Need help? Ask your teacher.") }}'


@defect(breaks="ENTRY-1", also={"ENTRY-2": "it is the green button"})
def front_page_leads_to_itself(wrong: Breaking) -> None:
    """The way from the front page to the home login leads back to the front page."""
    wrong.template("front.html", "url_for('home.start')", "url_for('front.page')")


@defect(breaks="ENTRY-1", also={"CLEAR-1": "a device that was cleared is as new"})
def home_address_shows_a_list_of_nobody(wrong: Breaking) -> None:
    """The home address shows a new device an empty list of names instead of asking for a code."""
    wrong.template("front.html", "url_for('home.start')", "url_for('home.code')")

    @wrong.view("home.start")
    def start(original: Replacement) -> Any:
        return original() if request.cookies else see_other("home.names")

    @wrong.view("home.names")
    def names(original: Replacement) -> Any:
        return original() if request.cookies else render_template("home/names.html", pupils=[])


@defect(breaks="ENTRY-2")
def blue_button(wrong: Breaking) -> None:
    """The button for pupils who have a home code is blue, like the links."""
    wrong.styles(".scene .go { background: var(--link); }")


@defect(breaks="ENTRY-3")
def one_environment_is_left_out(wrong: Breaking) -> None:
    """The last of the network environments is missing from the front page."""
    wrong.template("front.html", "in network_environments", "in network_environments[:-1]")


@defect(breaks="ENTRY-3")
def environments_without_instructions(wrong: Breaking) -> None:
    """The front page names the network environments, but does not lead their pupils to any instructions."""
    told = '{{ _("Then log in there, not here. Follow the instructions from your school or the supplier.") }}'
    wrong.template("front.html", told, "")


@defect(
    breaks="ENTRY-4",
    also={
        "CODE-5": "that refusal does not mention the teacher either",
        "CODE-6": "that refusal ends before the instructions",
    },
)
def nobody_is_sent_to_the_teacher(wrong: Breaking) -> None:
    """A refusal says what is wrong, but not to ask the teacher for help."""
    wrong.template("layout.html", _ASKS_THE_TEACHER, "")
    wrong.template("parts.html", "<p>{{ message }}</p>", "<p>{{ message.partition('. ')[0] }}</p>")


@defect(breaks="ENTRY-4")
def portal_is_the_help_desk(wrong: Breaking) -> None:
    """Every page gives the portal's own e-mail address to people who need help."""
    mail = ' <a href="mailto:hulp@thuispoort.example">hulp@thuispoort.example</a>'
    wrong.template("layout.html", _ASKS_THE_TEACHER, _ASKS_THE_TEACHER + mail)


@defect(breaks="ENTRY-4")
def password_page_gives_an_address_to_write_to(wrong: Breaking) -> None:
    """Below the password field stands an e-mail address of the portal for help, as plain text, not as a link."""
    note = "{% block note %}"
    wrong.template("password.html", note, f'{note}<p class="help">info@thuispoort.example</p>')


@defect(breaks="ENTRY-5")
def opens_at_midnight_utc(wrong: Breaking) -> None:
    """The home login opens when 23 July 2021 begins in UTC, which is two o'clock in the Netherlands."""
    wrong.policy(opens_at=datetime(2021, 7, 23, tzinfo=UTC))


@defect(breaks="ENTRY-5")
def opens_a_minute_early(wrong: Breaking) -> None:
    """The home login opens a minute before the day begins."""
    wrong.policy(opens_at=OPENED - timedelta(minutes=1))


@defect(breaks="ENTRY-5")
def code_is_accepted_before_the_day(wrong: Breaking) -> None:
    """Before the day no code is asked for, but one that is sent from an old page is accepted."""

    @wrong.instead_of(wrong.portal.home, "not_yet_open")
    def not_yet_open(original: Replacement) -> Any:
        return original() if request.endpoint in {"home.start", "home.code"} else None


@defect(breaks="ENTRY-5")
def does_not_say_from_when(wrong: Breaking) -> None:
    """Before the day the page says that the home login is not open yet, but not when it opens."""
    wrong.template("home/not_yet_open.html", '{{ _("You can log in at home from %(day)s.", day=day) }}', "")
