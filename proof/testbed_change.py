"""The reference portal with a fault in it, or looking different: what is done to its testbed before it starts serving.

The catalogues load the reference portal, so they are imported only when one of their names is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from e2e.targets.changed import TestbedChange
from proof.variant_look import VariantLook

if TYPE_CHECKING:
    from proof.defects import Defect
    from proof.defects.breaking import Breaking
    from proof.variants import Variant
    from reference_app.testbed.portal import Testbed


@dataclass(frozen=True)
class ProofChange(TestbedChange):
    """`reached` tells whether the defect has made a difference yet; always False without a defect."""

    reached: Callable[[], bool] = lambda: False


def defects() -> "Mapping[str, Defect]":
    """By name."""
    from proof.defects import DEFECTS  # noqa: PLC0415 - see above

    return DEFECTS


def variants() -> "Mapping[str, Variant]":
    """By name."""
    from proof.variants import VARIANTS  # noqa: PLC0415 - see above

    return VARIANTS


def changed_by(defect: str | None, variant: str | None) -> ProofChange:
    """The change for one portal; none if neither is named. Raises KeyError for a name that is not in the catalogue."""
    break_ = defects()[defect].break_ if defect else None
    change = variants()[variant].change if variant else None
    look = VariantLook.of(variant) if variant else VariantLook()
    broken: list[Breaking] = []

    def prepare(testbed: "Testbed") -> None:
        if break_:
            broken.append(break_(testbed))
        if change:
            change(testbed)

    return ProofChange(prepare, look.home, look.teacher, look, lambda: any(breaking.reached for breaking in broken))
