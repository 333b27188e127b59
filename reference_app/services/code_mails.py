"""The mail that brings a home code to the parent: who gets one, the queue, and what has become of it (TEACHER-2).

The queue holds for whom a mail is and not the code, which is put in when the mail is sent: the database alone gives no
code away, and a code that was replaced meanwhile is not mailed any more. Writing and delivering is for the mail_worker.
"""

from dataclasses import dataclass

from reference_app.database.schema import Group, Mail, Pupil
from reference_app.database.store import Transaction
from reference_app.log import log
from reference_app.rules.outcomes import (
    MailNotSent,
    MailNotSetUp,
    MailSent,
    MailsQueued,
    MailState,
    MailTrouble,
    MailWaiting,
    NoAddress,
    NothingToHandOut,
    NotYours,
)
from reference_app.services.context import Context
from reference_app.services.home_codes import HomeCodes
from reference_app.services.people import PupilCard, card, named, nothing_to_hand_out, refused_by


@dataclass(frozen=True)
class MailForm:
    """As the teacher's page is: its language, and the address of the portal's front page."""

    language: str
    portal_address: str


@dataclass(frozen=True)
class CodeMail:
    """All that the mail is written from; `home_code` is as printed."""

    id: str
    address: str
    form: MailForm
    pupil: PupilCard
    home_code: str
    teacher: str
    school: str


class CodeMails:
    """Teachers mail to the parents of their own groups only (TEACHER-5), so `to_parent` and `to_parents` name one."""

    def __init__(self, context: Context, codes: HomeCodes, *, can_mail: bool) -> None:
        self._context = context
        self._codes = codes
        self.can_mail = can_mail

    def to_parent(
        self, teacher_id: str, pupil_id: str, form: MailForm
    ) -> MailsQueued | MailNotSetUp | NothingToHandOut | NotYours:
        with self._context.store.write() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id, lock=True)
            if pupil is None:
                log.info("mailing a code refused", pupil=pupil_id, teacher=teacher_id)
                return NotYours()
            if cannot := self._cannot_mail(pupil.group):
                return cannot
            self._queue(tx, pupil, teacher_id, form)
            return MailsQueued(named(pupil.group))

    def to_parents(
        self, teacher_id: str, group_id: str, form: MailForm
    ) -> MailsQueued | MailNotSetUp | NothingToHandOut | NotYours:
        with self._context.store.write() as tx:
            group = tx.group_of_teacher(group_id, teacher_id)
            if group is None:
                log.info("mailing a group's codes refused", group=group_id, teacher=teacher_id)
                return NotYours()
            if cannot := self._cannot_mail(group):
                return cannot
            for pupil in tx.pupils_of(group):
                self._queue(tx, pupil, teacher_id, form)
            return MailsQueued(named(group))

    def claim(self) -> CodeMail | None:
        """A mail to be tried now, and by nobody else while that can take; None when there is none."""
        now = self._context.now()
        with self._context.store.write() as tx:
            while mail := tx.mail_due(now):
                if refused_by(mail.pupil.group.school):
                    self._note(mail, MailTrouble.NO_CODES)
                    log.info("mail withdrawn", pupil=mail.pupil_id)
                    continue
                mail.tries += 1
                mail.next_try_at = now + self._context.policy.mail_under_way
                return CodeMail(
                    mail.id,
                    mail.address,
                    MailForm(mail.language, mail.portal_address),
                    card(mail.pupil),
                    self._codes.of(mail.pupil).printed(),
                    mail.teacher.name,
                    mail.pupil.group.school.name,
                )
        return None

    def settle(self, mail_id: str, trouble: MailTrouble | None) -> None:
        """What came of the try; there is nothing to note of a mail that was replaced or removed meanwhile."""
        with self._context.store.write() as tx:
            if mail := tx.mail(mail_id):
                self._note(mail, trouble)

    def _cannot_mail(self, group: Group) -> MailNotSetUp | NothingToHandOut | None:
        return nothing_to_hand_out(group) or (None if self.can_mail else MailNotSetUp(named(group)))

    def _queue(self, tx: Transaction, pupil: Pupil, teacher_id: str, form: MailForm) -> None:
        """Unless the same mail waits already, so that impatient clicking mails once."""
        waiting = pupil.mail and pupil.mail.next_try_at and pupil.mail.address == pupil.parent_email
        if pupil.parent_email and not waiting:
            now = self._context.now()
            tx.queue(
                Mail(
                    pupil_id=pupil.id,
                    teacher_id=teacher_id,
                    address=pupil.parent_email,
                    language=form.language,
                    portal_address=form.portal_address,
                    queued_at=now,
                    next_try_at=now,
                )
            )
            log.info("mail queued", pupil=pupil.id, teacher=teacher_id)

    def _note(self, mail: Mail, trouble: MailTrouble | None) -> None:
        now, waits = self._context.now(), self._context.policy.mail_waits
        mail.trouble = trouble and trouble.value
        if trouble is None:
            mail.sent_at, mail.next_try_at = now, None
        elif trouble.for_good:
            mail.next_try_at = None
        else:
            mail.next_try_at = now + waits[min(mail.tries, len(waits)) - 1]


def mail_state(pupil: Pupil) -> MailState | None:
    """What has become of the mail to the pupil's parent; None where there is an address and nothing was mailed."""
    mail = pupil.mail
    if mail is None:
        return None if pupil.parent_email else NoAddress()
    trouble = MailTrouble(mail.trouble) if mail.trouble else None
    if mail.sent_at:
        return MailSent(mail.sent_at)
    if trouble and trouble.for_good:
        return MailNotSent(mail.address, trouble)
    return MailWaiting(mail.queued_at, trouble)
