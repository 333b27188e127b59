"""An environment as a value: a device, its browser's settings, its memory and its line, as a TOML file describes it.

The shipped ones are `scenarios/environments/*.toml`; a user's own is a file anywhere. Applied in `conftest.py`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from e2e.harness.faults import faults_in_words
from e2e.harness.selection import did_you_mean
from e2e.play.device import WhenClosed
from e2e.ports import Language

DOCUMENT = "docs/environments.md"


class EnvironmentFileError(Exception):
    """The file cannot be used; the message says where, and what to write."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Device(_Table):
    viewport: tuple[int, int] | None = None
    touch: bool = False
    pixels: float = Field(default=1, gt=0)
    """Of the screen, to one of the page."""


class _Browser(_Table):
    language: Language | None = None
    """What pages are asked for in, and read in; the target's where nothing is said."""
    time_zone: str | None = None
    javascript: bool = True
    when_closed: WhenClosed = "keeps all"
    user_agent: str | None = None
    switches: list[str] = []
    """Of Chromium, as on its command line."""
    preferences: dict[str, bool | int | str] = {}
    """Of Firefox, as in about:config."""
    headers: dict[str, str] = {}


class Line(_Table):
    latency_milliseconds: int = Field(ge=0)
    kilobits_per_second: int = Field(gt=0)


class Environment(_Table):
    """`sentence` says what it is; `known` says of each clause that it is known to break why."""

    sentence: str = Field(alias="is")
    device: _Device = _Device()
    browser: _Browser = _Browser()
    line: Line | None = None
    known: dict[str, str] = {}

    def launch_args(self, browser: str) -> dict[str, Any]:
        """On top of what `browser_type.launch` is given to start it."""
        switches = {"args": self.browser.switches} if self.browser.switches and browser == "chromium" else {}
        preferences = self.browser.preferences if browser == "firefox" else {}
        return switches | ({"firefox_user_prefs": preferences} if preferences else {})

    def context_args(self) -> dict[str, Any]:
        """What `new_context` is given."""
        device, browser = self.device, self.browser
        width, height = device.viewport or (None, None)
        args = {
            "viewport": {"width": width, "height": height} if device.viewport else None,
            "has_touch": device.touch or None,
            "device_scale_factor": device.pixels if device.pixels != 1 else None,
            "user_agent": browser.user_agent,
            "timezone_id": browser.time_zone,
            "java_script_enabled": None if browser.javascript else False,
            "extra_http_headers": browser.headers or None,
        }
        return {name: value for name, value in args.items() if value is not None}


PLAIN = Environment.model_validate({"is": "The browser as it comes."})


def shipped(folder: Path) -> dict[str, Path]:
    """The files of a folder by the environments' names."""
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def load(name: str, folder: Path, invoked_in: Path) -> Environment:
    """A shipped environment by its name, or a file's. Raises EnvironmentFileError, with everything that is wrong."""
    known = shipped(folder)
    path = known.get(name, invoked_in / name)
    try:
        return Environment.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        there = f"no environment and no file of that name{did_you_mean(name, known)}"
        raise EnvironmentFileError(f"{name}: {there}; there are {', '.join(known)}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EnvironmentFileError(f"{name}: cannot be read: {error}") from None
    except ValidationError as error:
        faults = faults_in_words(error, _keys)
        raise EnvironmentFileError(f"{name}: {faults}. See {DOCUMENT}") from None


def _keys(tables: Sequence[str]) -> set[str]:
    models: Mapping[str, type[BaseModel]] = {"": Environment, "device": _Device, "browser": _Browser, "line": Line}
    model = models.get(".".join(tables))
    return {info.alias or name for name, info in model.model_fields.items()} if model else set()
