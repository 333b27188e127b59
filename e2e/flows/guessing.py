"""Guessing codes that belong to nobody, and how a portal answers: that they are wrong, or that one has to wait."""

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from playwright.sync_api import Response

from e2e.browser.device import Device
from e2e.browser.traffic import sends_something
from e2e.checks.expectations import sees
from e2e.contract import CannotDo, Pupil
from e2e.flows import login
from e2e.flows.replay import CapturedRequest
from e2e.scene.school import home_code
from e2e.screens.find import go_to

MOST_PER_DEVICE = 30
MOST_CLEARINGS = 20
GUESSES_PER_CLEARING = 6
# A portal may slow guesses down by answering late, instead of saying that one has to wait.
LONGER_THAN_USUAL = 4
NOTICED_SECONDS = 1.5
_STRETCH = 3
_SHUFFLES = 1000


@dataclass(frozen=True)
class CodeAnswer:
    """The answer to a code: what a person reads, and what the browser got."""

    read: str
    status: int
    cookies_set: tuple[str, ...]


def nobodys_codes(pupil: Pupil) -> Iterator[str]:
    """Codes that look like the pupil's, with the same characters in another order, so that they are nobody's.

    There are so many orders that none is likely to be anybody's. No three characters in a row stay in place: part of
    the code may say whose it is, and a wrong code with that part in it counts for that pupil. Raises CannotDo if the
    code has too few different characters for that.
    """
    code = home_code(pupil)
    own = list(filter(str.isalnum, code))
    while True:
        left = iter(_in_another_order(own))
        yield "".join(next(left) if character.isalnum() else character for character in code)


def _in_another_order(own: Sequence[str]) -> Sequence[str]:
    for _ in range(_SHUFFLES):
        other = secrets.SystemRandom().sample(own, len(own))
        stands = [one == before for one, before in zip(other, own, strict=True)]
        if not any(all(stands[place : place + _STRETCH]) for place in range(max(1, len(own) - _STRETCH + 1))):
            return other
    raise CannotDo("it needs codes that are nobody's, and this code has too few different characters to make some of")


def answer_to(device: Device, code: str) -> CodeAnswer:
    """The answer to a wrong code. Raises NotSeen if the portal says to wait instead."""
    login.to_the_code(device)
    with device.page.expect_response(lambda response: sends_something(response.request)) as sent:
        device.screens.code.enter(code)
        sees(device.screens.code.wrong, "that the code is refused")
    response: Response = sent.value
    names = sorted(
        header["value"].partition("=")[0]
        for header in response.headers_array()
        if header["name"].lower() == "set-cookie"
    )
    return CodeAnswer(device.page.locator("body").inner_text(), response.status, tuple(names))


def slowed_on(device: Device, codes: Iterator[str]) -> bool:
    """Whether the portal slows the device down in the end."""
    login.to_the_code(device)
    usual = _seconds(device, next(codes))
    return any(_is_slowed(device, code, usual) for code in islice(codes, MOST_PER_DEVICE))


def slowed_though_cleared(device: Device, codes: Iterator[str]) -> bool:
    """Whether in the end even the first code after clearing the cookies is slowed down, which means by IP address.

    After each clearing one code is typed; for the rest the browser sends a form again that was held back.
    """
    login.to_the_code(device)
    code_page = device.page.url
    usual = _seconds(device, next(codes))
    for code in islice(codes, MOST_CLEARINGS):
        device.replace_cookies([])
        go_to(device.page, code_page)
        with device.page.expect_request(sends_something) as sent:
            if _is_slowed(device, code, usual):
                return True
        form = CapturedRequest.capture(device.page, partial(device.screens.code.enter, code))
        for _ in range(GUESSES_PER_CLEARING - 1):
            device.page.context.request.fetch(sent.value, data=form.body)
    return False


def _is_slowed(device: Device, code: str, usual: float) -> bool:
    seconds = _seconds(device, code)
    return device.screens.help.wait.first.is_visible() or seconds > max(NOTICED_SECONDS, LONGER_THAN_USUAL * usual)


def _seconds(device: Device, code: str) -> float:
    """How long the answer takes."""
    began = time.monotonic()
    _enter(device, code)
    return time.monotonic() - began


def _enter(device: Device, code: str) -> None:
    screens = device.screens
    screens.code.enter(code)
    sees(screens.code.wrong.or_(screens.help.wait), "that the code is refused")
