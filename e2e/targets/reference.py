"""The reference portal, started by the suite itself: the one place in the suite that knows it."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.contract import Addresses, Language
from e2e.targets.certified import certified
from e2e.targets.file import Look
from e2e.targets.http import HttpControl
from proof.defects import DEFECTS
from proof.defects.breaking import Breaking
from proof.variants import VARIANTS
from reference_app.testbed.portal import CONTROL, Testbed, running_testbed

__all__ = ["DEFECTS", "VARIANTS", "ReferenceTarget", "reference_target"]

_LOOKS = Path(__file__).parents[2] / "proof" / "variants"


@dataclass(frozen=True)
class ReferenceTarget:
    """Spoken to over HTTP like any other portal. `reached` tells whether its defect ever made a difference."""

    addresses: Addresses
    control: HttpControl
    reached: Callable[[], bool] = lambda: False
    name: str = "the reference portal"
    language: Language = "nl"
    address_header: str | None = "X-Forwarded-For"
    selectors: dict[str, str] = field(default_factory=dict)
    actions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classes: dict[str, type] = field(default_factory=dict)
    own_school: bool = True
    shared: bool = False
    certificate_authority: Path | None = None


class VariantLook(Look):
    """Where the pages of a variant are, and how they are found: a file of `variants/`, by the variant's name."""

    home: str = "/home"
    teacher: str = "/teacher"

    @classmethod
    def of(cls, variant: str | None) -> "VariantLook":
        file = _LOOKS / f"{variant}.toml"
        return cls.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()


@dataclass(frozen=True)
class Changed:
    """How the reference portal is to be: in Dutch where nothing else is asked, with a fault, looking different, or
    behind TLS, with a certificate that its own authority signs.
    """

    language: Language | None = None
    defect: str | None = None
    variant: str | None = None
    tls: bool = False


AS_IT_IS = Changed()


@contextmanager
def reference_target(changed: Changed = AS_IT_IS) -> Iterator[ReferenceTarget]:
    """A testbed of its own, on a database in a temporary folder."""
    language, look = changed.language or "nl", VariantLook.of(changed.variant)
    broken: list[Breaking] = []

    def prepare(testbed: Testbed) -> None:
        if changed.defect:
            broken.append(DEFECTS[changed.defect].break_(testbed))
        if changed.variant:
            VARIANTS[changed.variant].change(testbed)

    with (
        _certified(wanted=changed.tls) as (authority, certificate),
        running_testbed(prepare, certificate) as (testbed, url),
    ):
        control = HttpControl(url + CONTROL, testbed.token, authority, language=language)
        addresses = Addresses(front=f"{url}/", home=url + look.home, teacher=url + look.teacher)
        try:
            yield ReferenceTarget(
                addresses,
                control,
                lambda: any(breaking.reached for breaking in broken),
                language=language,
                selectors=look.selectors(),
                actions=look.clicked(),
                certificate_authority=authority,
            )
        finally:
            control.close()


@contextmanager
def _certified(*, wanted: bool) -> Iterator[tuple[Path | None, Path | None]]:
    """An authority's certificate, and that of a server on this machine, with its key, which it vouches for."""
    if not wanted:
        yield None, None
        return
    with TemporaryDirectory(prefix="authority-") as folder:
        yield certified(Path(folder))
