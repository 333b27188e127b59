"""What people set on a device because of how they see or use it, and how a browser is told: a row per accommodation.

Text twice as large (WCAG 1.4.4) is the browser's own font size, on a tablet held upright. A page that does not follow
it is enlarged as a whole instead; a laptop's page enlarged four times is the one of 320 pixels (WCAG 1.4.10).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Accommodation:
    """`context` goes to a browser's context; `launch`, by browser, is what can only be set when a browser starts."""

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
