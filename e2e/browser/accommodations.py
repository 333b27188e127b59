"""What somebody has set on a device because of how they see or use it, and how a browser is told: one row a setting.

Text twice as large is the browser's own setting for the size of letters, on a tablet held upright. A page that does not
follow it is enlarged as a whole instead, and a page enlarged four times on a laptop is the one of 320 pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Accommodation:
    """`context` goes to a browser's context. `launch` is for what only the start of a browser can set, by browser."""

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
