"""Time that passes on the portal's own clock."""

from datetime import datetime, timedelta

from pytest_bdd import given, parsers, when

from e2e.play.portal_clock import PortalClock
from e2e.play.story import Story

MINUTES_A_DAY = 24 * 60


@given(parsers.parse("it is {moment}"))
def it_is(portal_clock: PortalClock, moment: str) -> None:
    portal_clock.set(datetime.fromisoformat(moment))


@when(parsers.parse("{days:d} days pass"))
def days_pass(portal_clock: PortalClock, story: Story, days: int) -> None:
    minutes_pass(portal_clock, story, days * MINUTES_A_DAY)


@given(parsers.parse("{minutes:d} minutes have passed"))
@when(parsers.parse("{minutes:d} minutes pass"))
def minutes_pass(portal_clock: PortalClock, story: Story, minutes: int) -> None:
    """Counted from the block, or from where the clock was set last, so that what the steps take does not add up."""
    story.time_set = (story.time_set or portal_clock.now()) + timedelta(minutes=minutes)
    portal_clock.set(story.time_set)
