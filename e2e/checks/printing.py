"""What comes out of a printer, as the person who holds it reads it.

The PDF and QR code readers take a fifth of a second to import in each process of a run, and few runs print anything, so
they are imported only when needed.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from playwright.sync_api import Page, PdfMargins

_MILLIMETRES_PER_POINT = 25.4 / 72
_A4 = [210, 297]
# The margin that a browser's print dialog uses unless the page says otherwise.
_MARGIN = "10mm"


@dataclass(frozen=True)
class Sheet:
    """One printed page: its text on one line, and its width and height in millimetres."""

    text: str
    sides: tuple[float, float]

    @property
    def is_a4(self) -> bool:
        return [round(side) for side in sorted(self.sides)] == _A4

    def holds(self, words: str) -> bool:
        """Whether the words are on the sheet, wherever its lines break."""
        return _unspaced(words) in _unspaced(self.text)

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.text) is not None


def printed(page: Page) -> bytes:
    """A PDF of the page as it would be printed on A4."""
    margin: PdfMargins = {"top": _MARGIN, "right": _MARGIN, "bottom": _MARGIN, "left": _MARGIN}
    return page.pdf(format="A4", prefer_css_page_size=True, margin=margin)


def sheets(pdf: bytes) -> list[Sheet]:
    from pypdf import PdfReader  # noqa: PLC0415 - see above

    return [
        Sheet(
            # Letters that a font draws as one, such as the "fi" in "verifiëren", come out as one character.
            " ".join(normalize("NFKC", page.extract_text()).split()),
            (float(page.mediabox.width) * _MILLIMETRES_PER_POINT, float(page.mediabox.height) * _MILLIMETRES_PER_POINT),
        )
        for page in PdfReader(BytesIO(pdf)).pages
    ]


def qr_codes(picture: bytes) -> list[str]:
    """What the QR codes in a picture say."""
    from PIL import Image  # noqa: PLC0415 - see above
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes  # noqa: PLC0415

    found = read_barcodes(Image.open(BytesIO(picture)), formats=BarcodeFormats(BarcodeFormat.QRCode))
    return [code.text for code in found]


def _unspaced(text: str) -> str:
    return "".join(text.split()).casefold()
