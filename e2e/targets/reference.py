"""The reference portal, started by the suite itself: the one place in the suite that knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from e2e.ports import Addresses
from e2e.targets.http import HttpControl
from reference_app.testbed import CONTROL, running_testbed


@dataclass(frozen=True)
class ReferenceTarget:
    """Spoken to over HTTP like any other portal."""

    addresses: Addresses
    control: HttpControl
    name: str = "the reference portal"
    language: Literal["nl", "en"] = "nl"
    address_header: str | None = "X-Forwarded-For"
    selectors: dict[str, str] = field(default_factory=dict)
    actions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classes: dict[str, type] = field(default_factory=dict)
    own_school: bool = True
    shared: bool = False
    certificate_authority: None = None


@contextmanager
def reference_target() -> Iterator[ReferenceTarget]:
    """A testbed of its own, on a database in a temporary folder."""
    with running_testbed() as (testbed, url):
        control = HttpControl(url + CONTROL, testbed.token)
        try:
            yield ReferenceTarget(Addresses(front=f"{url}/", home=f"{url}/home", teacher=f"{url}/teacher"), control)
        finally:
            control.close()
