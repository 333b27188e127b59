"""Running a command on this machine, to its end or until its time is up."""

import sys

from e2e.browser.machine import this_machine


def test_a_command_is_stopped_when_its_time_is_over() -> None:
    ran = this_machine().run([sys.executable, "-c", "import time; time.sleep(60)"], 0.2)
    assert ran.error == "not done after 0 seconds"


def test_of_a_command_that_fails_the_telling_line_is_kept() -> None:
    fails = "import sys; sys.exit('Working...\\nError: no such host\\n at x')"
    assert this_machine().run([sys.executable, "-c", fails], 20).error == "Error: no such host"


def test_a_program_that_is_not_there_is_a_value_too() -> None:
    assert "No such file" in this_machine().run(["/nowhere/chromium", "--version"], 1).error
