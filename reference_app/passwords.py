"""Hashing of passwords and password pictures with argon2id.

Each hash takes many MiB, so only a few run at once; the others wait their turn. A check costs what the hash did.
"""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from reference_app.policy import Hashing

_checker = PasswordHasher()
_at_once = BoundedSemaphore(4)


def hashed(secret: str, hashing: Hashing) -> str:
    hasher = PasswordHasher(time_cost=hashing.passes, memory_cost=hashing.memory_kib, parallelism=1)
    with _at_once:
        return hasher.hash(secret)


def matches(stored: str, given: str) -> bool:
    with _at_once:
        try:
            return _checker.verify(stored, given)
        except VerifyMismatchError:
            return False
