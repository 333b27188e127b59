"""Steps with the mail that brings a code to a parent: a teacher sends it, and the parent reads it."""

import re

from pytest_bdd import then, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import sees
from e2e.contract import Mail
from e2e.flows import login
from e2e.flows.login import at_own_group
from e2e.model.reason import NotSeen
from e2e.scene.mailbox import the_one_mail
from e2e.scene.school import Scene, home_code
from e2e.steps.words import said

TAG = re.compile(r"<[^>]*>")


@when(said("{teacher} mails the home code of {name} to the parent"))
def mails_the_code(devices: Devices, scene: Scene, teacher: str, name: str) -> None:
    screen = at_own_group(devices, scene, teacher).screens.teacher
    screen.mail(name)
    sees(screen.mail_on_its_way, f"that the mail for {name} is on its way")


@when(said("{name} verifies the home code from that mail"))
def verifies_the_mailed_code(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    login.to_the_code(devices.at(where))
    devices.at(where).screens.code.enter(_code_in(_arrived(scene, name).text, scene, name))


@then(said("the parent of {name} has one mail with her home code"))
def has_a_mail_with_the_code(scene: Scene, name: str) -> None:
    """The code is in what a mail program shows, both with markup and without."""
    mail = _arrived(scene, name)
    _code_in(mail.text, scene, name)
    _code_in(TAG.sub("", mail.html or mail.text), scene, name)


@then(said("the parent of {name} has no mail"))
def has_no_mail(scene: Scene, name: str) -> None:
    """Use this only after another mail that was sent at the same time has arrived."""
    if mails := scene.mails_to_parent(name):
        raise NotSeen(f"to find no mail to the parent of {name}", f'"{mails[0].subject}"')


def _arrived(scene: Scene, name: str) -> Mail:
    return the_one_mail(f"the parent of {name}", lambda: scene.mails_to_parent(name))


def _code_in(text: str, scene: Scene, name: str) -> str:
    """The pupil's code as the text writes it, with any dashes and spaces in it."""
    letters = filter(str.isalnum, home_code(scene.pupil(name)))
    found = re.search(r"[\W_]*".join(letters), text, re.IGNORECASE)
    if found is None:
        raise NotSeen(f"to read the home code of {name} in the mail", f'"{" ".join(text.split())}"')
    return found.group()
