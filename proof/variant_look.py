"""Where the pages of a variant are, and how they are found: what a target file would say of another portal."""

import tomllib
from pathlib import Path

from e2e.targets.look import Look

_LOOKS = Path(__file__).with_name("variants")


class VariantLook(Look):
    """A file in `variants/`. `home` and `teacher` are paths that begin with a slash."""

    home: str = "/home"
    teacher: str = "/teacher"

    @classmethod
    def of(cls, variant: str) -> "VariantLook":
        """The look of a variant, by its name; without a file, its elements are found as on the reference portal."""
        file = _LOOKS / f"{variant}.toml"
        return cls.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()
