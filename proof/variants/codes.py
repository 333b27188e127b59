"""Another kind of code."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode

from werkzeug import Request, Response

from proof.variants.between import answered, asked, reworded
from proof.variants.registry import variant
from reference_app.rules.home_code import ALPHABET, LOCATOR_LENGTH, SECRET_LENGTH
from reference_app.testbed.portal import Testbed

_OWN = re.compile(rf"\b([{ALPHABET}]{{{LOCATOR_LENGTH}}})-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})\b")
_LENGTH = 2 * (LOCATOR_LENGTH + SECRET_LENGTH)
# Otherwise it is wider than a narrow screen, or takes one line more than fits on an A4 page.
_ON_THE_LETTER = b".letter .code p { font-size: min(1.75rem, 4.75cqi); white-space: normal }"
_LOOK_ALIKES = str.maketrans("OoIiLl", "001111")


@variant()
def a_code_of_digits(testbed: Testbed) -> None:
    """A home code is twenty-six digits in groups of four, without a letter."""

    def to_own(environ: dict[str, Any]) -> None:
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == "/home/code":
            form = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
            fields = [
                (name, _own(value) if name == "code" else value)
                for name, value in parse_qsl(form, keep_blank_values=True)
            ]
            body = urlencode(fields).encode()
            environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}

    def smaller_on_the_letter(request: Request, answer: Response) -> None:
        if request.path == "/static/portal.css":
            answer.set_data(answer.get_data() + _ON_THE_LETTER)

    asked(testbed, to_own)
    answered(testbed, smaller_on_the_letter)
    reworded(testbed, lambda text: _OWN.sub(lambda found: _in_digits("".join(found.groups())), text))


def _in_digits(own: str) -> str:
    digits = "".join(f"{ALPHABET.index(character):02}" for character in own)
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _own(typed: str) -> str:
    """The portal's own form of a code of digits; anything else becomes something that is no code."""
    digits = "".join(filter(str.isalnum, typed)).translate(_LOOK_ALIKES)
    if len(digits) != _LENGTH or not digits.isdecimal():
        return "no code"
    numbers = [int(digits[place : place + 2]) for place in range(0, _LENGTH, 2)]
    if max(numbers) >= len(ALPHABET):
        return "no code"
    return "".join(ALPHABET[number] for number in numbers)
