"""Time that passes on the portal's own clock."""

from datetime import datetime, timedelta

from pytest_bdd import given, parsers, when

from e2e.scene.portal_clock import PortalClock
from e2e.steps.memory import ScenarioMemory

MINUTES_PER_DAY = 24 * 60


@given(parsers.parse("it is {moment}"))
def it_is(portal_clock: PortalClock, moment: str) -> None:
    portal_clock.set(datetime.fromisoformat(moment))


@when(parsers.parse("{days:d} days pass"))
def days_pass(portal_clock: PortalClock, remembered: ScenarioMemory, days: int) -> None:
    minutes_pass(portal_clock, remembered, days * MINUTES_PER_DAY)


@given(parsers.parse("{minutes:d} minutes have passed"))
@when(parsers.parse("{minutes:d} minutes pass"))
def minutes_pass(portal_clock: PortalClock, remembered: ScenarioMemory, minutes: int) -> None:
    """Count from the block, or from when the clock was last set, so that the time that steps take is not added."""
    remembered.time_set = (remembered.time_set or portal_clock.now()) + timedelta(minutes=minutes)
    portal_clock.set(remembered.time_set)
