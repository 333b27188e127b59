"""Reads environments from TOML files: the shipped ones, `scenarios/environments/*.toml`, and users' own, anywhere."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from e2e.environments.profile import Behaviours, Browser, Device, Environment, Line, Proxy
from e2e.model.file_errors import did_you_mean, faults_in_words

DOCUMENT = "docs/environments.md"
_MODELS: Mapping[str, type[BaseModel]] = {
    "": Environment,
    "device": Device,
    "browser": Browser,
    "line": Line,
    "proxy": Proxy,
    "proxy.behaviours": Behaviours,
}
_BEHAVIOURS, _FORMERLY = "behaviours", "misdeeds"


class EnvironmentFileError(Exception):
    """The file cannot be used; the message says where, and what to write."""


def shipped(folder: Path) -> dict[str, Path]:
    """The environments' files in a folder, by name."""
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def load_environment(
    name: str, folder: Path, invoked_in: Path, clauses: Collection[str], say: Callable[[str], object]
) -> Environment:
    """A shipped environment, by its name, or the one that a file describes. `clauses` are all the ids it may mention.

    `say` is called for a key that has been renamed. Raises EnvironmentFileError, with everything that is wrong.
    """
    path = shipped(folder).get(name, invoked_in / name)
    tables = _by_new_names(_tables(name, path, folder), name, say)
    try:
        environment = Environment.model_validate(tables, context={"folder": path.parent})
    except ValidationError as error:
        raise EnvironmentFileError(f"{name}: {faults_in_words(error, _keys)} (see {DOCUMENT})") from None
    if unknown := [*_unknown_clauses(environment, clauses)]:
        raise EnvironmentFileError(f"{name}: {'; '.join(unknown)}")
    return environment


def _tables(name: str, path: Path, folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if path.suffix == ".toml":
            raise EnvironmentFileError(f"{name}: there is no file {path}") from None
        known = shipped(folder)
        there = f"no environment and no file of that name{did_you_mean(name, known)}"
        raise EnvironmentFileError(f"{name}: {there}; there are {', '.join(known)}") from None
    except UnicodeDecodeError:
        raise EnvironmentFileError(f"{name}: cannot be read: it is not text in UTF-8") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EnvironmentFileError(f"{name}: cannot be read: {error}") from None


def _by_new_names(tables: dict[str, Any], name: str, say: Callable[[str], object]) -> dict[str, Any]:
    proxy = tables.get("proxy")
    if not isinstance(proxy, dict) or _FORMERLY not in proxy or _BEHAVIOURS in proxy:
        return tables
    say(f"{name}: [proxy.{_FORMERLY}] is now [proxy.{_BEHAVIOURS}]; write that instead")
    return tables | {"proxy": {_BEHAVIOURS if key == _FORMERLY else key: value for key, value in proxy.items()}}


def _unknown_clauses(environment: Environment, clauses: Collection[str]) -> Sequence[str]:
    recorded = [("known", clause) for clause in environment.known]
    recorded += [("sometimes", clause) for clause in environment.sometimes]
    return [
        f"[{table}] {clause} is not a clause{did_you_mean(clause, clauses)}"
        for table, clause in recorded
        if clause not in clauses
    ]


def _keys(tables: Sequence[str]) -> set[str]:
    model = _MODELS.get(".".join(tables))
    return {info.alias or name for name, info in model.model_fields.items()} if model else set()
