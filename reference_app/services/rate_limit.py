"""Guesses that are nobody's: what they come from is counted and slowed down, and no account is (LOCK-14).

A source is a browser, an address on the internet or the e-mail address in a teacher's login. Only a keyed digest of it
is kept, and that for an hour or so.
"""

import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reference_app.database.store import Transaction
from reference_app.log import log
from reference_app.rules.internet_address import Address, household
from reference_app.rules.outcomes import MustWait
from reference_app.rules.policy import Policy
from reference_app.services.context import Context


@dataclass(frozen=True)
class Visitor:
    """Who sends a guess, as far as it can be told; `browser` is what a browser keeps until it is closed."""

    address: Address | None = None
    browser: str | None = None


UNKNOWN = Visitor()


class Guess:
    """One guess at `now`, with the counts of its sources: their rows are locked until the transaction ends.

    `free` says by a source's digest how many of its failures make nobody wait.
    """

    def __init__(self, tx: Transaction, free: Mapping[str, int], policy: Policy, now: datetime) -> None:
        self._free = free
        self._policy = policy
        self._now = now
        self._sources = {source.digest: source for source in tx.guess_sources(free, now)}

    def wait(self) -> MustWait | None:
        """How long its sources have to wait before it is looked at."""
        waits = [source.backoff.in_force(self._now) for source in self._sources.values()]
        until = max(filter(None, waits), default=None)
        if until is None:
            return None
        log.info("told to wait")
        return MustWait(math.ceil((until - self._now).total_seconds()))

    def failed(self) -> None:
        for digest, source in self._sources.items():
            source.backoff = source.backoff.after_failure(self._free[digest], self._policy, self._now)

    def was_right(self, tx: Transaction) -> None:
        """Take its count back, in a later transaction: it was counted before it was checked."""
        for source in tx.guess_sources(self._free, self._now):
            source.backoff = source.backoff.given_back(self._sources[source.digest].backoff)


class RateLimit:
    """Counts by source; a guess of each kind has its own sources. `key` makes their digests."""

    def __init__(self, context: Context, key: bytes) -> None:
        self._context = context
        self._key = key

    def guess_at_code(self, tx: Transaction, visitor: Visitor, device_token: str | None) -> Guess:
        """A browser that sends no cookie back is told by its address alone."""
        policy = self._context.policy
        browser = device_token or visitor.browser
        by_browser = {f"code browser {browser}": policy.failures_free} if browser else {}
        by_address = {f"code address {household(visitor.address)}": policy.failures_free_per_address}
        return self._guess(tx, by_browser | by_address)

    def guess_at_teacher(self, tx: Transaction, visitor: Visitor, email: str) -> Guess:
        policy = self._context.policy
        by_teacher = {f"teacher email {email.strip().lower()}": policy.failures_free}
        by_address = {f"teacher address {household(visitor.address)}": policy.failures_free_per_address}
        return self._guess(tx, by_teacher | by_address)

    def forget_old(self, tx: Transaction) -> None:
        """The counts that are over, and the waits after them."""
        policy = self._context.policy
        tx.forget_guess_sources(self._context.now() - policy.failures_remembered - policy.longest_wait)

    def _guess(self, tx: Transaction, free: Mapping[str, int]) -> Guess:
        by_digest = {self._digest(source): failures for source, failures in free.items()}
        return Guess(tx, by_digest, self._context.policy, self._context.now())

    def _digest(self, source: str) -> str:
        return hmac.digest(self._key, source.encode(), hashlib.sha256).hex()
