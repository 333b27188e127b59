"""What happens to everything that a browser remembers when it is closed, and when someone logs out."""

from dataclasses import dataclass
from typing import Literal

WhenClosed = Literal["keeps all", "forgets all", "loses power"]


@dataclass(frozen=True)
class BrowserMemory:
    """How one device keeps what its browser remembers."""

    when_closed: WhenClosed = "keeps all"
    forgets_at_logging_out: bool = False


KEEPS_ALL = BrowserMemory()
