"""Hashing of passwords and password pictures with argon2id, in the smaller setting that OWASP recommends.

Each hash takes 19 MiB, so only a few run at once; the others wait their turn.
"""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = BoundedSemaphore(4)


def hashed(secret: str) -> str:
    with _at_once:
        return _hasher.hash(secret)


def matches(stored: str | None, given: str) -> bool:
    """Whether `stored` is a hash of what was given. Where nothing is stored that takes as long, and is False."""
    with _at_once:
        if stored is None:
            _hasher.hash(given)
            return False
        try:
            return _hasher.verify(stored, given)
        except VerifyMismatchError:
            return False
