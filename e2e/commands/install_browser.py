"""`install-browser`: installs a browser to run the scenarios in, if the machine has none."""

import click

from e2e.commands.tree import SETTINGS, wrong_use_for


@click.command("install-browser", context_settings=SETTINGS)
@click.argument("name", default="chromium", type=click.Choice(["chromium", "firefox", "webkit"]))
@click.option("--headed", is_flag=True, help="A browser that can show a window.")
def install_browser(name: str, *, headed: bool) -> int:
    """Install a browser to run the scenarios in.

    If there is one already, it does nothing.
    """
    from e2e.browser.finding import NoBrowserError, Wanted
    from e2e.browser.installing import install
    from e2e.browser.machine import this_machine

    with wrong_use_for(NoBrowserError):
        install(Wanted(name, headless=not headed), this_machine(), click.echo)
    return 0
