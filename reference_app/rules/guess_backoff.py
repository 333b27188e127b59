"""Slowing down what guesses come from: some that fail are free, each further one takes a wait, ever longer (LOCK-14).

Pure: a backoff is a value and `now` an argument. What counts, and against whom, is the use case's.
"""

from dataclasses import dataclass
from datetime import datetime

from reference_app.rules.policy import Policy

_MOST_DOUBLINGS = 16


@dataclass(frozen=True)
class Backoff:
    """How many guesses have failed since the first one, and until when the next one has to wait because of it."""

    failures: int
    since: datetime
    until: datetime | None = None

    def in_force(self, now: datetime) -> datetime | None:
        """When the wait ends, or None where there is none at `now`."""
        return self.until if self.until is not None and now < self.until else None

    def after_failure(self, free: int, policy: Policy, now: datetime) -> "Backoff":
        """One failure more, where so many are free. An hour after the first one the count begins anew."""
        anew = now >= self.since + policy.failures_remembered
        failures, since = (1, now) if anew else (self.failures + 1, self.since)
        if failures <= free:
            return Backoff(failures, since)
        wait = policy.first_wait * 2 ** min(failures - free - 1, _MOST_DOUBLINGS)
        return Backoff(failures, since, now + min(wait, policy.longest_wait))

    def given_back(self, counted: "Backoff") -> "Backoff":
        """Without a guess that was counted before it was checked, as `counted`, and turned out right."""
        until = None if self.until == counted.until else self.until
        return Backoff(max(self.failures - 1, 0), self.since, until)
