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
from reference_app.services.enrolment import Enrolment
from reference_app.services.home_login import HomeLogin
from reference_app.services.pupil_secrets import PupilSecrets
from reference_app.services.rate_limit import Strangers
from reference_app.services.school_login import SchoolLogin
from reference_app.services.sessions import LoggedIn
from reference_app.services.teacher_console import TeacherConsole


class Portal:
    """What a pupil does at home and at school, what a teacher does, and who is logged in.

    `secret_key` is the portal's own; the home codes follow from it, so another key makes every printed code worthless.
    `can_mail` says that a postman works the queue of mails.
    """

    def __init__(self, store: Store, clock: Clock, policy: Policy, secret_key: str, *, can_mail: bool = False) -> None:
        self.store = store
        self.clock = clock
        self.policy = policy
        self.can_mail = can_mail
        self.home_code_key = hmac.digest(secret_key.encode(), b"home codes", hashlib.sha256)
        self.strangers_key = hmac.digest(secret_key.encode(), b"strangers", hashlib.sha256)
        self.home = HomeLogin(self)
        self.school = SchoolLogin(self)
        self.teacher = TeacherConsole(self)
        self.letters = CodeLetters(self)
        self.secrets = PupilSecrets(self)
        self.mails = CodeMails(self)
        self.logged_in = LoggedIn(self)
        self.strangers = Strangers(self)
        self.administration = Administration(self)
        self.enrolment = Enrolment(self)

    def now(self) -> datetime:
        return self.clock.now()
