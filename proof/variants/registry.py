"""The catalogue of variants: right portals that look different."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reference_app.testbed.portal import Testbed

Change = Callable[[Testbed], None]

VARIANTS: dict[str, "Variant"] = {}
"""Every variant by its name."""


@dataclass(frozen=True)
class Variant:
    """A portal that keeps every clause except `faults`: those that it cannot help but break, each with the reason."""

    name: str
    sentence: str
    change: Change
    faults: Mapping[str, str] = field(default_factory=dict)


def variant(
    faults: Mapping[str, str] | None = None,
) -> Callable[[Callable[[Testbed], None]], Callable[[Testbed], None]]:
    """Enter a function into the catalogue: its name becomes the variant's, and its docstring says what is different."""

    def enter(change: Callable[[Testbed], None]) -> Callable[[Testbed], None]:
        name = change.__name__.replace("_", "-")
        VARIANTS[name] = Variant(name, change.__doc__ or "", change, faults or {})
        return change

    return enter
