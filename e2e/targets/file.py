"""A portal that a target file describes: where it is, how a scene is set there, and how its screens are found."""

import os
import string
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from e2e.contract import SCREENS, Addresses, Control, Language
from e2e.model.file_errors import did_you_mean, faults_in_words
from e2e.screens.elements import OPTIONAL, OWN, actions, elements, filled_in
from e2e.targets.http import HttpControl
from e2e.targets.roster import Roster, RosterControl

DOCUMENT = "docs/your-own-portal.md"
_KINDS = ("http", "python", "roster")

Capability = Literal["clock", "mail", "school-login", "teacher", "password-pictures", "network-environments", "letters"]


class TargetFileError(Exception):
    """The file cannot be used; the message says where, and what to write."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Portal(_Table):
    front: str
    home: str
    teacher: str = ""
    certificate_authority: Path | None = None
    """Who signed the portal's certificate, where browsers do not know it by themselves; a file beside this one."""
    address_header: str | None = None
    """By which the portal believes where a visitor comes from, such as X-Forwarded-For."""


class _Http(_Table):
    kind: Literal["http"]
    address: str
    token_from: str = "CONTROL_TOKEN"
    """The environment variable that holds the token; it never stands in the file."""


class _Python(_Table):
    kind: Literal["python"]
    class_: Annotated[str, Field(alias="class")]
    options: dict[str, Any] = {}


class _RosterKind(_Table):
    kind: Literal["roster"]
    can: list[Capability] = []


class Look(_Table):
    """How screens are found that are not as the suite expects them, and what is clicked there."""

    screens: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    actions: dict[str, dict[str, list[str]]] = {}

    def selectors(self) -> dict[str, str]:
        return _flat(self.screens) | {f"{OWN}.{name}": selector for name, selector in self.own.items()}

    def clicked(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(elements) for name, elements in _flat(self.actions).items()}


class _File(Look):
    like: str | None = None
    """Another target file, beside this one: what is not said here is as it is there. `[control]` is taken whole."""
    name: str
    language: Language = "nl"
    portal: _Portal
    control: Annotated[_Http | _Python | _RosterKind, Field(discriminator="kind")]
    roster: Roster = Roster()
    classes: dict[str, str] = {}


@dataclass(frozen=True)
class FileTarget:
    """`own_school` is whether a scenario may change whatever it likes: its school is not there for anything else."""

    name: str
    language: Language
    addresses: Addresses
    control: Control
    selectors: Mapping[str, str]
    actions: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, type]
    own_school: bool
    certificate_authority: Path | None = None
    address_header: str | None = None
    shared: bool = field(default=True, init=False)


def load_target(
    path: Path, environment: Mapping[str, str] = os.environ, *, language: Language | None = None
) -> FileTarget:
    """Read a target file; `language` goes before its own. Raises TargetFileError, with everything that is wrong."""
    file = _parsed(path)
    file = file.model_copy(update={"language": language or file.language})
    problems = [*problems_of_names(file), *_problems_of_classes(file), *_problems_of_places(file, path)]
    if problems:
        raise TargetFileError(f"{path}: {'; '.join(problems)} (see {DOCUMENT})")
    authority = file.portal.certificate_authority and path.parent / file.portal.certificate_authority
    return FileTarget(
        file.name,
        file.language,
        Addresses(file.portal.front, file.portal.home, file.portal.teacher),
        _control(file, path, authority, environment),
        file.selectors(),
        file.clicked(),
        {screen: _screen(screen, name, path) for screen, name in file.classes.items()},
        not isinstance(file.control, _RosterKind),
        authority,
        file.portal.address_header,
    )


