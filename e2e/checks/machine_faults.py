"""Tells what is wrong with the machine, or with the browser on it, from what is wrong with a portal.

A browser that went away shows nothing of a page, so every expectation about the page fails in it. The portal is not to
be blamed for that, whatever step it happens in. It reads the messages of Playwright 1.64, Chromium 156 and Firefox 153.
"""

import re
from collections.abc import Iterator

PAGE_CRASHED = "the browser's page crashed; look at the memory and at /dev/shm of this machine, and run it again"
_ADVICE = (
    (re.compile(r"(Target|[Pp]age) crashed"), PAGE_CRASHED),
    (
        re.compile(r"has been closed|browser has disconnected|Connection closed while reading from the driver"),
        "the browser went away; look at what ends processes on this machine, such as a lack of memory",
    ),
    (
        re.compile(r"BrowserType\.\w+: "),
        "the browser does not start; see `python -m e2e doctor`, and that no other browser uses its profile",
    ),
    (
        re.compile(r"ERR_PROXY_CONNECTION_FAILED|NS_ERROR_PROXY_CONNECTION_REFUSED"),
        "the proxy does not answer; start it, or leave it out",
    ),
    (
        re.compile(r"ERR_INSUFFICIENT_RESOURCES|ERR_OUT_OF_MEMORY|Too many open files|EMFILE|ENFILE"),
        "this machine has no more memory or file handles for a browser; run with fewer workers (-n)",
    ),
    (
        re.compile(r"No space left on device|ENOSPC|ERR_FILE_NO_SPACE"),
        "a disk is full; make room in the folder for temporary files, or name another with TMPDIR",
    ),
)


def machine_fault(error: BaseException | None) -> str | None:
    """What is wrong with the machine and what helps, on one line; None if it is not the machine.

    What an exception was raised from counts too: an expectation fails because of it.
    """
    for text in _told(error):
        if found := next((advice for pattern, advice in _ADVICE if pattern.search(text)), None):
            return found
    return None


def _told(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield str(error)
        error = error.__cause__
