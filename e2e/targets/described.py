"""A target as a value, whoever described it: what each of them needs is written here once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from e2e.contract import Addresses, Control, Language
from e2e.targets.http import HttpControl


@dataclass(frozen=True, kw_only=True)
class DescribedTarget:
    """Keeps the protocol `Target`. What is not said is as it is with most portals: found as the suite expects it, on a
    test system that other processes use too, with a school for each scenario.
    """

    name: str
    addresses: Addresses
    control: Control
    language: Language = "nl"
    selectors: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, type] = field(default_factory=dict)
    own_school: bool = True
    shared: bool = True
    address_header: str | None = None
    certificate_authority: Path | None = None

    def in_language(self, language: Language | None) -> "DescribedTarget":
        """The same portal with its pages in another language; None leaves its own."""
        if language in {None, self.language}:
            return self
        control = self.control.in_language(language) if isinstance(self.control, HttpControl) else self.control
        return replace(self, language=language, control=control)
