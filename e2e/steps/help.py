"""Steps on where a page sends a pupil who cannot log in."""

import re

from pytest_bdd import parsers, then

from e2e.browser.devices import Devices
from e2e.checks.expectations import misses, reads, sees
from e2e.steps.words import said

NETWORK_ENVIRONMENTS = (
    "MOO",
    "ZuluConnect",
    "XCool/Cloudwise",
    "MijnOnderwijsPortaal",
    "Ratho Portaal",
    "Prowise Go",
    "Skool/Miloo",
    "OnlineKlas",
)
HELP_DESK = re.compile(
    r"(help|service) ?desk|klantenservice|customer service|(bel|mail) ons|(call|e-?mail) us|contact (met )?(ons|us)\b"
    r"|\b(info|help|hulp|support|service|contact)\w*@",
    re.IGNORECASE,
)


@then(said("the page says to ask the teacher"))
def says_to_ask_the_teacher(devices: Devices, where: str | None) -> None:
    sees(devices.at(where).screens.help.ask_the_teacher, "to ask the teacher")


@then(said("the page offers no help desk"))
def offers_no_help_desk(devices: Devices, where: str | None) -> None:
    page = devices.at(where).page
    misses(page.get_by_text(HELP_DESK), "a help desk")
    misses(page.locator("a[href^='mailto:'], a[href^='tel:']"), "an address to write to or a number to call")


@then("the page names every network environment of the guide and its instructions")
def names_every_environment(devices: Devices) -> None:
    """Each is named as in the guide; if the guide gives two names, either will do."""
    page = devices.at(None).page
    for name in NETWORK_ENVIRONMENTS:
        either = "|".join(map(re.escape, [name, *name.split("/")]))
        sees(page.get_by_text(re.compile(either, re.IGNORECASE)), name)
    reads(page.locator("body"), re.compile("instructi", re.IGNORECASE), "instructions of the school or the supplier")


@then(parsers.re(rf"the page names (?P<environment>{'|'.join(NETWORK_ENVIRONMENTS)}) and its instructions"))
def names_the_environment(devices: Devices, environment: str) -> None:
    sees(devices.at(None).screens.help.elsewhere(environment), f"{environment} and its instructions")


@then("the page says that the school does not allow working at home")
def says_it_is_not_allowed(devices: Devices) -> None:
    sees(devices.at(None).screens.help.not_at_home, "that the school does not allow working at home")


@then("the page says that logging in starts on 23 July 2021")
def says_from_when(devices: Devices) -> None:
    sees(devices.at(None).screens.help.not_yet, "from when one can log in")
