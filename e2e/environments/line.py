"""The line between a device and the portal."""

from playwright.sync_api import Error, Page

from e2e.contract import CannotDo
from e2e.environments.profile import Line

_BITS_PER_BYTE = 8


def slow_down(line: Line | None, page: Page) -> None:
    """Give this tab the line, from now on. Raises CannotDo if the browser cannot do that; only Chromium can."""
    if line is None:
        return
    bytes_per_second = line.kilobits_per_second * 1000 // _BITS_PER_BYTE
    try:
        session = page.context.new_cdp_session(page)
    except Error as error:
        raise CannotDo("it needs a line that can be made slow, which only Chromium has") from error
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": line.latency_milliseconds,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        },
    )
