"""The clauses, which are the demands on logging in at home, read from `scenarios/clauses.toml` and checked.

The feature files say which scenarios cover a clause: each scenario carries the id of its clause as a tag.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from e2e.model.file_errors import did_you_mean, fault_in_words

Level = Literal["must", "should"]

_CLAUSE_ID = re.compile(r"[A-Z][A-Z0-9]*-[1-9][0-9]*")


class CatalogueError(Exception):
    """The catalogue cannot be used; the message says where and why, on one line."""


@dataclass(frozen=True)
class Words:
    """The same text in Dutch and in English."""

    nl: str
    en: str


@dataclass(frozen=True)
class Sentence:
    """A sentence from the guide for parents: the Dutch is the guide's own text, the English is a translation."""

    id: str
    words: Words


@dataclass(frozen=True)
class Clause:
    """One thing that is demanded of a portal.

    `guide` holds the sentences of the guide that it comes from, and `standard` names any other source that asks for it.
    A "must" has at least one sentence of the guide; a "should" has at least one of the two.
    """

    id: str
    level: Level
    demand: Words
    guide: tuple[Sentence, ...] = ()
    standard: str = ""


@dataclass(frozen=True)
class Chapter:
    """Clauses that belong together, in the order in which the report lists them."""

    id: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Suite:
    """A tag that a whole feature file carries, whichever chapters its scenarios belong to."""

    id: str
    title: str


@dataclass(frozen=True)
class Catalogue:
    """All of `scenarios/clauses.toml`. Ids are unique among the clauses, the chapters, the suites and the sentences."""

    chapters: tuple[Chapter, ...]
    suites: tuple[Suite, ...] = ()
    guide: tuple[Sentence, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)

    @property
    def clause_ids(self) -> frozenset[str]:
        return frozenset(clause.id for clause in self.clauses)

    def markers(self) -> dict[str, str]:
        """Every tag that the catalogue knows, with its meaning."""
        suites = {suite.id: f"the suite {suite.title!r}" for suite in self.suites}
        chapters = {chapter.id: f"the chapter {chapter.title!r}" for chapter in self.chapters}
        return {clause.id: clause.demand.en for clause in self.clauses} | chapters | suites


def load_clauses(path: Path) -> Catalogue:
    """Read and check the catalogue. Raises CatalogueError, which names the path, if it cannot be read or is wrong."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{path}: no such file; it has to list the clauses") from None
    except (OSError, UnicodeDecodeError, CatalogueError) as error:
        raise CatalogueError(f"{path}: {error}") from None


def parse(text: str) -> Catalogue:
    """Read the catalogue from TOML. Raises CatalogueError if it is wrong."""
    try:
        document = tomllib.loads(text)
        return _Catalogue.model_validate(document).value()
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"not TOML: {error}") from None
    except ValidationError as error:
        raise CatalogueError("; ".join(_fault(fault, document) for fault in error.errors())) from None


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("write a text that is not empty")
    return text


def _clause_id(text: str) -> str:
    if not _CLAUSE_ID.fullmatch(text):
        raise ValueError("write capitals, a dash and a number, such as LOCK-1")
    return text


_Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_not_empty)]


class _Table(BaseModel):
    """A table as it is written in the file; its `value` is what the rest of the suite uses."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sentence(_Table):
    id: _Text
    nl: _Text
    en: _Text

    def value(self) -> Sentence:
        return Sentence(self.id, Words(self.nl, self.en))


class _Suite(_Table):
    id: _Text
    title: _Text

    def value(self) -> Suite:
        return Suite(self.id, self.title)


class _Clause(_Table):
    id: Annotated[_Text, AfterValidator(_clause_id)]
    level: Level
    nl: _Text
    en: _Text
    guide: list[_Text] = []
    standard: _Text | None = None

    @model_validator(mode="after")
    def _names_its_source(self) -> Self:
        if self.level == "must" and not self.guide:
            raise ValueError("a must names the guide sentence that it comes from")
        if not self.guide and not self.standard:
            raise ValueError("a should names the guide sentence or the standard that it comes from")
        return self

    def value(self, guide: Mapping[str, Sentence]) -> Clause:
        for name in self.guide:
            if name not in guide:
                raise CatalogueError(f"clause {self.id}: no guide sentence {name!r}{did_you_mean(name, guide)}")
        sentences = tuple(guide[name] for name in self.guide)
        return Clause(self.id, self.level, Words(self.nl, self.en), sentences, self.standard or "")


class _Chapter(_Table):
    id: _Text
    title: _Text
    clauses: list[_Clause] = []

    def value(self, guide: Mapping[str, Sentence]) -> Chapter:
        return Chapter(self.id, self.title, tuple(clause.value(guide) for clause in self.clauses))


class _Catalogue(_Table):
    guide: list[_Sentence] = []
    suites: list[_Suite] = []
    chapters: list[_Chapter] = []

    def value(self) -> Catalogue:
        _refuse_duplicates("guide sentence", (sentence.id for sentence in self.guide))
        _refuse_duplicates("suite", (suite.id for suite in self.suites))
        _refuse_duplicates("chapter", (chapter.id for chapter in self.chapters))
        _refuse_duplicates("clause", (clause.id for chapter in self.chapters for clause in chapter.clauses))
        guide = {sentence.id: sentence.value() for sentence in self.guide}
        return Catalogue(
            chapters=tuple(chapter.value(guide) for chapter in self.chapters),
            suites=tuple(suite.value() for suite in self.suites),
            guide=tuple(guide.values()),
        )


def _refuse_duplicates(kind: str, ids: Iterable[str]) -> None:
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise CatalogueError(f"{kind} {twice[0]}: the id is used twice")


def _fault(fault: ErrorDetails, document: Mapping[str, Any]) -> str:
    """One fault in words, such as "clause LOCK-1: en is missing"."""
    match fault["loc"]:
        case ("chapters", int(place), "clauses", int(number), *key):
            chapter = document["chapters"][place]
            where = _named(
                "clause", chapter["clauses"], number, f" of {_named('chapter', document['chapters'], place)}"
            )
            table: type[_Table] = _Clause
        case ("chapters", int(number), *key):
            where, table = _named("chapter", document["chapters"], number), _Chapter
        case ("suites", int(number), *key):
            where, table = _named("suite", document["suites"], number), _Suite
        case ("guide", int(number), *key):
            where, table = _named("guide sentence", document["guide"], number), _Sentence
        case key:
            where, table = "the catalogue", _Catalogue
    return f"{where}: {fault_in_words(fault, '.'.join(map(str, key)), table.model_fields)}"


def _named(kind: str, rows: Sequence[Any], number: int, within: str = "") -> str:
    """What to call a row: by its id or, if it has none, by its number, counted from 1."""
    name = rows[number].get("id") if isinstance(rows[number], dict) else None
    return f"{kind} {name}" if isinstance(name, str) and name.strip() else f"{kind} number {number + 1}{within}"
