"""What every use case asks of the world: the database, the time and the policy."""

from dataclasses import dataclass
from datetime import datetime

from reference_app.clock import Clock
from reference_app.database.store import Store
from reference_app.rules.policy import Policy


@dataclass
class Context:
    """One portal has one, which all of its services share.

    It is the only thing that holds the policy, and services read that at each use: a policy that is put in while the
    portal lives counts for all of them from then on.
    """

    store: Store
    clock: Clock
    policy: Policy

    def now(self) -> datetime:
        return self.clock.now()
