"""The reference portal with a fault in it, or looking different: what is done to its testbed before it serves."""

from collections.abc import Callable
from dataclasses import dataclass

from e2e.targets.changed import TestbedChange
from proof.defects import DEFECTS
from proof.defects.breaking import Breaking
from proof.variant_look import VariantLook
from proof.variants import VARIANTS
from reference_app.testbed.portal import Testbed


@dataclass(frozen=True)
class Different(TestbedChange):
    """`reached` tells whether the defect ever made a difference; False where there is none."""

    reached: Callable[[], bool] = lambda: False


def different(defect: str | None, variant: str | None) -> Different:
    """For one portal, by the names of the catalogues; KeyError for a name that is in neither."""
    put_in = DEFECTS[defect].break_ if defect else None
    change = VARIANTS[variant].change if variant else None
    look = VariantLook.of(variant) if variant else VariantLook()
    broken: list[Breaking] = []

    def prepare(testbed: Testbed) -> None:
        if put_in:
            broken.append(put_in(testbed))
        if change:
            change(testbed)

    return Different(prepare, look.home, look.teacher, look, lambda: any(breaking.reached for breaking in broken))
