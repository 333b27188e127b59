"""The home login code: how it is made, read and printed.

A code is thirteen characters in Crockford's base 32, printed as ABCDE-FGHJ-KMNP. The first five, the locator, find the
home account; the other eight are the secret, 40 bits (the code itself says whose account a wrong code counts for).

The secret is not stored. It follows from the portal's key, the locator and how often the code was replaced, so the
database alone gives no code away while the portal can print the same letter again.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOCATOR_LENGTH = 5
SECRET_LENGTH = 8
_LOOK_ALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class HomeCode:
    """A code that has the right shape; whether it is anybody's is another question."""

    locator: str
    secret: str

    def printed(self) -> str:
        """As it stands on paper: ABCDE-FGHJ-KMNP."""
        return f"{self.locator}-{self.secret[:4]}-{self.secret[4:]}"

    def same_secret(self, other: "HomeCode") -> bool:
        """Compared in constant time."""
        return hmac.compare_digest(self.secret, other.secret)


def read(typed: str) -> HomeCode | None:
    """What a child typed, forgiving small letters, spaces, dashes and look-alikes (CODE-4); None if it is no code."""
    characters = "".join(filter(str.isalnum, typed))
    characters = characters.upper().translate(_LOOK_ALIKES) if characters.isascii() else ""
    if len(characters) != LOCATOR_LENGTH + SECRET_LENGTH or not set(characters) <= set(ALPHABET):
        return None
    return HomeCode(characters[:LOCATOR_LENGTH], characters[LOCATOR_LENGTH:])


def new_locator() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LOCATOR_LENGTH))


def derive(key: bytes, locator: str, edition: int) -> HomeCode:
    """The code that belongs to a locator; `edition` goes up by one when the teacher replaces a lost code (CODE-7)."""
    digest = hmac.digest(key, f"home code {locator} {edition}".encode(), hashlib.sha256)
    bits = int.from_bytes(digest[: SECRET_LENGTH * 5 // 8])
    secret = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(SECRET_LENGTH)))
    return HomeCode(locator, secret)
