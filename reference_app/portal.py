"""The portal: what people can do, and what it all rests on.

`Portal(store, clock, policy)` is the one seam. Time, faults and another database come in here and nowhere else.
"""

import hashlib
import hmac
from datetime import datetime

from reference_app.clock import Clock
from reference_app.database.store import Store
from reference_app.rules.policy import Policy
from reference_app.services.administration import Administration
from reference_app.services.code_letters import CodeLetters
from reference_app.services.code_mails import CodeMails
from reference_app.services.context import Context
from reference_app.services.enrolment import Enrolment
from reference_app.services.home_codes import HomeCodes
from reference_app.services.home_login import HomeLogin
from reference_app.services.pupil_secrets import PupilSecrets
from reference_app.services.rate_limit import RateLimit
from reference_app.services.school_login import SchoolLogin
from reference_app.services.sessions import Sessions
from reference_app.services.teacher_console import TeacherConsole


class Portal:
    """What a pupil does at home and at school, what a teacher does, and who is logged in.

    `secret_key` is the portal's own; the home codes follow from it, so another key makes every printed code worthless.
    `can_mail` says that a mail worker empties the queue of mails.
    """

    def __init__(self, store: Store, clock: Clock, policy: Policy, secret_key: str, *, can_mail: bool = False) -> None:
        self._context = context = Context(store, clock, policy)
        self.codes = codes = HomeCodes(_derived(secret_key, b"home codes"))
        self.sessions = sessions = Sessions(context)
        self.rate_limit = rate_limit = RateLimit(context, _derived(secret_key, b"strangers"))
        self.home = HomeLogin(context, codes, sessions, rate_limit)
        self.school = SchoolLogin(context, sessions)
        self.teacher = TeacherConsole(context, sessions, rate_limit)
        self.letters = CodeLetters(context, codes)
        self.secrets = PupilSecrets(context)
        self.mails = CodeMails(context, codes, can_mail=can_mail)
        self.administration = Administration(context, codes)
        self.enrolment = Enrolment(context.store)

    @property
    def store(self) -> Store:
        return self._context.store

    @property
    def policy(self) -> Policy:
        """The rules in force. Another policy counts from the next use on."""
        return self._context.policy

    @policy.setter
    def policy(self, policy: Policy) -> None:
        self._context.policy = policy

    def now(self) -> datetime:
        """Aware, in UTC."""
        return self._context.now()


def _derived(secret_key: str, purpose: bytes) -> bytes:
    """A key for one purpose, from which the others cannot be found."""
    return hmac.digest(secret_key.encode(), purpose, hashlib.sha256)
