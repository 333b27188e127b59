"""The portal's clock as the suite reads and sets it."""

from datetime import UTC, datetime

from e2e.ports import Control


class PortalClock:
    """A portal whose clock cannot be reached is taken to go right; it cannot be set either (`@needs-clock`)."""

    def __init__(self, control: Control, *, reachable: bool) -> None:
        self._control = control
        self._reachable = reachable
        self._moved = False

    def now(self) -> datetime:
        return self._control.now() if self._reachable else datetime.now(UTC)

    def set(self, now: datetime) -> None:
        self._control.set_now(now)
        self._moved = True

    def put_right(self) -> None:
        """Back to real time, if a scenario moved it."""
        if self._moved:
            self._control.real_time()
