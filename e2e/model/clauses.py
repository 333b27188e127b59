"""The clauses: what is demanded of a home login, as checked data read from `scenarios/clauses.toml`.

Which scenarios cover a clause stands in the feature files: a scenario carries the id of its clause as a tag.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

Level = Literal["must", "should"]

_LEVELS = ("must", "should")
_CLAUSE_ID = re.compile(r"[A-Z][A-Z0-9]*-[1-9][0-9]*")
_CLAUSE_KEYS = frozenset({"id", "level", "nl", "en", "guide", "standard"})


class CatalogueError(Exception):
    """The catalogue cannot be used; the message is one line that says where and why."""


@dataclass(frozen=True)
class Words:
    """The same in Dutch and in English."""

    nl: str
    en: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of the guide; the Dutch is its own."""

    id: str
    words: Words


@dataclass(frozen=True)
class Clause:
    """`guide`: the sentences of the guide that say it; `standard`: what else asks for it. One of them may be empty."""

    id: str
    level: Level
    demand: Words
    guide: tuple[Sentence, ...] = ()
    standard: str = ""


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Suite:
    """A tag that a whole feature file carries, whatever the chapters of its scenarios."""

    id: str
    title: str


@dataclass(frozen=True)
class Catalogue:
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
    """Read and check the catalogue; raise CatalogueError where it is wrong."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{path}: no such file; the clauses are listed there") from None
    except (OSError, UnicodeDecodeError, CatalogueError) as error:
        raise CatalogueError(f"{path}: {error}") from None


def parse(text: str) -> Catalogue:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"not TOML: {error}") from None
    guide = tuple(_sentence(row) for row in _rows(document, "guide", "the catalogue"))
    catalogue = Catalogue(
        chapters=tuple(_chapter(row, guide) for row in _rows(document, "chapters", "the catalogue")),
        suites=tuple(_suite(row) for row in _rows(document, "suites", "the catalogue")),
        guide=guide,
    )
    _refuse_duplicates("clause", (clause.id for clause in catalogue.clauses))
    _refuse_duplicates("chapter", (chapter.id for chapter in catalogue.chapters))
    _refuse_duplicates("suite", (suite.id for suite in catalogue.suites))
    _refuse_duplicates("guide sentence", (sentence.id for sentence in guide))
    return catalogue


def tags_in(features: Path) -> frozenset[str]:
    """Every tag in the feature files below a folder: which clauses have a scenario at all, selected or not."""
    lines = (line.strip() for path in features.rglob("*.feature") for line in path.read_text("utf-8").splitlines())
    return frozenset(tag[1:] for line in lines if line.startswith("@") for tag in line.split() if tag.startswith("@"))


def _sentence(row: Mapping[str, object]) -> Sentence:
    sentence_id = _text(row, "id", "a guide sentence")
    return Sentence(sentence_id, _words(row, f"guide sentence {sentence_id}"))


def _chapter(row: Mapping[str, object], guide: Sequence[Sentence]) -> Chapter:
    chapter_id = _text(row, "id", "a chapter")
    where = f"chapter {chapter_id}"
    return Chapter(
        id=chapter_id,
        title=_text(row, "title", where),
        clauses=tuple(_clause(clause, guide) for clause in _rows(row, "clauses", where)),
    )


def _suite(row: Mapping[str, object]) -> Suite:
    suite_id = _text(row, "id", "a suite")
    return Suite(id=suite_id, title=_text(row, "title", f"suite {suite_id}"))


def _clause(row: Mapping[str, object], guide: Sequence[Sentence]) -> Clause:
    clause_id = _text(row, "id", "a clause")
    where = f"clause {clause_id}"
    if not _CLAUSE_ID.fullmatch(clause_id):
        raise CatalogueError(f"{where}: an id is capitals, a dash and a number, such as LOCK-1")
    if unknown := sorted(row.keys() - _CLAUSE_KEYS):
        raise CatalogueError(f"{where}: unknown key {unknown[0]!r}; use {', '.join(sorted(_CLAUSE_KEYS))}")
    clause = Clause(
        id=clause_id,
        level=_level(row, where),
        demand=_words(row, where),
        guide=_guide(row, where, guide),
        standard=_text(row, "standard", where) if "standard" in row else "",
    )
    if clause.level == "must" and not clause.guide:
        raise CatalogueError(f"{where}: a must names the guide sentence that it comes from")
    if not clause.guide and not clause.standard:
        raise CatalogueError(f"{where}: a should names the guide sentence or the standard that it comes from")
    return clause


def _level(row: Mapping[str, object], where: str) -> Level:
    level = row.get("level")
    if level not in _LEVELS:
        raise CatalogueError(f"{where}: unknown level {level!r}; use 'must' or 'should'")
    return cast("Level", level)


def _guide(row: Mapping[str, object], where: str, guide: Sequence[Sentence]) -> tuple[Sentence, ...]:
    ids = row.get("guide", [])
    if not isinstance(ids, list):
        raise CatalogueError(f'{where}: guide must be a list of sentences, such as ["G9"]')
    known = {sentence.id: sentence for sentence in guide}
    if unknown := [name for name in ids if name not in known]:
        raise CatalogueError(f"{where}: unknown guide sentence {unknown[0]!r}; [[guide]] has {', '.join(known)}")
    return tuple(known[name] for name in ids)


def _words(row: Mapping[str, object], where: str) -> Words:
    return Words(_text(row, "nl", where), _text(row, "en", where))


def _rows(table: Mapping[str, object], key: str, where: str) -> list[Mapping[str, object]]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(f"{where}: {key} must be a list of tables, [[{key}]]")
    return rows


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{where}: {key} is missing or no text")
    return value.strip()


def _refuse_duplicates(kind: str, ids: Iterable[str]) -> None:
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise CatalogueError(f"{kind} {twice[0]}: the id is there twice")
