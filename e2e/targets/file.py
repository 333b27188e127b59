"""Reads a target file, which says where a portal is, how a scene is set there, and how its screens are found."""

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from e2e.contract import SCREENS, Addresses, Control, Language
from e2e.model.file_errors import did_you_mean, faults_in_words
from e2e.targets.described import DescribedTarget
from e2e.targets.http import HttpControl
from e2e.targets.look import Look, Table, problems_of_names
from e2e.targets.roster import Roster, RosterControl

DOCUMENT = "docs/your-own-portal.md"
_KINDS = ("http", "python", "roster")

Capability = Literal["clock", "mail", "school-login", "teacher", "password-pictures", "network-environments", "letters"]


class TargetFileError(Exception):
    """The file cannot be used; the message says where, and what to write."""


class _Portal(Table):
    front: str
    home: str
    teacher: str = ""
    certificate_authority: Path | None = None
    """A PEM file with the certificate of the authority that signed the portal's; its path is relative to this file."""
    address_header: str | None = None
    """The header from which the portal takes a visitor's IP address, such as X-Forwarded-For."""


class _Http(Table):
    kind: Literal["http"]
    address: str
    token_from: str = "CONTROL_TOKEN"
    """The environment variable that holds the token, which itself never belongs in the file."""


class _Python(Table):
    kind: Literal["python"]
    class_: Annotated[str, Field(alias="class")]
    options: dict[str, Any] = Field(default_factory=dict)


class _RosterKind(Table):
    kind: Literal["roster"]
    can: list[Capability] = Field(default_factory=list)


class _File(Look):
    like: str | None = None
    """A target file, relative to this one, that fills in what is missing here; `[control]` is taken whole."""
    name: str
    language: Language = "nl"
    portal: _Portal
    control: Annotated[_Http | _Python | _RosterKind, Field(discriminator="kind")]
    roster: Roster = Roster()
    classes: dict[str, str] = Field(default_factory=dict)


def load_target(path: Path, environment: Mapping[str, str] = os.environ) -> DescribedTarget:
    """Read a target file and make its control, anew on each call. Raises TargetFileError, with all that is wrong.

    `environment` has the variable with the token. Exceptions from a vendor's own class are passed on.
    """
    file = _parsed(path)
    problems = [*problems_of_names(file), *_problems_of_classes(file), *_problems_of_places(file, path)]
    if problems:
        raise TargetFileError(f"{path}: {'; '.join(problems)} (see {DOCUMENT})")
    authority = file.portal.certificate_authority and path.parent / file.portal.certificate_authority
    return DescribedTarget(
        name=file.name,
        language=file.language,
        addresses=Addresses(file.portal.front, file.portal.home, file.portal.teacher),
        control=_control(file, path, authority, environment),
        selectors=file.selectors(),
        actions=file.clicked(),
        classes={screen: _screen(screen, name, path) for screen, name in file.classes.items()},
        own_school=not isinstance(file.control, _RosterKind),
        address_header=file.portal.address_header,
        certificate_authority=authority,
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
        raise TargetFileError(f"{path} is like {above[-1]}, so it would be like itself")
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
    """The class that `module:Class` names, in a module beside the file or in an installed one."""
    module, _, class_name = name.partition(":")
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        found: type = getattr(import_module(module), class_name)
    except (ImportError, AttributeError, ValueError) as error:
        raise TargetFileError(f"{path}: no class {name} ({error}); write it as module:Class. See {DOCUMENT}") from None
    finally:
        sys.path.pop(0)
    return found
