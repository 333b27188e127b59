"""Other addresses."""

import re
from typing import Any

from werkzeug import Request, Response

from proof.variants.between import answered, asked, reworded
from proof.variants.registry import variant
from reference_app.testbed.portal import Testbed

_CALLED = {"home": "thuis", "materials": "kast", "teacher": "juf-en-meester", "school": "in-de-klas", "logout": "klaar"}
_OWN = {theirs: ours for ours, theirs in _CALLED.items()}
# After a quotation mark in a page, or after the port in a full address.
_IN_A_TEXT = re.compile(rf"(?<=[\"'\d])/({'|'.join(_CALLED)})(?![\w-])")


@variant()
def other_addresses(testbed: Testbed) -> None:
    """Every page has another address."""

    def from_theirs(environ: dict[str, Any]) -> None:
        _, first, *rest = environ["PATH_INFO"].split("/")
        environ["PATH_INFO"] = "/".join(["", _OWN.get(first, "nowhere" if first in _CALLED else first), *rest])

    def on_to_theirs(_request: Request, answer: Response) -> None:
        if location := answer.headers.get("Location"):
            answer.headers["Location"] = re.sub(r"^/(\w+)", lambda found: f"/{_theirs(found[1])}", location)

    asked(testbed, from_theirs)
    answered(testbed, on_to_theirs)
    reworded(testbed, lambda text: _IN_A_TEXT.sub(lambda found: f"/{_theirs(found[1])}", text))


def _theirs(own: str) -> str:
    return _CALLED.get(own, own)
