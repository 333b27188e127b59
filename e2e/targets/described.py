"""A target as a value, whether a file or the suite itself describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from e2e.contract import Addresses, Control, Language
from e2e.targets.http import HttpControl


@dataclass(frozen=True, kw_only=True)
class DescribedTarget:
    """Implements the protocol `Target`. The defaults suit most portals: screens that are found as the suite expects,
    on a test system that other processes use too, with a school for each scenario.
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
        """The same portal with its pages in another language; None keeps its own."""
        if language in {None, self.language}:
            return self
        control = self.control.in_language(language) if isinstance(self.control, HttpControl) else self.control
        return replace(self, language=language, control=control)
