"""What a page says when somebody cannot get in, or a mail does not get out.

It sends a pupil to the teacher, never to the portal (ENTRY-4).
"""

from datetime import datetime

from reference_app.rules.outcomes import (
    LogsInElsewhere,
    MailNotSent,
    MailSent,
    MailState,
    MailTrouble,
    MailWaiting,
    NoAddress,
    NoCodes,
    NotAllowedAtHome,
    NotYetOpen,
    Refused,
)
from reference_app.rules.policy import Policy
from reference_app.services.people import PupilCard
from reference_app.web.language import N_, calendar_day, clock_time, day_and_time, gettext, ngettext

_WAITING = {
    None: N_("Mail ready to go since %(time)s"),
    MailTrouble.UNREACHABLE: N_(
        "Mail waiting since %(time)s: the mail server does not answer. It is tried again by itself."
    ),
    MailTrouble.NOT_ACCEPTED: N_(
        "Mail waiting since %(time)s: the mail server does not take it yet. It is tried again by itself."
    ),
}


def wrong_code() -> str:
    return gettext("This code is not right. Try again, or ask your teacher.")


def wrong_secret(pupil: PupilCard) -> str:
    if pupil.uses_password_picture:
        return gettext("This is not your password picture. Try again, or ask your teacher.")
    return gettext("This password is not right. Try again, or ask your teacher.")


def wrong_teacher() -> str:
    return gettext("This e-mail address or password is not right.")


def blocked(until: datetime) -> str:
    return gettext(
        "Your home account is blocked until %(time)s. Your teacher can unlock it sooner.", time=clock_time(until)
    )


def must_wait(seconds: int) -> str:
    return ngettext(
        "Wait a moment! Something wrong was typed in here a few times. You may try again in %(num)d second.",
        "Wait a moment! Something wrong was typed in here a few times. You may try again in %(num)d seconds.",
        seconds,
    )


def refused(why: Refused) -> str:
    match why:
        case NotYetOpen(opens_at):
            return gettext("You can log in at home from %(day)s. Ask your teacher.", day=calendar_day(opens_at))
        case NotAllowedAtHome():
            return gettext("Your school does not allow working at home. Ask your teacher.")
        case LogsInElsewhere(name):
            return gettext("Log in through %(name)s. Follow the instructions from your school or %(name)s.", name=name)


def no_codes(why: NoCodes) -> str:
    """Said to the teacher, who is the one that pupils are sent to (TEACHER-3)."""
    match why:
        case NotAllowedAtHome():
            return gettext("Your school does not allow working at home. So there are no home login codes to hand out.")
        case LogsInElsewhere(name):
            return gettext(
                "Your pupils log in at home through %(name)s. So there are no home login codes to hand out. "
                "Follow the instructions of your school or of %(name)s.",
                name=name,
            )


def unusable_password(policy: Policy) -> str:
    return gettext(
        "A password has %(shortest)d to %(longest)d characters.",
        shortest=policy.shortest_password,
        longest=policy.longest_password,
    )


def no_picture() -> str:
    return gettext("Choose a password picture.")


def mail(state: MailState) -> str:
    """What has become of the mail to a parent, said to the teacher (TEACHER-2)."""
    match state:
        case NoAddress():
            return gettext("No e-mail address known")
        case MailSent(at):
            return gettext("Mailed on %(time)s", time=day_and_time(at))
        case MailWaiting(since, trouble):
            return gettext(_WAITING[trouble], time=day_and_time(since))
        case MailNotSent(address, MailTrouble.ADDRESS_REFUSED):
            return gettext(
                "Not mailed: %(address)s was refused. Check the address at your school, or hand out the letter.",
                address=address,
            )
        case MailNotSent():
            return gettext("Not mailed: there were no home login codes to hand out.")
