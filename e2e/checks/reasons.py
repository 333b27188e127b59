"""Works out from an exception why a step broke. It reads Playwright's messages, pytest's and the suite's own.

It knows the messages of Playwright 1.64. A message that it does not know is passed on as it is, on one line.
"""

import re

import pytest
from playwright.sync_api import Error as PlaywrightError

from e2e.checks.machine_faults import machine_fault
from e2e.contract import ControlError, SceneNotSet
from e2e.model.reason import NotSeen, Reason

_LONGEST_LINE = 400
_LONGEST_PART = 160

_EXPECT = re.compile(
    r"\A(?P<expected>.+?)\nActual value: (?P<seen>.*?)(?:\nError: (?P<error>.*?))?\s*(?:\nCall log:(?P<log>.*))?\Z",
    re.DOTALL,
)
_LOCATOR = re.compile(r'- Expect "\w+" (?P<locator>.+) with timeout')
_BY_ROLE = re.compile(r'get_by_role\("(?P<role>\w+)"(?:, name="(?P<name>[^"]*)"(?:, exact=True)?)?\)')
_WAITING = re.compile(r"- (?P<waiting>waiting for .+)")
_PATTERN = re.compile(r"'re\.compile\((['\"])(?P<pattern>.*)\1(?:, re\.[\w.|]+)*\)'", re.DOTALL)
_SUBJECTS = {
    "Locator expected": "",
    "Page title expected": "the page's title",
    "Page URL expected": "the page's address",
}


def reason_of(error: BaseException) -> Reason:
    """The reason that an exception gives; for an exception group, all its reasons on one line.

    The line has at most 400 characters. What was expected and what was seen have at most 160 each.
    """
    if not isinstance(error, BaseExceptionGroup) and (fault := machine_fault(error)):
        return Reason(_one_line(f"{fault} ({_first_line(error)})", _LONGEST_LINE))
    if isinstance(error, NotSeen):
        expected, seen = _one_line(error.expected, _LONGEST_PART), _one_line(error.seen, _LONGEST_PART)
        return Reason(f"expected {expected}, seen {seen}", expected, seen)
    expectation = _EXPECT.match(str(error)) if isinstance(error, AssertionError) else None
    return _of_expectation(expectation) if expectation else Reason(_one_line(_sentence(error), _LONGEST_LINE))


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _sentence(error: BaseException) -> str:
    match error:
        case BaseExceptionGroup():
            return "; ".join(reason_of(one).line for one in error.exceptions)
        case AssertionError():
            return str(error) or "an assertion that does not say what it expected"
        case PlaywrightError():
            return _of_action(str(error))
        case ControlError() | SceneNotSet() if str(error):
            return str(error)
        case pytest.skip.Exception():
            return f"skipped: {error.msg}"
        case _:
            return f"{type(error).__name__}: {error}"


def _of_expectation(found: re.Match[str]) -> Reason:
    log = found["log"] or ""
    locator = _LOCATOR.search(log)
    counting = '"to_have_count"' in log
    expected = _expected(found["expected"], locator["locator"] if locator else "", counting=counting)
    seen = _seen(found["seen"], found["error"] or "", counting=counting)
    expected, seen = _one_line(expected, _LONGEST_PART), _one_line(seen, _LONGEST_PART)
    return Reason(f"expected {expected}, seen {seen}", expected, seen)


def _expected(text: str, locator: str, *, counting: bool) -> str:
    """What was expected of what, such as "the heading to have text 'Hallo'", or in the words given to `expect`."""
    said = _PATTERN.sub(lambda pattern: f"/{pattern['pattern']}/".replace("\\\\", "\\"), text)
    for start, subject in _SUBJECTS.items():
        if said.startswith(start):
            return f"{subject or _element(locator)} {said.removeprefix(start).strip()}"
    words, _, value = said.removeprefix("expected ").partition("\nExpected value: ")
    return f"{words}: {value}" if value and not counting else words


def _element(locator: str) -> str:
    """A locator in words, such as "the button 'verifiëren'", if it is as simple as most are."""
    found = _BY_ROLE.fullmatch(locator)
    if not found:
        return locator or "it"
    return f"the {found['role']} '{found['name']}'" if found["name"] else f"the {found['role']}"


def _seen(value: str, error: str, *, counting: bool) -> str:
    if error.startswith("element(s) not found"):
        return "no such element"
    if error:
        return error.partition("\n")[0].rstrip(": ")
    if counting:
        return f"{value.strip()} of them"
    return "nothing" if value.strip() in {"", "None"} else f"'{value.strip()}'"


def _of_action(message: str) -> str:
    first = message.partition("\n")[0].strip().rstrip(".:")
    waiting = _WAITING.search(message)
    return f"{first}, {waiting['waiting']}" if waiting else first


def _one_line(text: str, longest: int) -> str:
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
