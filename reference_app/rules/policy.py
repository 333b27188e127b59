"""Every number and date that the portal's rules use, as one value.

A portal is built with a policy and reads it at each use, so it can be given another one while it lives.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")

OPENED = datetime(2021, 7, 23, tzinfo=DUTCH_TIME).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How strict the portal is and how long things last. The defaults are what the clauses ask for."""

    opens_at: datetime = OPENED
    """From when the home login is there (ENTRY-5)."""
    failures_allowed: int = 10
    """The failure in a row that blocks a home account (LOCK-1)."""
    block_lasts: timedelta = timedelta(hours=1)
    """LOCK-6."""
    failures_free: int = 5
    """How many guesses of a browser that are nobody's, or at a teacher's password, make nobody wait (LOCK-14)."""
    failures_free_per_address: int = 50
    """Likewise of an address: it may be a whole family's, or that of all who have the same provider."""
    failures_remembered: timedelta = timedelta(hours=1)
    first_wait: timedelta = timedelta(seconds=2)
    """It doubles with each further failure, up to the longest."""
    longest_wait: timedelta = timedelta(minutes=1)
    shortest_password: int = 6
    """Of what a teacher makes up for a child who is learning to type."""
    longest_password: int = 128
    device_remembered: timedelta = timedelta(days=395)
    """A school year and the holidays around it, within the 400 days that browsers allow (COOKIE-4)."""
    mail_waits: tuple[timedelta, ...] = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
    """How long a mail waits after the first try in vain, the second, and so on; after the last of these, as long."""
    mail_under_way: timedelta = timedelta(minutes=15)
    """Longer than a mail server can take; if nobody said by then what came of a try, it is tried again."""
    session_idle: timedelta = timedelta(hours=4)
    session_lasts: timedelta = timedelta(hours=12)
