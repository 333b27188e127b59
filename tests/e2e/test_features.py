"""The suite's own features: they cover every clause, each scenario is about one clause, and each step does its part."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from inspect import unwrap
from pathlib import Path

import pytest
from pytest_bdd.parser import FeatureParser, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

import e2e.steps
from e2e.model.clauses import Catalogue, load_clauses
from tests.conftest import Ran
from tests.e2e.demands import Function, demanding_functions

ROOT = Path(__file__).parents[2]
FEATURES = ROOT / "scenarios"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_clauses(FEATURES / "clauses.toml")


@cache
def scenarios() -> tuple[ScenarioTemplate, ...]:
    features = [FeatureParser(str(FEATURES), path.name).parse() for path in sorted(FEATURES.glob("*.feature"))]
    return tuple(scenario for feature in features for scenario in feature.scenarios.values())


@cache
def written_steps() -> tuple[Step, ...]:
    """The scenarios as a run has them, with each example filled in."""
    return tuple(
        step
        for scenario in scenarios()
        for example in [row for table in scenario.examples for row in table.as_contexts()] or [{}]
        for step in scenario.render(example).steps
    )


@cache
def step_definitions() -> tuple[StepFunctionContext, ...]:
    for module in pkgutil.iter_modules(e2e.steps.__path__):
        importlib.import_module(f"e2e.steps.{module.name}")
    found = step_function_context_registry.values()
    return tuple(definition for definition in found if definition.step_func.__module__.startswith("e2e.steps."))


def fits(definition: StepFunctionContext, step: Step) -> bool:
    return definition.type in {None, step.type} and definition.parser.is_matching(step.name)


@cache
def demanding() -> frozenset[Function]:
    return demanding_functions(ROOT, ("e2e/steps", "e2e/checks", "e2e/flows", "e2e/scene"))


def source_of(definition: StepFunctionContext) -> Function:
    function = unwrap(definition.step_func)
    return Function(f"{function.__module__}.{function.__qualname__}", function.__code__.co_firstlineno)


def test_every_sentence_of_the_guide_is_pointed_to_by_a_clause(catalogue: Catalogue) -> None:
    pointed_to = {sentence.id for clause in catalogue.clauses for sentence in clause.guide}

    assert pointed_to == {f"G{number}" for number in range(1, 19)} == {sentence.id for sentence in catalogue.guide}


def test_every_clause_has_a_scenario(catalogue: Catalogue) -> None:
    covered = {tag for scenario in scenarios() for tag in scenario.tags}

    assert sorted(catalogue.clause_ids - covered) == []


def test_every_scenario_is_of_one_clause(catalogue: Catalogue) -> None:
    clauses = [(scenario.name, scenario.tags & catalogue.clause_ids) for scenario in scenarios()]

    assert [(name, found) for name, found in clauses if len(found) != 1] == []


def test_every_scenario_ends_in_what_is_seen() -> None:
    assert [scenario.name for scenario in scenarios() if scenario.steps[-1].type != "then"] == []


def test_every_step_of_a_scenario_has_one_definition() -> None:
    fitting = {step.name: [one for one in step_definitions() if fits(one, step)] for step in written_steps()}

    assert sorted(name for name, found in fitting.items() if len(found) != 1) == []


def test_every_step_definition_is_used() -> None:
    unused = [
        f"{definition.type} {definition.parser.name}"
        for definition in step_definitions()
        if not any(fits(definition, step) for step in written_steps())
    ]

    assert unused == []


def test_every_then_demands_something() -> None:
    outcomes = {source_of(definition) for definition in step_definitions() if definition.type == "then"}

    assert outcomes
    assert outcomes - demanding() == set()


def test_strangers_who_leave_a_portal_slow_come_last(suite: Callable[..., Ran]) -> None:
    ran = suite("pytest", "e2e", "--collect-only", "-q", "--browser", "chromium", "-p", "no:cacheprovider")

    collected = [line for line in ran.stdout.splitlines() if "::" in line]
    assert ["stranger" in name or "nobodys_slow" in name for name in collected[-3:]] == [False, True, True], ran.stdout