def _parsed(path: Path) -> _File:
    try:
        return _File.model_validate(_tables(path))
    except FileNotFoundError as error:
        file = error.filename
        raise TargetFileError(f"no file {file}; `python -m e2e init {file}` writes one. See {DOCUMENT}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TargetFileError(f"{path} cannot be read: {error}") from None
    except ValidationError as error:
        faults = faults_in_words(error, _keys_beside, _KINDS)
        raise TargetFileError(f"{path}: {faults} (see {DOCUMENT})") from None


def _tables(path: Path, *above: Path) -> dict[str, Any]:
    if path in above:
        raise TargetFileError(f"{path} is like {above[-1]}, which is like itself then")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    like = tables.get("like")
    return _over(_tables((path.parent / like).resolve(), *above, path), tables) if isinstance(like, str) else tables


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {name for name, table in above.items() if isinstance(table, dict) and isinstance(below.get(name), dict)}
    return {**below, **above, **{name: _over(below[name], above[name]) for name in both - {"control"}}}


def _keys_beside(tables: Sequence[str]) -> set[str]:
    models: dict[str, list[type[BaseModel]]] = {
        "": [_File],
        "portal": [_Portal],
        "control": [_Http, _Python, _RosterKind],
        "roster": [Roster],
    }
    beside = models.get(".".join(tables), [])
    return {info.alias or name for model in beside for name, info in model.model_fields.items()}


def problems_of_names(file: Look) -> Iterator[str]:
    """What is misspelt: elements, actions and what they ask for."""
    known = set(elements())
    for name, selector in _flat(file.screens).items():
        if name not in known:
            yield f"[screens] knows no element {name}{did_you_mean(name, known)}"
        elif unknown := _placeholders(selector) - filled_in(name):
            yield f"the selector of {name} asks for {{{min(unknown)}}}, which is not given there"
    own = {f"{OWN}.{name}" for name in file.own}
    for name, clicked in _flat(file.actions).items():
        if name not in actions():
            yield f"[actions] knows no action {name}{did_you_mean(name, actions())}"
        for element in clicked:
            if (element := element.removesuffix(OPTIONAL)) not in known | own:
                yield f"the action {name} clicks {element}, which is no element{did_you_mean(element, known | own)}"


def _problems_of_classes(file: _File) -> Iterator[str]:
    for screen in set(file.classes) - set(SCREENS):
        yield f"[classes] knows no screen {screen}{did_you_mean(screen, SCREENS)}"


def _problems_of_places(file: _File, path: Path) -> Iterator[str]:
    for name in ("front", "home", "teacher"):
        address = getattr(file.portal, name)
        if address and not address.startswith(("http://", "https://")):
            yield f"[portal] {name} is {address!r}; write the whole address, with https://"
    authority = file.portal.certificate_authority
    if authority and not (path.parent / authority).is_file():
        yield f"[portal] certificate_authority: no file {path.parent / authority}"


def _control(file: _File, path: Path, authority: Path | None, environment: Mapping[str, str]) -> Control:
    match file.control:
        case _Http(address=address, token_from=variable):
            if not (token := environment.get(variable)):
                raise TargetFileError(
                    f"{path}: set the environment variable {variable}, to the token of the control protocol"
                )
            return HttpControl(address.rstrip("/"), token, authority, language=file.language)
        case _Python(class_=name, options=options):
            made: Control = _imported(name, path)(**options)
            return made
        case _RosterKind(can=can):
            return RosterControl(file.name, file.roster, frozenset(can))


def _screen(screen: str, name: str, path: Path) -> type:
    own = _imported(name, path)
    demanded = [name for name, member in vars(SCREENS[screen]).items() if name[0] != "_" and callable(member)]
    if missing := [method for method in demanded if not hasattr(own, method)]:
        raise TargetFileError(
            f"{path}: {name} has no {', '.join(missing)}; see {SCREENS[screen].__name__} in e2e/contract.py"
        )
    return own


def _imported(name: str, path: Path) -> type:
    """`module:Class`, from beside the file or from what is installed."""
    module, _, class_name = name.partition(":")
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        found: type = getattr(import_module(module), class_name)
    except (ImportError, AttributeError, ValueError) as error:
        raise TargetFileError(f"{path}: no class {name} ({error}); write it as module:Class. See {DOCUMENT}") from None
    finally:
        sys.path.pop(0)
    return found


def _flat(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{table}.{name}": value for table, rows in tables.items() for name, value in rows.items()}


def _placeholders(selector: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(selector) if name}
