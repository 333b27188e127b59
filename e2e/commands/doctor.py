"""`doctor`: checks whether a target or an environment is right."""

from pathlib import Path

import click

from e2e.commands.tree import SETTINGS, WrongUse, wrong_use_for


@click.command(context_settings=SETTINGS)
@click.option("--target", type=click.Path(path_type=Path), metavar="FILE.toml", help="The portal to check.")
@click.option("--environment", metavar="NAME", help="Check this environment, and the portal only as seen from there.")
@click.option("--browser", default="chromium", show_default=True, type=click.Choice(["chromium", "firefox", "webkit"]))
def doctor(target: Path | None, environment: str | None, browser: str) -> int:
    """Check whether a target or an environment is right.

    With --target it checks a portal as the suite will use it, with --environment a device, a browser or a proxy. If
    something is wrong, it says how to fix it.
    """
    from e2e.browser.finding import NoBrowserError
    from e2e.environments.file import EnvironmentFileError
    from e2e.targets.file import TargetFileError

    with wrong_use_for(EnvironmentFileError, NoBrowserError, TargetFileError):
        if environment:
            return _of_environment(environment, target, browser)
        if target:
            return _of_portal(target, browser)
    raise WrongUse("say what to check, with --target FILE.toml or --environment NAME")


def _of_environment(name: str, target: Path | None, browser: str) -> int:
    from e2e.commands.project import ENVIRONMENTS, catalogue
    from e2e.doctor.environment import examine
    from e2e.environments.file import load_environment
    from e2e.targets.chosen import REFERENCE

    environment = load_environment(name, ENVIRONMENTS, Path.cwd(), catalogue().clause_ids, click.echo)
    return examine(name, environment, str(target) if target else REFERENCE, browser, click.echo)


def _of_portal(target: Path, browser: str) -> int:
    from e2e.doctor.portal import examine
    from e2e.targets.file import load_target

    return examine(load_target(target), browser, click.echo)
