"""The portal's clock as the suite reads and sets it."""

import time
from datetime import UTC, datetime

from e2e.contract import CannotDo, Control

LONGEST_WAIT_SECONDS = 2 * 60 * 60


class PortalClock:
    """A clock that cannot be reached is assumed to be right, and time is waited out instead (`--real-time`)."""

    def __init__(self, control: Control, *, reachable: bool) -> None:
        self._control = control
        self._reachable = reachable
        self._moved = False

    def now(self) -> datetime:
        return self._control.now() if self._reachable else datetime.now(UTC)

    def set(self, now: datetime) -> None:
        """Set the clock, or wait until then. Raises CannotDo if it would have to wait backwards, or for hours."""
        if self._reachable:
            self._control.set_now(now)
            self._moved = True
        elif (seconds := (now - self.now()).total_seconds()) < 0:
            raise CannotDo("real time cannot be turned back")
        elif seconds > LONGEST_WAIT_SECONDS:
            raise CannotDo("that is too long to wait")
        else:
            time.sleep(seconds)

    def back_to_real_time(self) -> None:
        """Call this when a scenario is over; it does nothing if the scenario has not moved the clock."""
        if self._moved:
            self._control.real_time()
