"""The reference portal with a fault in it, or looking different: what is done to its testbed before it serves.

The catalogues load the reference portal, so they are read where a name of theirs is asked for, and not before.
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
    """`reached` tells whether the defect made a difference yet; False where there is none."""

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
    """The change for one portal; nothing where neither is named. KeyError for a name that the catalogue has not."""
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
