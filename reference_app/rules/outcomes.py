"""What can come of what people do, as values that a view matches on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class CodeAccepted:
    """`device_token` goes into the cookie; it is the old one where the device was known already."""

    device_token: str


@dataclass(frozen=True)
class SignedIn:
    """`session_token` goes into the cookie."""

    session_token: str


@dataclass(frozen=True)
class WrongCode:
    """Nobody's code, or the wrong secret behind somebody's; the answer does not tell which (SAFE-6)."""


@dataclass(frozen=True)
class WrongSecret:
    """The password or the picture is not this person's."""


@dataclass(frozen=True)
class LockedOut:
    until: datetime


@dataclass(frozen=True)
class MustWait:
    """Too many guesses came from here that were nobody's; this one was not looked at (LOCK-14)."""

    seconds: int


@dataclass(frozen=True)
class UnknownHere:
    """This device does not know the pupil, or this school does not: ask the code, or the name, again."""


@dataclass(frozen=True)
class NotYetOpen:
    opens_at: datetime


@dataclass(frozen=True)
class NotAllowedAtHome:
    """The school does not let its pupils work at home (G7)."""


@dataclass(frozen=True)
class LogsInElsewhere:
    """The school uses a network environment; its pupils log in there (G2)."""

    network_environment: str


@dataclass(frozen=True)
class GroupName:
    """A group as a page names it, and leads to it."""

    id: str
    name: str


@dataclass(frozen=True)
class Unlocked:
    """The pupil of this group has no block, and no failure that counts (UNLOCK-3)."""

    group: GroupName


@dataclass(frozen=True)
class CodeReplaced:
    """The old home code of the pupil of this group is worth nothing from now on (CODE-7)."""

    group: GroupName


@dataclass(frozen=True)
class SecretChanged:
    """The old password or picture of the pupil of this group counts nowhere from now on (SECRET-4)."""

    group: GroupName


@dataclass(frozen=True)
class UnusableSecret:
    """Too short or too long for a password, or no password picture."""


@dataclass(frozen=True)
class MailsQueued:
    """A mail waits for each of the parents whose address is known."""

    group: GroupName


@dataclass(frozen=True)
class MailNotSetUp:
    """The portal has no mail server; there are the letters."""

    group: GroupName


class MailTrouble(StrEnum):
    """Why a mail did not leave. The first two pass, and the mail is tried again."""

    UNREACHABLE = "unreachable"
    NOT_ACCEPTED = "not accepted"
    ADDRESS_REFUSED = "address refused"
    NO_CODES = "no codes"

    @property
    def for_good(self) -> bool:
        return self in {MailTrouble.ADDRESS_REFUSED, MailTrouble.NO_CODES}


@dataclass(frozen=True)
class NoAddress:
    """The portal knows no e-mail address of the pupil's parent."""


@dataclass(frozen=True)
class MailWaiting:
    """`trouble` is None until the mail has been tried in vain."""

    since: datetime
    trouble: MailTrouble | None


@dataclass(frozen=True)
class MailSent:
    at: datetime


@dataclass(frozen=True)
class MailNotSent:
    """Nor will it be."""

    address: str
    trouble: MailTrouble


@dataclass(frozen=True)
class NotYours:
    """It is someone else's group or pupil, or nobody's (TEACHER-5)."""


MailState = NoAddress | MailWaiting | MailSent | MailNotSent
NoCodes = NotAllowedAtHome | LogsInElsewhere


@dataclass(frozen=True)
class NothingToHandOut:
    """The school of this group hands out no home codes, and why (TEACHER-3)."""

    group: GroupName
    why: NoCodes


Refused = NotYetOpen | NoCodes
