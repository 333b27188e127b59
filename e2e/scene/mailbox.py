"""Waits for a mail, as a person would."""

import time
from collections.abc import Callable, Sequence

from e2e.contract import Mail
from e2e.model.reason import NotSeen

ARRIVES_WITHIN_SECONDS = 10
LOOKS_EVERY_SECONDS = 0.2


def the_one_mail(to_whom: str, mails: Callable[[], Sequence[Mail]]) -> Mail:
    """Wait for the only mail. Raises NotSeen if none arrives in time, or if there are several."""
    deadline = time.monotonic() + ARRIVES_WITHIN_SECONDS
    while not (found := mails()) and time.monotonic() < deadline:
        time.sleep(LOOKS_EVERY_SECONDS)
    if len(found) != 1:
        raise NotSeen(f"to find one mail to {to_whom}", f"{len(found)} mails")
    return found[0]
