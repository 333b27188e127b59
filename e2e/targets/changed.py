"""How the reference portal is to differ for a run, as values that can be made without loading the portal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from e2e.contract import Language
from e2e.targets.look import Look


@dataclass(frozen=True)
class TestbedChange:
    """What is different about the portal itself, and where and how its pages are then found.

    `prepare` gets the portal's testbed before it serves its first page. `home` and `teacher` are paths with a leading
    slash.
    """

    __test__ = False

    prepare: Callable[[Any], object] = lambda _: None
    home: str = "/home"
    teacher: str = "/teacher"
    look: Look = field(default_factory=Look)


@dataclass(frozen=True)
class Changed:
    """The changes for a run: another language than Dutch; TLS, with a certificate from an authority of the run's own;
    or something different about the portal itself.
    """

    language: Language | None = None
    tls: bool = False
    testbed: TestbedChange = TestbedChange()


AS_IT_IS = Changed()
