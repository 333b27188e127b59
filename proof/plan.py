"""Which scenarios are played on which wrong portal. Pure, and the same in every run of the same catalogue."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

SOUND = ""
"""Stands for the portal without a defect, where a plan has the names of defects."""


class Defect(Protocol):
    """A fault, as in the catalogue: `breaks` is the id of one clause, `also` has others with the reason for each."""

    @property
    def name(self) -> str: ...

    @property
    def breaks(self) -> str: ...

    @property
    def sentence(self) -> str: ...

    @property
    def also(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Scenario:
    """A scenario of a feature; an outline counts as one. `clause` and `chapter` are ids."""

    id: str
    clause: str
    chapter: str


@dataclass(frozen=True)
class Effort:
    """How many scenarios of `others` a defect meets, whether it meets those of the clauses that it `also` breaks, and
    how many defects are `drawn`, or None if all are played.
    """

    others: int
    also: bool
    drawn: int | None


# As many as fit into four minutes and into half an hour.
QUICK = Effort(others=1, also=False, drawn=20)
FULL = Effort(others=1, also=True, drawn=None)


def drawn(defects: Collection[Defect], number: int, draw: str) -> list[Defect]:
    """Choose this number of defects by lot: the same for the same `draw`, and no two that break the same clause."""
    by_lot = sorted(defects, key=lambda defect: _lot(draw, defect.name))
    first_of_its_clause = {defect.breaks: defect for defect in reversed(by_lot)}
    return sorted(first_of_its_clause.values(), key=lambda defect: _lot(draw, defect.breaks))[:number]


def plan(scenarios: Sequence[Scenario], defects: Collection[Defect], effort: Effort) -> dict[str, tuple[str, ...]]:
    """The scenarios' ids by portal: first the sound one, with all that are played at all, then defect by defect.

    A defect meets the scenarios of the clause that it breaks, and a sample of the others, beginning with those of the
    same chapter. The sample must stay green, which also tells a portal that is wrong from one that is down. What a
    defect meets does not depend on the other defects.
    """
    played = {defect.name: _for(defect, scenarios, effort) for defect in defects}
    met = {scenario for ids in played.values() for scenario in ids}
    return {SOUND: tuple(one.id for one in scenarios if one.id in met), **played}


def _for(defect: Defect, scenarios: Sequence[Scenario], effort: Effort) -> tuple[str, ...]:
    clauses = _broken(defect) if effort.also else {defect.breaks}
    own = [scenario for scenario in scenarios if scenario.clause in clauses]
    return tuple(one.id for one in [*own, *_others(scenarios, defect)[: effort.others]])


def _others(scenarios: Sequence[Scenario], defect: Defect) -> list[Scenario]:
    """In an order that differs by defect."""
    chapters = {scenario.chapter for scenario in scenarios if scenario.clause == defect.breaks}

    def drawn(scenario: Scenario) -> tuple[bool, str]:
        return scenario.chapter not in chapters, _lot(defect.name, scenario.id)

    return sorted((scenario for scenario in scenarios if scenario.clause not in _broken(defect)), key=drawn)


def _broken(defect: Defect) -> set[str]:
    return {defect.breaks, *defect.also}


def _lot(drawn_for: str, name: str) -> str:
    return hashlib.sha256(f"{drawn_for} {name}".encode()).hexdigest()
