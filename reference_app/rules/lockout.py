"""The block of a home account: ten failures in a row close it for an hour (LOCK-1 to LOCK-12).

Pure: a lockout is a value and `now` an argument. Who counts, and in which transaction, is the use case's.
"""

from dataclasses import dataclass
from datetime import datetime

from reference_app.rules.policy import Policy


@dataclass(frozen=True)
class Lockout:
    """How many guesses in a row were wrong, and until when the account is closed because of it."""

    failures: int = 0
    until: datetime | None = None

    def in_force(self, now: datetime) -> datetime | None:
        """When the block ends, or None where there is no block at `now`."""
        return self.until if self.until is not None and now < self.until else None

    def after_failure(self, policy: Policy, now: datetime) -> "Lockout":
        """One guess more. A block that is over has left nothing behind (LOCK-12)."""
        failures = 1 if self._over(now) else self.failures + 1
        until = now + policy.block_lasts if failures >= policy.failures_allowed else None
        return Lockout(failures, until)

    def _over(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now
