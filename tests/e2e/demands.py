"""Which functions demand something of a page, read from their source: by asserting, or by calling one that demands.

Each name is resolved in its own module, through the imports, so that no function is mistaken for a namesake.
What cannot be known from the source, such as a method of what another call returned, counts as demanding nothing.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NOT_SEEN = "e2e.model.reason.NotSeen"
EXPECTATIONS = ("playwright.sync_api.expect.to_", "playwright.sync_api.expect.not_to_")
"""What `expect(…)` is asked to check; a bare `expect(…)` checks nothing."""

_LOCAL = "<local>"
_Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """A function or method by its qualified name, such as `e2e.flows.replay.CapturedRequest.capture`.

    `line` is where it begins, decorators included: several steps of a module may share a name.
    """

    name: str
    line: int


@dataclass(frozen=True)
class _Module:
    """What each name at the module's top level stands for, qualified."""

    name: str
    body: tuple[ast.stmt, ...]
    names: Mapping[str, str]


def demanding_functions(root: Path, packages: Iterable[str]) -> frozenset[Function]:
    """The functions of the modules directly in `packages`: folders below `root`, such as `e2e/steps`."""
    modules = [module for package in packages for module in _modules(root, package)]
    calls = {
        function: {_at_its_origin(call, modules) for call in found}
        for module in modules
        for function, found in _functions(module)
    }
    # If a module has several functions of one name, a call reaches the last.
    by_name = {function.name: function for function in calls}
    demanding = {function for function, found in calls.items() if any(map(_is_a_demand, found))}
    while (
        more := {function for function, found in calls.items() if demanding & {by_name.get(call) for call in found}}
        - demanding
    ):
        demanding |= more
    return frozenset(demanding)


def _modules(root: Path, package: str) -> Iterator[_Module]:
    for path in sorted((root / package).glob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        body = tuple(ast.parse(path.read_text("utf-8")).body)
        names = {own: meant for node in _at_the_top(body) for own, meant in _bound(node, name)}
        yield _Module(name, body, names)


def _at_the_top(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        if isinstance(statement, _Definition | ast.ClassDef):
            yield statement
        else:
            yield from ast.walk(statement)


def _bound(node: ast.AST, scope: str) -> Iterator[tuple[str, str]]:
    """The names that a node binds, each with what it then stands for; `scope` is where they are bound."""
    match node:
        case ast.ImportFrom(module=str(origin), level=0):
            yield from ((alias.asname or alias.name, f"{origin}.{alias.name}") for alias in node.names)
        case ast.Import():
            yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)
            yield from ((top, top) for top in (one.name.partition(".")[0] for one in node.names if not one.asname))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, f"{scope}.{name}"
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name, f"{scope}.{name}"


def _functions(module: _Module) -> Iterator[tuple[Function, set[str]]]:
    """Each function or method, with the qualified names that it calls."""
    for node in module.body:
        if isinstance(node, _Definition):
            yield _function(node, module.name), set(_calls(node, module.names))
        if isinstance(node, ast.ClassDef):
            for method in (one for one in node.body if isinstance(one, _Definition)):
                qualified = f"{module.name}.{node.name}"
                own = {argument.arg: qualified for argument in method.args.args[:1]}
                yield _function(method, qualified), set(_calls(method, module.names, own))


def _function(node: _Definition, scope: str) -> Function:
    return Function(f"{scope}.{node.name}", min(one.lineno for one in (node, *node.decorator_list)))


def _calls(function: _Definition, at_the_top: Mapping[str, str], own: Mapping[str, str] | None = None) -> Iterator[str]:
    """The names called in it, and `assert`; `own` says to which class a method's `self` or `cls` belongs."""
    inside = [node for part in ast.iter_child_nodes(function) for node in ast.walk(part)]
    local = {name: meant for node in inside for name, meant in _bound(node, _LOCAL)}
    typed = {node.arg: _qualified(node.annotation, at_the_top) for node in inside if isinstance(node, ast.arg)}
    names = {**at_the_top, **local, **{name: meant for name, meant in typed.items() if meant}, **(own or {})}
    for node in inside:
        match node:
            case ast.Assert():
                yield "assert"
            case ast.Raise(exc=ast.Call(func=raised)) if _qualified(raised, names) == NOT_SEEN:
                yield "assert"
            case ast.Call(func=called) if meant := _qualified(called, names):
                yield meant


def _qualified(expression: ast.AST | None, names: Mapping[str, str]) -> str | None:
    """`login.sees_the_block` becomes `e2e.flows.login.sees_the_block`; an object just made, `Keyboard()`, its class."""
    match expression:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=attribute) if owner := _qualified(value, names):
            return f"{owner}.{attribute}"
        case ast.Call(func=made):
            return _qualified(made, names)
    return None


def _at_its_origin(name: str, modules: Iterable[_Module]) -> str:
    """The name that it has where it is defined, if a module only re-exports it."""
    for module in (one for one in modules if name.startswith(f"{one.name}.")):
        own, *rest = name.removeprefix(f"{module.name}.").split(".")
        meant = module.names.get(own, f"{module.name}.{own}")
        if meant != f"{module.name}.{own}":
            return _at_its_origin(".".join([meant, *rest]), modules)
    return name


def _is_a_demand(call: str) -> bool:
    return call == "assert" or call.startswith(EXPECTATIONS)
