"""The means by which a defect breaks a testbed: all from outside, on that testbed alone, and before it serves.

A fault that is never reached says nothing about a suite, so each of them notes when it made a difference.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any

from jinja2 import ChoiceLoader, DictLoader
from werkzeug import Request, Response

from reference_app.lockout import Lockout
from reference_app.outcomes import SignedIn
from reference_app.portal import Portal
from reference_app.schema import Pupil
from reference_app.store import Transaction
from reference_app.testbed import Testbed

Replacement = Callable[..., Any]


class Breaking:
    """One testbed that is being broken; `reached` once the fault changed something."""

    def __init__(self, testbed: Testbed) -> None:
        self.testbed = testbed
        self.reached = False
        self._templates: dict[str, str] = {}
        loaders = [DictLoader(self._templates), testbed.app.jinja_env.loader]
        testbed.app.jinja_env.loader = ChoiceLoader([loader for loader in loaders if loader])

    @property
    def portal(self) -> Portal:
        return self.testbed.portal

    def policy(self, **changes: Any) -> None:
        self.portal.policy = replace(self.portal.policy, **changes)
        self.reached = True

    def instead_of(self, owner: object, name: str) -> Callable[[Replacement], Replacement]:
        """Decorates what is called instead of a method of one of the testbed's objects, with the method before all."""

        def put(replacement: Replacement) -> Replacement:
            setattr(owner, name, self._noted(replacement, getattr(owner, name)))
            return replacement

        return put

    def view(self, endpoint: str) -> Callable[[Replacement], Replacement]:
        """Likewise for a page, by its endpoint: `home.code`."""

        def put(replacement: Replacement) -> Replacement:
            views = self.testbed.app.view_functions
            views[endpoint] = self._noted(replacement, views[endpoint])
            return replacement

        return put

    def answers(self, change: Callable[[Request, Response], Response | None]) -> Callable[..., Any]:
        """Decorates what is done to each answer that leaves the portal: it is changed, or another comes instead."""
        inner = self.testbed.app.wsgi_app

        def broken(environ: Any, start_response: Any) -> Any:
            answer = Response.from_app(inner, environ)
            before = answer.get_data(), list(answer.headers), answer.status
            given = change(Request(environ), answer) or answer
            self.reached |= before != (given.get_data(), list(given.headers), given.status)
            return given(environ, start_response)

        self.testbed.app.wsgi_app = broken  # type: ignore[method-assign]
        return change

    def template(self, name: str, old: str, new: str) -> None:
        """Other words in a template; ValueError where the old ones are not in it, so that no defect goes stale."""
        environment = self.testbed.app.jinja_env
        if environment.loader is None:
            raise ValueError(f"{name}: no templates")
        source, _, _ = environment.loader.get_source(environment, name)
        if old not in source:
            raise ValueError(f"{name} does not say {old!r} any more")
        self._templates[name] = source.replace(old, new)
        self.reached = True

    @contextmanager
    def pupil(self, pupil_id: str) -> Iterator[Pupil]:
        """The pupil's row, locked, to look at and to change."""
        with self.portal.store.write() as tx:
            yield _pupil(tx, pupil_id)

    def lets_in(self, pupil_id: str) -> SignedIn:
        """As after the right password."""
        with self.portal.store.write() as tx:
            pupil = _pupil(tx, pupil_id)
            pupil.lockout = Lockout()
            return SignedIn(self.portal.logged_in.start(tx, pupil, at_school=False))

    def _noted(self, replacement: Replacement, original: Replacement) -> Replacement:
        @wraps(original)
        def broken(*arguments: Any, **named: Any) -> Any:
            self.reached = True
            return replacement(original, *arguments, **named)

        return broken


def _pupil(tx: Transaction, pupil_id: str) -> Pupil:
    pupil = tx.pupil(pupil_id, lock=True)
    if pupil is None:
        raise LookupError(f"no pupil {pupil_id}")
    return pupil
