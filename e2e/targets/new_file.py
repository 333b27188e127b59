"""Writes a target file to start from: what is known is filled in, and everything else is there as a comment."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from e2e.scene.school import CAST, SURNAME
from e2e.screens.elements import actions, elements, filled_in
from e2e.targets.file import DOCUMENT

Kind = Literal["http", "python", "roster"]

_CONTROL = {
    "http": """\
[control]
kind = "http"            # the portal speaks the control protocol, docs/control-protocol.yaml
address = "{control}"
token_from = "CONTROL_TOKEN"   # the environment variable that holds the token; never write the token here
""",
    "python": """\
[control]
kind = "python"          # a class of your own that implements the protocol Control of e2e/contract.py
class = "my_portal:MyControl"  # module:Class, in a file beside this one, or installed
options = {}             # passed to the class when it is created
""",
    "roster": """\
[control]
kind = "roster"          # no control: the accounts below exist already, under these names
can = ["teacher"]        # also possible: school-login, password-pictures, letters
""",
}


def new_target_file(name: str, addresses: Mapping[str, str], kind: Kind, language: str) -> str:
    """The text of a target file. `addresses` has front, home and teacher and, for the kind http, also control."""
    parts = [
        f"# How the suite reaches this portal. Explained in {DOCUMENT}; try it with: python -m e2e doctor",
        f"name = {_quoted(name)}",
        f'language = "{language}"          # of the portal\'s pages: nl or en',
        "",
        "[portal]",
        *(f"{place:8} = {_quoted(addresses[place])}" for place in ("front", "home", "teacher")),
        '# certificate_authority = "ca.pem"       # the authority that signed it, if browsers do not know it',
        '# address_header = "X-Forwarded-For"     # if the portal trusts the suite to say it',
        "",
        _CONTROL[kind].format(control=addresses.get("control", "")),
        *(_roster() if kind == "roster" else ()),
        *_screens(),
        *_actions(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _roster() -> Iterator[str]:
    yield "[roster]"
    yield f"# Every pupil's surname is {SURNAME}: the suite checks that no page shows it."
    yield '# school_login_url = "https://…"       # where pupils log in at school'
    for role in CAST:
        school = "another school" if role.other_school else "the school"
        if role.teaches:
            yield f'\n[roster.teachers."{role.name}"]       # of {role.group} of {school}\nemail = ""\npassword = ""'
        else:
            secret = "password_picture" if role.uses_picture else "password"
            yield f"\n[roster.pupils.{role.name}]                  # in {role.group} of {school}"
            yield f'home_code = ""\nwrong_home_code = ""     # wrong, and counts against this pupil\n{secret} = ""'
    yield ""


def _screens() -> Iterator[str]:
    yield "# Playwright selectors for elements that are not found by role and name. Remove a # to use one."
    yield "# An element that is inside another one is looked for only there."
    for screen, names in groupby(elements(), key=lambda name: name.partition(".")[0]):
        yield f"\n[screens.{screen}]"
        for name in names:
            words = "".join(f", {{{word}}} filled in" for word in sorted(filled_in(name)))
            yield f'# {name.partition(".")[2]} = ""   # {elements()[name].explained}{words}'
    yield "\n[own]"
    yield '# menu = "css=summary"     # an element of your own, for the actions'
    yield ""


def _actions() -> Iterator[str]:
    yield "# What is clicked for an action, in this order. Change a line if your portal takes other clicks."
    yield "# An element with a ? after its name is clicked only if it appears."
    for screen, names in groupby(actions(), key=lambda name: name.partition(".")[0]):
        yield f"\n[actions.{screen}]"
        for name in names:
            clicked = ", ".join(_quoted(element) for element in actions()[name].clicked)
            yield f"# {name.partition('.')[2]} = [{clicked}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
