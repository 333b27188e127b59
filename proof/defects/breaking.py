"""The means by which a defect breaks a testbed: from outside, on that testbed alone, and before it starts serving.

A fault that is never reached proves nothing about a suite, so each one records when it has made a difference.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from jinja2 import ChoiceLoader, DictLoader
from werkzeug import Request, Response

from reference_app.database.schema import Device, DevicePupil, Pupil
from reference_app.portal import Portal
from reference_app.rules.lockout import Lockout
from reference_app.rules.outcomes import CodeAccepted, SignedIn
from reference_app.testbed.portal import Testbed
from reference_app.tokens import digest, new_token

Record = TypeVar("Record")
Replacement = Callable[..., Any]


class Breaking:
    """One testbed that is being broken; `reached` becomes true once the fault has changed something."""

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
        """Decorate the function to call in place of a method; the original method is passed as its first argument."""

        def put(replacement: Replacement) -> Replacement:
            setattr(owner, name, self._noted(replacement, getattr(owner, name)))
            return replacement

        return put

    def view(self, endpoint: str) -> Callable[[Replacement], Replacement]:
        """Do the same for the view of a page, named by its endpoint, such as `home.code`."""

        def put(replacement: Replacement) -> Replacement:
            views = self.testbed.app.view_functions
            views[endpoint] = self._noted(replacement, views[endpoint])
            return replacement

        return put

    def answers(self, change: Callable[[Request, Response], Response | None]) -> Callable[..., Any]:
        """Decorate a function that gets each answer before it leaves and may change it or return another."""
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
        """Replace text in a template. Raises ValueError if the old text is not there, so no defect can go stale."""
        environment = self.testbed.app.jinja_env
        if environment.loader is None:
            raise ValueError(f"{name}: no templates")
        source, _, _ = environment.loader.get_source(environment, name)
        if old not in source:
            raise ValueError(f"{name} no longer contains {old!r}")
        self._templates[name] = source.replace(old, new)
        self.reached = True

    @contextmanager
    def pupil(self, pupil_id: str) -> Iterator[Pupil]:
        """Give the pupil's row, locked, to read and to change."""
        with self.portal.store.write() as tx:
            yield _there(tx.pupil(pupil_id, lock=True))

    def lets_in(self, pupil_id: str, *, at_school: bool = False) -> SignedIn:
        """Log the pupil in as the right password would, even if the portal refuses."""
        with self.portal.store.write() as tx:
            pupil = _there(tx.pupil(pupil_id, lock=True))
            if not at_school:
                pupil.lockout = Lockout()
            return SignedIn(self.portal.sessions.start(tx, pupil, at_school=at_school))

    def styles(self, rules: str) -> None:
        """Add rules to the end of the stylesheet."""

        @self.answers
        def with_rules(request: Request, answer: Response) -> None:
            if request.path == "/static/portal.css":
                answer.set_data(answer.get_data() + rules.encode())

    def script(self, javascript: str) -> None:
        """Add a script to every page, run before the rest of the page loads, and allow it in the content policy."""
        self.template("layout.html", "</head>", '<script src="/own.js"></script></head>')

        @self.answers
        def with_script(request: Request, answer: Response) -> Response | None:
            if request.path == "/own.js":
                return Response(javascript, mimetype="text/javascript")
            answer.headers["Content-Security-Policy"] += "; script-src 'self'"
            return None

    def remember(self, pupil_id: str) -> CodeAccepted:
        """Have a new device remember a pupil, even if the portal refuses."""
        token = new_token()
        expires_at = self.portal.now() + self.portal.policy.device_remembered
        with self.portal.store.write() as tx:
            known = DevicePupil(pupil_id=pupil_id, code_edition=_there(tx.pupil(pupil_id)).code_edition)
            tx.add(Device(token_digest=digest(token), expires_at=expires_at, pupils=[known]))
        return CodeAccepted(token)

    def _noted(self, replacement: Replacement, original: Replacement) -> Replacement:
        @wraps(original)
        def broken(*arguments: Any, **named: Any) -> Any:
            self.reached = True
            return replacement(original, *arguments, **named)

        return broken


def _there(record: Record | None) -> Record:
    if record is None:
        raise LookupError("a defect needs a record that does not exist")
    return record
