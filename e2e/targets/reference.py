"""The reference portal, started by the suite itself: the one place in the suite that knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from e2e.ports import Addresses, Language
from e2e.targets.http import HttpControl
from reference_app.defects import DEFECTS
from reference_app.testbed import CONTROL, running_testbed

__all__ = ["DEFECTS", "ReferenceTarget", "reference_target"]


@dataclass(frozen=True)
class ReferenceTarget:
    """Spoken to over HTTP like any other portal."""

    addresses: Addresses
    control: HttpControl
    name: str = "the reference portal"
    language: Language = "nl"
    address_header: str | None = "X-Forwarded-For"
    selectors: dict[str, str] = field(default_factory=dict)
    actions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classes: dict[str, type] = field(default_factory=dict)
    own_school: bool = True
    shared: bool = False
    certificate_authority: None = None


@contextmanager
def reference_target(language: Language | None = None, defect: str | None = None) -> Iterator[ReferenceTarget]:
    """A testbed of its own, on a database in a temporary folder; in Dutch where nothing else is asked.

    With a defect, the testbed is wrong in that point.
    """
    language = language or "nl"
    prepare = DEFECTS[defect].break_ if defect else lambda _: None
    with running_testbed(prepare=prepare) as (testbed, url):
        control = HttpControl(url + CONTROL, testbed.token, language=language)
        addresses = Addresses(front=f"{url}/", home=f"{url}/home", teacher=f"{url}/teacher")
        try:
            yield ReferenceTarget(addresses, control, language=language)
        finally:
            control.close()
