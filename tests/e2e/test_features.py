"""The suite's own features: they cover every clause, each scenario is about one, and each step does its part."""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_bdd.parser import FeatureParser, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

import e2e.steps
from e2e.model.clauses import Catalogue, load_clauses
from tests.conftest import Ran

ROOT = Path(__file__).parents[2]
FEATURES = ROOT / "scenarios"
CHECKS_AND_FLOWS = [path for folder in ("checks", "flows", "scene") for path in (ROOT / "e2e" / folder).glob("*.py")]
PLAY = {path.stem for path in CHECKS_AND_FLOWS}
DEMANDING = {"sees", "reads", "misses", "expect", "assert", "NotSeen"}
"""What a step may call to demand something."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_clauses(FEATURES / "clauses.toml")


@cache
def scenarios() -> tuple[ScenarioTemplate, ...]:
    features = [FeatureParser(str(FEATURES), path.name).parse() for path in sorted(FEATURES.glob("*.feature"))]
    return tuple(scenario for feature in features for scenario in feature.scenarios.values())


@cache
def written_steps() -> tuple[Step, ...]:
    """As a run has them, with each example filled in."""
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


def called(function: ast.FunctionDef) -> Iterator[str]:
    """What is called by its own name, or as of a module of the play: `ways.log_in(…)`, and not `screen.log_in(…)`."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)) if module in PLAY:
                yield name
            case ast.Assert():
                yield "assert"


@cache
def demanding_functions() -> frozenset[str]:
    """The functions of the steps and of what they play with that demand something, themselves or by another."""
    modules = [*(ROOT / "e2e/steps").glob("*.py"), *CHECKS_AND_FLOWS]
    nodes = [node for module in modules for node in ast.walk(ast.parse(module.read_text("utf-8")))]
    calls = {node.name: set(called(node)) for node in nodes if isinstance(node, ast.FunctionDef)}
    demanding = set(DEMANDING)
    while more := {name for name, names in calls.items() if names & demanding} - demanding:
        demanding |= more
    return frozenset(demanding)


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
    silent = {
        definition.step_func.__name__
        for definition in step_definitions()
        if definition.type == "then" and definition.step_func.__name__ not in demanding_functions()
    }

    assert silent == set()


def test_a_then_that_only_looks_would_be_found() -> None:
    """Else the test before this one would prove nothing."""
    looking = ast.parse("def step(devices):\n    devices.at(None).screens.code.wrong.is_visible()").body[0]

    assert isinstance(looking, ast.FunctionDef)
    assert not set(called(looking)) & demanding_functions()


def test_strangers_who_leave_a_portal_slow_come_last(suite: Callable[..., Ran]) -> None:
    ran = suite("pytest", "e2e", "--collect-only", "-q", "--browser", "chromium", "-p", "no:cacheprovider")

    collected = [line for line in ran.stdout.splitlines() if "::" in line]
    assert ["stranger" in name or "nobodys_slow" in name for name in collected[-3:]] == [False, True, True], ran.stdout
