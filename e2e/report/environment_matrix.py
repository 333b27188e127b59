"""A run in several environments: what each of them does to the portal, with one row per environment and browser."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath

from e2e.model.compatibility import NOT_JUDGED, PLAIN_NAME, WITHOUT_TOUCH, Compatibility, compared
from e2e.model.diagnosis import likely_cause, split_cause
from e2e.model.scenario_result import ScenarioResult
from e2e.model.verdict import Verdict, clause_verdict


@dataclass(frozen=True)
class Described:
    """An environment as its file describes it.

    `sentence` says what it is. `known` has the clauses that it breaks every time, and `sometimes` those that it breaks
    in some runs, each with the reason. `touch` says whether its device has a touch screen.
    """

    sentence: str
    known: Mapping[str, str]
    sometimes: Mapping[str, str] = field(default_factory=dict)
    touch: bool = False


@dataclass(frozen=True)
class Broken:
    """A clause that holds in the plain browser but not in this environment, with the scenarios that show it.

    `cause` is the likely cause; it is empty if there is no sign of one. `recorded` is what the environment's file says
    about the clause; it is empty if the file says nothing.
    """

    clause: str
    scenarios: tuple[ScenarioResult, ...]
    cause: str
    recorded: str = ""

    @property
    def known(self) -> str:
        """The recorded reason; empty if there is none, or if it is about another cause."""
        recorded_cause, why = split_cause(self.recorded)
        return why if recorded_cause in (None, split_cause(self.cause)[0]) else ""


@dataclass(frozen=True)
class EnvironmentResult:
    """What an environment does to the portal in one browser, compared with the plain browser.

    `scenarios` are all the scenarios that were run in it.
    """

    name: str
    browser: str
    described: Described
    compatibility: Compatibility
    broken: tuple[Broken, ...]
    scenarios: tuple[ScenarioResult, ...]
    unjudged: str = ""
    """Why the environment is not judged, if that is known."""

    @property
    def short_name(self) -> str:
        """The name without its folder, for an environment that is the user's own file."""
        return PurePath(self.name).name

    @property
    def unrecorded(self) -> tuple[str, ...]:
        """The clauses that it breaks although its file does not say so, or gives another cause."""
        return tuple(one.clause for one in self.broken if not one.known)

    @property
    def without_touch(self) -> bool:
        """Whether its touch screen was left out, because the browser cannot be given one."""
        return self.described.touch and self.browser in WITHOUT_TOUCH

    @property
    def as_recorded(self) -> bool:
        """Whether it breaks everything that its file says it breaks every time, and nothing that is not recorded."""
        return self.compatibility.verdict != NOT_JUDGED and not self.unrecorded and not self.compatibility.kept

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts that count for the exit code.

        A clause that is known to break is not a failure, and an environment that is not judged is not a success.
        """
        if Verdict.HARNESS_ERROR in (scenario.verdict for scenario in self.scenarios):
            return (Verdict.HARNESS_ERROR,)
        if self.compatibility.verdict == NOT_JUDGED:
            return (Verdict.SET_UP_FAILED,)
        return (Verdict.PASSED if self.as_recorded else Verdict.FAILED,)

    @property
    def finding(self) -> str:
        """The finding in words, such as "compatible with limits: COOKIE-1 does not hold"."""
        if self.compatibility.verdict == NOT_JUDGED:
            return f"{NOT_JUDGED}{f' ({self.unjudged})' if self.unjudged else ''}"
        broken = self.compatibility.broken
        does = "do" if len(broken) > 1 else "does"
        return (
            f"{self.compatibility.verdict}: {', '.join(broken)} {does} not hold"
            if broken
            else self.compatibility.verdict
        )


def in_the_plain_browser(results: Iterable[ScenarioResult]) -> list[ScenarioResult]:
    """The results that say something about the portal itself."""
    return [result for result in results if result.environment == PLAIN_NAME]


def matrix(results: Sequence[ScenarioResult], environments: Mapping[str, Described]) -> tuple[EnvironmentResult, ...]:
    """Compare each environment with the plain one. There is one row per environment and browser, but none for plain."""
    browsers = dict.fromkeys(sorted(result.browser for result in results))
    return tuple(
        _row(name, browser, described, [result for result in results if result.browser == browser])
        for name, described in environments.items()
        if name != PLAIN_NAME
        for browser in browsers
    )


def _row(name: str, browser: str, described: Described, results: Sequence[ScenarioResult]) -> EnvironmentResult:
    plain = in_the_plain_browser(results)
    here = [result for result in results if result.environment == name]
    compatibility = compared(_verdicts(plain), _verdicts(here), described.known)
    recorded = {**described.sometimes, **described.known}
    broken = tuple(_broken(clause, here, plain, recorded.get(clause, "")) for clause in compatibility.broken)
    unjudged = _why_unjudged(here, plain) if compatibility.verdict == NOT_JUDGED else ""
    return EnvironmentResult(name, browser, described, compatibility, broken, tuple(here), unjudged)


def _why_unjudged(here: Iterable[ScenarioResult], plain: Iterable[ScenarioResult]) -> str:
    of_here = (result.reason for result in here)
    of_plain = (f"in the plain browser: {result.reason}" for result in plain if result.reason)
    return next(filter(None, chain(of_here, of_plain)), "")


def _verdicts(results: Sequence[ScenarioResult]) -> dict[str, str]:
    clauses = dict.fromkeys(sorted(result.clause for result in results))
    return {
        clause: clause_verdict([result.verdict for result in results if result.clause == clause]) for clause in clauses
    }


def _broken(clause: str, here: Sequence[ScenarioResult], plain: Sequence[ScenarioResult], recorded: str) -> Broken:
    bad = tuple(result for result in here if result.clause == clause and not result.verdict.ok)
    cause = next(filter(None, _causes(bad, plain)), "")
    return Broken(clause, bad, cause, recorded)


def _causes(bad: Iterable[ScenarioResult], plain: Sequence[ScenarioResult]) -> Iterator[str]:
    for result in bad:
        same = next((one for one in plain if one.scenario == result.scenario and one.feature == result.feature), None)
        if same:
            yield likely_cause(result.observations, same.observations)
