"""An environment as a value: a device, its browser's settings, its memory and its line, as a TOML file describes it.

The shipped ones are `scenarios/environments/*.toml`; a user's own is a file anywhere. Applied in `conftest.py`.
"""

import re
import ssl
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from e2e.contract import Language
from e2e.environments.policy import PolicyError, policy_in
from e2e.model.diagnosis import Cause
from e2e.model.file_errors import did_you_mean, faults_in_words
from e2e.model.launch_args import merged_launch_args
from e2e.model.memory import BrowserMemory, WhenClosed

DOCUMENT = "docs/environments.md"
_SERVER = re.compile(r"https?://[^/:]+:\d+")
_NO_THIRD_PARTY_COOKIES: dict[str, dict[str, Any]] = {
    "chromium": {"args": ["--test-third-party-cookie-phaseout"]},
    "firefox": {"firefox_user_prefs": {"network.cookie.cookieBehavior": 1}},
}


class EnvironmentFileError(Exception):
    """The file cannot be used; the message says where, and what to write."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Device(_Table):
    viewport: tuple[int, int] | None = None
    touch: bool = False
    pixels: float = Field(default=1, gt=0)
    """Of the screen, to one of the page."""

    @field_validator("viewport", mode="before")
    @classmethod
    def _width_and_height(cls, viewport: object) -> object:
        match viewport:
            case [int(width), int(height)] if width > 0 and height > 0:
                return viewport
        raise ValueError("write [WIDTH, HEIGHT], in pixels, such as [820, 1180]")


class _Browser(_Table):
    language: Language | None = None
    """What pages are asked for in, and read in; the target's where nothing is said."""
    time_zone: str | None = None
    javascript: bool = True
    third_party_cookies: bool = True
    when_closed: WhenClosed = "keeps all"
    when_logged_out: Literal["keeps all", "forgets all"] = "keeps all"
    user_agent: str | None = Field(default=None, min_length=1)
    switches: list[str] = []
    """Of Chromium, as on its command line."""
    preferences: dict[str, bool | int | str] = {}
    """Of Firefox, as in about:config."""
    policy: Path | None = None
    """A `policies.json` of Firefox's."""
    headers: dict[str, str] = {}


class Line(_Table):
    latency_milliseconds: int = Field(ge=0)
    kilobits_per_second: int = Field(gt=0)


class Misdeeds(_Table):
    """What the proxy does that the suite itself starts; without any it lets all through as it is."""

    intercepts_tls: bool = False
    trusted: bool = True
    """Whether the devices know the authority that signs what it intercepts."""
    caches: bool = False
    cookies: Literal["strips", "shortens", "weakens"] | None = None
    banner: bool = False
    blocks: list[str] = []
    redirects: str | None = None
    drops_after_milliseconds: int | None = Field(default=None, gt=0)

    def told(self) -> dict[str, Any]:
        """As the add-on takes them."""
        return self.model_dump(exclude={"trusted"}, exclude_defaults=True)


class Proxy(_Table):
    """One that is there (`server`, with the `authority` that it signs with), or one that the suite starts."""

    server: str | None = None
    authority: Path | None = None
    misdeeds: Misdeeds | None = None

    @field_validator("server")
    @classmethod
    def _an_address(cls, server: str | None) -> str | None:
        if server is not None and not _SERVER.fullmatch(server):
            raise ValueError("write http://HOST:PORT")
        return server

    @model_validator(mode="after")
    def _either(self) -> "Proxy":
        if (self.server is None) == (self.misdeeds is None):
            raise ValueError('write either server = "http://HOST:PORT", or [proxy.misdeeds] to have one started')
        return self


class Environment(_Table):
    """`sentence` says what it is; `known` says of each clause that it is known to break why, and `sometimes` of those
    that it breaks or not, by what came before or by the browser.

    In the file one reason may stand for several: `"COOKIE-1, COOKIE-2" = "…"`. One that begins with a likely cause
    (`signs.Cause`) and a colon holds for that cause alone.
    """

    sentence: str = Field(alias="is")
    device: _Device = _Device()
    browser: _Browser = _Browser()
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
        """On top of what `browser_type.launch` is given to start it."""
        blocking = _NO_THIRD_PARTY_COOKIES.get(browser, {}) if not self.browser.third_party_cookies else {}
        own: dict[str, Any] = {
            "args": self.browser.switches if browser == "chromium" else [],
            "firefox_user_prefs": self.browser.preferences if browser == "firefox" else {},
        }
        return merged_launch_args(blocking, own)

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


def load_environment(name: str, folder: Path, invoked_in: Path, clauses: Collection[str]) -> Environment:
    """A shipped environment by its name, or a file's; `clauses` are those that it can break.

    Raises EnvironmentFileError, with everything that is wrong.
    """
    known = shipped(folder)
    path = known.get(name, invoked_in / name)
    try:
        environment = Environment.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        if path.suffix == ".toml":
            raise EnvironmentFileError(f"{name}: there is no file {path}") from None
        there = f"no environment and no file of that name{did_you_mean(name, known)}"
        raise EnvironmentFileError(f"{name}: {there}; there are {', '.join(known)}") from None
    except UnicodeDecodeError:
        raise EnvironmentFileError(f"{name}: cannot be read: it is no text in UTF-8") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EnvironmentFileError(f"{name}: cannot be read: {error}") from None
    except ValidationError as error:
        faults = faults_in_words(error, _keys)
        raise EnvironmentFileError(f"{name}: {faults} (see {DOCUMENT})") from None
    for table, recorded in (("known", environment.known), ("sometimes", environment.sometimes)):
        for clause in sorted(recorded.keys() - set(clauses)):
            meant = did_you_mean(clause, clauses)
            raise EnvironmentFileError(f"{name}: [{table}] {clause} is no clause{meant}")
    return _beside(environment, path)


def _beside(environment: Environment, file: Path) -> Environment:
    """The files that it names are looked for beside it."""
    proxy, browser = environment.proxy, environment.browser
    if browser.policy:
        policy = _found(file, "[browser] policy", browser.policy)
        try:
            policy_in(policy)
        except PolicyError as error:
            raise EnvironmentFileError(f"{file.name}: [browser] policy: {error}") from None
        browser = browser.model_copy(update={"policy": policy})
    if proxy and proxy.authority:
        authority = _found(file, "[proxy] authority", proxy.authority)
        try:
            ssl.create_default_context().load_verify_locations(authority)
        except ssl.SSLError:
            raise EnvironmentFileError(
                f"{file.name}: [proxy] authority: {authority} is no certificate, as PEM"
            ) from None
        proxy = proxy.model_copy(update={"authority": authority})
    return environment.model_copy(update={"browser": browser, "proxy": proxy})


def _found(file: Path, key: str, named: Path) -> Path:
    path = file.parent / named
    if not path.is_file():
        raise EnvironmentFileError(f"{file.name}: {key}: there is no file {path}")
    return path


def _keys(tables: Sequence[str]) -> set[str]:
    models: Mapping[str, type[BaseModel]] = {
        "": Environment,
        "device": _Device,
        "browser": _Browser,
        "line": Line,
        "proxy": Proxy,
        "proxy.misdeeds": Misdeeds,
    }
    model = models.get(".".join(tables))
    return {info.alias or name for name, info in model.model_fields.items()} if model else set()
