"""No step counts as demanding something merely because a namesake does."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.e2e.demands import demanding_functions

FLOWS = {
    "flows/login.py": """
        from e2e.checks.expectations import sees
        from playwright.sync_api import expect

        def look(screens): expect(screens.page).to_have_title("Login")

        class Strict:
            def look(self): self._demand()
            def _demand(self): assert self.found
            @classmethod
            def made(cls): cls()._demand()

        class Quiet:
            def look(self): return self.found
    """,
    "flows/glances.py": """
        from flows.login import Quiet

        def sees(screens): return screens
        def look(screens): return screens.page
    """,
    "flows/passing_on.py": "from flows.login import Strict, look as look_hard",
}


def demanding_lines(tmp_path: Path, steps: str) -> list[int]:
    """The lines of the steps that demand something, in a module next to made-up flows."""
    for file, source in {**FLOWS, "steps/one.py": steps}.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(dedent(source), encoding="utf-8")
    found = demanding_functions(tmp_path, ("steps", "flows"))
    return sorted(function.line for function in found if function.name.startswith("steps."))


@pytest.mark.parametrize(
    "step",
    [
        "from flows.glances import look\ndef step(screens): look(screens)",
        "from flows import glances as login\ndef step(screens): login.look(screens)",
        "import flows.glances\ndef step(screens): flows.glances.look(screens)",
        "from flows.login import look\ndef look(screens): pass\ndef step(screens): look(screens)",
        "from flows.login import look\ndef step(look): look()",
        "from flows.login import look\ndef step(screens):\n    look = screens.look\n    look()",
        "from flows.login import look\ndef step(screens):\n    from flows.glances import look\n    look(screens)",
        "from flows.login import look\ndef step(screens): screens.look()",
        "from flows.login import Quiet\ndef step(): Quiet().look()",
        "from flows.login import Quiet\ndef step(quiet: Quiet): quiet.look()",
        "from flows.glances import sees\ndef step(screens): sees(screens)",
        "from playwright.sync_api import expect\ndef step(page): expect(page)",
        "from e2e.model.reason import NotSeen\ndef step(page): return NotSeen('a page', 'none')",
        "def step(devices): devices.at(None).screens.code.wrong.is_visible()",
    ],
)
def test_a_step_that_calls_a_harmless_namesake_is_caught(tmp_path: Path, step: str) -> None:
    assert demanding_lines(tmp_path, step) == []


@pytest.mark.parametrize(
    "step",
    [
        "from flows.login import look\ndef step(screens): look(screens)",
        "from flows import login as glances\ndef step(screens): glances.look(screens)",
        "import flows.login\ndef step(screens): flows.login.look(screens)",
        "from flows.passing_on import look_hard\ndef step(screens): look_hard(screens)",
        "from flows.passing_on import Strict\ndef step(): Strict().look()",
        "from flows.login import Strict\ndef step(strict: Strict): strict.look()",
        "from flows.login import Strict\ndef step(): Strict.made()",
        "def step(page): assert page",
        "from playwright.sync_api import expect\ndef step(page): expect(page).not_to_have_title('x')",
        "from e2e.model.reason import NotSeen\ndef step(page): raise NotSeen('a page', 'none')",
    ],
)
def test_a_step_that_demands_something_by_way_of_another_is_known(tmp_path: Path, step: str) -> None:
    line = len(step.partition("def step")[0].splitlines()) + 1

    assert demanding_lines(tmp_path, step) == [line]


def test_of_steps_with_one_name_each_stands_for_itself(tmp_path: Path) -> None:
    asserts, passes = "def _(page): assert page\n", "def _(page): pass\n"
    steps = f'@then("one")\n{asserts}@then("two")\n{passes}@then("three")\n{asserts}'

    assert demanding_lines(tmp_path, steps) == [1, 5]


def test_a_call_reaches_the_last_function_of_a_name(tmp_path: Path) -> None:
    steps = "def look(page): assert page\ndef look(page): pass\ndef step(page): look(page)"

    assert demanding_lines(tmp_path, steps) == [1]
