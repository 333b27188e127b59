"""An environment as a value: a device, its browser's settings, memory and line, and how a browser starts in it.

`file` reads one from a TOML file, whose tables and keys are the models here; `conftest.py` applies it.
"""

import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from e2e.contract import Language
from e2e.environments.browser_policy import policies_in
from e2e.model.diagnosis import Cause
from e2e.model.file_errors import did_you_mean
from e2e.model.launch_args import merged_launch_args
from e2e.model.memory import BrowserMemory, WhenClosed

_SERVER = re.compile(r"https?://[^/:]+:\d+")
_NO_THIRD_PARTY_COOKIES: dict[str, dict[str, Any]] = {
    "chromium": {"args": ["--test-third-party-cookie-phaseout"]},
    "firefox": {"firefox_user_prefs": {"network.cookie.cookieBehavior": 1}},
}


class _Table(BaseModel):
    """A table of an environment's file. Files that it names are looked for in the validation context's `folder`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Device(_Table):
    viewport: tuple[int, int] | None = None
    touch: bool = False
    pixels: float = Field(default=1, gt=0)
    """The number of screen pixels per pixel of the page."""

    @field_validator("viewport", mode="before")
    @classmethod
    def _width_and_height(cls, viewport: object) -> object:
        match viewport:
            case [int(width), int(height)] if width > 0 and height > 0:
                return viewport
        raise ValueError("write [WIDTH, HEIGHT], in pixels, such as [820, 1180]")


class Browser(_Table):
    language: Language | None = None
    """The language that pages are requested and read in; by default the target's."""
    time_zone: str | None = None
    javascript: bool = True
    third_party_cookies: bool = True
    when_closed: WhenClosed = "keeps all"
    when_logged_out: Literal["keeps all", "forgets all"] = "keeps all"
    user_agent: str | None = Field(default=None, min_length=1)
    switches: list[str] = []
    """Chromium's, as on its command line."""
    preferences: dict[str, bool | int | str] = {}
    """Firefox's, as in about:config."""
    policy: Mapping[str, Any] | None = None
    """The policies from Firefox's `policies.json`, which the file names relative to its own folder."""
    headers: dict[str, str] = {}
    """Sent with every request."""

    @field_validator("policy", mode="before")
    @classmethod
    def _read_from_its_file(cls, named: object, info: ValidationInfo) -> object:
        if not isinstance(named, str):
            raise ValueError("write the name of a file beside this one")  # noqa: TRY004 - pydantic's
        return policies_in(_beside(named, info))


class Line(_Table):
    latency_milliseconds: int = Field(ge=0)
    kilobits_per_second: int = Field(gt=0)


class Behaviours(_Table):
    """What a proxy that the suite itself starts does. Without any of these it lets everything through unchanged."""

    intercepts_tls: bool = False
    trusted: bool = True
    """Whether the devices trust the authority that signs what it intercepts."""
    caches: bool = False
    cookies: Literal["strips", "shortens", "weakens"] | None = None
    banner: bool = False
    blocks: list[str] = []
    redirects: str | None = None
    drops_after_milliseconds: int | None = Field(default=None, gt=0)

    def for_filter(self) -> dict[str, Any]:
        """The behaviours, by the names that the add-on in `filter.py` knows."""
        return self.model_dump(exclude={"trusted"}, exclude_defaults=True)


class Proxy(_Table):
    """An existing proxy (`server`, with the `authority` that it signs with), or one that the suite starts."""

    server: str | None = None
    authority: Path | None = None
    """A PEM file with a certificate; the environment's file names it relative to its own folder."""
    behaviours: Behaviours | None = None

    @field_validator("server")
    @classmethod
    def _an_address(cls, server: str | None) -> str | None:
        if server is not None and not _SERVER.fullmatch(server):
            raise ValueError("write http://HOST:PORT")
        return server

    @field_validator("authority")
    @classmethod
    def _a_certificate(cls, named: Path, info: ValidationInfo) -> Path:
        path = _beside(named, info)
        try:
            ssl.create_default_context().load_verify_locations(path)
        except ssl.SSLError:
            raise ValueError(f"{path} is not a certificate, as PEM") from None
        return path

    @model_validator(mode="after")
    def _either(self) -> "Proxy":
        if (self.server is None) == (self.behaviours is None):
            raise ValueError('write either server = "http://HOST:PORT", or [proxy.behaviours] to have one started')
        return self


class Environment(_Table):
    """`sentence` says what it is. `known` has the clauses that it is known to break, each with the reason; `sometimes`
    has those that it may break, depending on what came before or on the browser.

    In the file one reason may apply to several clauses: `"COOKIE-1, COOKIE-2" = "…"`. A reason that begins with a
    likely cause (`Cause`) and a colon applies to that cause only.
    """

    sentence: str = Field(alias="is")
    device: Device = Device()
    browser: Browser = Browser()
    line: Line | None = None
    proxy: Proxy | None = None
    known: dict[str, str] = {}
    sometimes: dict[str, str] = {}

    @field_validator("known", "sometimes")
    @classmethod
    def _one_by_one(cls, recorded: dict[str, str]) -> dict[str, str]:
        if without := [clauses for clauses, why in recorded.items() if not why.strip()]:
            raise ValueError(f"say why, behind {', '.join(without)}")
        for clauses, why in recorded.items():
            cause, colon, _ = why.partition(": ")
            if colon and cause not in {*Cause} and (meant := did_you_mean(cause, {*Cause})):
                raise ValueError(
                    f"{clauses}: no likely cause {cause!r}{meant} If none is meant, write it without a colon"
                )
        return {clause.strip(): why for clauses, why in recorded.items() for clause in clauses.split(",")}

    @model_validator(mode="after")
    def _always_or_sometimes(self) -> "Environment":
        if twice := sorted(self.known.keys() & self.sometimes.keys()):
            raise ValueError(f"{', '.join(twice)}: under [known] and under [sometimes] too; leave one of them out")
        return self

    @property
    def memory(self) -> BrowserMemory:
        return BrowserMemory(
            self.browser.when_closed, forgets_at_logging_out=self.browser.when_logged_out == "forgets all"
        )

    def launch_args(self, browser: str) -> dict[str, Any]:
        """The arguments for `browser_type.launch`, in addition to those that every run gives this browser."""
        blocking = _NO_THIRD_PARTY_COOKIES.get(browser, {}) if not self.browser.third_party_cookies else {}
        own: dict[str, Any] = {
            "args": self.browser.switches if browser == "chromium" else [],
            "firefox_user_prefs": self.browser.preferences if browser == "firefox" else {},
        }
        return merged_launch_args(blocking, own)

    def context_args(self) -> dict[str, Any]:
        """The arguments for `new_context`."""
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


def _beside(named: str | Path, info: ValidationInfo) -> Path:
    """The file of that name beside the environment's own. Raises ValueError if there is none."""
    path: Path = info.context["folder"] / named if info.context else Path(named)
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return path
