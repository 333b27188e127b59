"""The settings that people need because of how they see or use a device, and how a browser is given each of them.

Text twice as large (WCAG 1.4.4) is done with the browser's own font size, on a tablet held upright. A page that does
not follow the font size would be zoomed as a whole instead, and a laptop's page zoomed to four times its size is 320
pixels wide (WCAG 1.4.10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Accommodation:
    """`context` goes to a browser's context; `launch`, by browser, has what can only be set when the browser starts."""

    context: Mapping[str, Any] = field(default_factory=dict)
    launch: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


ACCOMMODATIONS = {
    "is 320 pixels wide": Accommodation({"viewport": {"width": 320, "height": 640}}),
    "shows text twice as large": Accommodation(
        {"viewport": {"width": 820, "height": 1180}},
        {
            "chromium": {"args": ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"]},
            "firefox": {
                "firefox_user_prefs": {"font.size.variable.x-western": 32, "font.size.monospace.x-western": 26}
            },
        },
    ),
    "runs no JavaScript": Accommodation({"java_script_enabled": False}),
}
AS_IT_CAME = Accommodation()
