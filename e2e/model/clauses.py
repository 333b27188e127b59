"""The clauses: what is demanded of logging in at home, read from `scenarios/clauses.toml` and checked.

Which scenarios cover a clause is in the feature files: a scenario carries the id of its clause as a tag.
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
    """The catalogue cannot be used; the message is one line that says where and why."""


@dataclass(frozen=True)
class Words:
    """The same text in Dutch and in English."""

    nl: str
    en: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of the guide for parents; the Dutch is the guide's own, the English a translation."""

    id: str
    words: Words


@dataclass(frozen=True)
class Clause:
    """One thing that is demanded of a portal.

    `guide` has the sentences of the guide that it comes from, and `standard` names what else asks for it. A must has a
    sentence of the guide; a should has one of the two at least.
    """

    id: str
    level: Level
    demand: Words
    guide: tuple[Sentence, ...] = ()
    standard: str = ""


@dataclass(frozen=True)
class Chapter:
    """Clauses that belong together, in the order of the report."""

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
    """All of `scenarios/clauses.toml`; no two clauses, chapters, suites or sentences have the same id."""

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
        """Every tag that the catalogue knows, with what it means."""
        suites = {suite.id: f"the suite {suite.title!r}" for suite in self.suites}
        chapters = {chapter.id: f"the chapter {chapter.title!r}" for chapter in self.chapters}
        return {clause.id: clause.demand.en for clause in self.clauses} | chapters | suites


def load_clauses(path: Path) -> Catalogue:
    """Read and check the catalogue; raises CatalogueError, with the path, where it cannot be read or is wrong."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{path}: no such file; the clauses are listed there") from None
    except (OSError, UnicodeDecodeError, CatalogueError) as error:
        raise CatalogueError(f"{path}: {error}") from None


def parse(text: str) -> Catalogue:
    """Read the catalogue from TOML; raises CatalogueError where it is wrong."""
    try:
        document = tomllib.loads(text)
        return _Catalogue.model_validate(document).value()
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"not TOML: {error}") from None
    except ValidationError as error:
        raise CatalogueError("; ".join(_fault(fault, document) for fault in error.errors())) from None


def tags_in(features: Path) -> frozenset[str]:
    """Every tag in the feature files below a folder, without its @; among them the clauses that have a scenario."""
    lines = (line.strip() for path in features.rglob("*.feature") for line in path.read_text("utf-8").splitlines())
    return frozenset(tag[1:] for line in lines if line.startswith("@") for tag in line.split() if tag.startswith("@"))


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
    """A table of the file, as it is written there; its `value` is what the suite speaks in."""

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
        raise CatalogueError(f"{kind} {twice[0]}: the id is there twice")


def _fault(fault: ErrorDetails, document: Mapping[str, Any]) -> str:
    """ "clause LOCK-1: en is missing"."""
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
    """By its id; by its number, from 1, where it has none."""
    name = rows[number].get("id") if isinstance(rows[number], dict) else None
    return f"{kind} {name}" if isinstance(name, str) and name.strip() else f"{kind} number {number + 1}{within}"
