"""`environments`: runs the scenarios on other devices, in other browsers and behind proxies."""

from collections.abc import Sequence
from pathlib import Path

import click

from e2e.commands.tree import SETTINGS, WrongUse, started, workers_option, wrong_use_for

# What breaks in an environment is reported as a finding, so pytest need not show a traceback.
_QUIET = ("--tb=no", "-rN")


@click.command(context_settings=SETTINGS)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--whole", is_flag=True, help="Run all scenarios, not only those that an environment can spoil.")
@click.option("--only", metavar="MARKERS", help="Run only these clauses or suites, written as for pytest -m.")
@click.option("--target", metavar="FILE.toml", help="The portal to test.  [default: the reference portal]")
@click.option(
    "--browser",
    "browsers",
    multiple=True,
    type=click.Choice(["chromium", "firefox", "webkit"]),
    help="The browser; may be given several times.  [default: chromium]",
)
@workers_option()
# If an environment breaks something, scenarios wait in vain: so they wait briefly, and many at once.
@click.option("--answer-within", default="5", show_default=True, metavar="SECONDS", help="How long a page may take.")
@click.option(
    "--report", default="report/environments", show_default=True, metavar="DIR", help="Where to put the report."
)
def environments(
    names: tuple[str, ...],
    *,
    whole: bool,
    only: str | None,
    target: str | None,
    browsers: tuple[str, ...],
    workers: str,
    answer_within: str,
    report: str,
) -> int:
    """Run the scenarios in other browsers, on other devices and behind proxies.

    This shows what they break that holds in the plain browser.

    Each NAME is a shipped environment or a file of your own. Without any, all the shipped ones are used.
    """
    from e2e.plugin import IN_ANY_ENVIRONMENT

    if whole and only:
        raise WrongUse("--whole and --only exclude each other; leave one of them out")
    given = {
        "-n": workers,
        "-m": only or ("" if whole else IN_ANY_ENVIRONMENT),
        "--target": target,
        "--answer-within": answer_within,
        "--report": report,
    }
    arguments = [part for option, value in given.items() if value for part in (option, value)]
    arguments += [part for name in names or _all_shipped(browsers) for part in ("--environment", name)]
    arguments += [part for name in browsers for part in ("--browser", name)]
    return started("pytest", "e2e", *_QUIET, *arguments)


def _all_shipped(browsers: Sequence[str]) -> list[str]:
    """The environments that suit all these browsers; the others are reported as left out."""
    from e2e.commands.project import ENVIRONMENTS, catalogue
    from e2e.environments.file import EnvironmentFileError, load_environment, shipped
    from e2e.model.compatibility import PLAIN_NAME

    names = [name for name in shipped(ENVIRONMENTS) if name != PLAIN_NAME]
    if {*browsers} <= {"chromium"}:
        return names
    clauses = catalogue().clause_ids
    with wrong_use_for(EnvironmentFileError):
        read = {name: load_environment(name, ENVIRONMENTS, Path.cwd(), clauses, click.echo) for name in names}
    for_chromium = [name for name, environment in read.items() if environment.line]
    click.echo(f"Left out, as only Chromium has the means: {', '.join(for_chromium)}")
    return [name for name in names if name not in for_chromium]
