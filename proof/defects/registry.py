"""The catalogue of defects: what a portal can get wrong, and the one clause that it breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from proof.defects.breaking import Breaking
from reference_app.testbed.portal import Testbed

DEFECTS: dict[str, "Defect"] = {}
"""Every defect by its name."""


@dataclass(frozen=True)
class Defect:
    """One fault. `also` has the other clauses that it really breaks too, each with the reason."""

    name: str
    breaks: str
    sentence: str
    put: Callable[[Breaking], None]
    also: Mapping[str, str] = field(default_factory=dict)

    def break_(self, testbed: Testbed) -> Breaking:
        """Break the testbed; called before it serves its first page."""
        breaking = Breaking(testbed)
        self.put(breaking)
        return breaking


def defect(
    *, breaks: str, also: Mapping[str, str] | None = None
) -> Callable[[Callable[[Breaking], None]], Callable[[Breaking], None]]:
    """Enter a function into the catalogue: its name becomes the defect's, and its docstring says what is wrong."""

    def enter(put: Callable[[Breaking], None]) -> Callable[[Breaking], None]:
        name = put.__name__.replace("_", "-")
        if name in DEFECTS or not put.__doc__:
            raise ValueError(f"{name}: a defect needs a name of its own and a docstring that says what is wrong")
        DEFECTS[name] = Defect(name, breaks, put.__doc__, put, also or {})
        return put

    return enter
