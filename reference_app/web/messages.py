"""What a page says when somebody cannot get in. It always sends to the teacher, never to the portal (ENTRY-4)."""

from datetime import datetime

from reference_app.outcomes import LogsInElsewhere, NotAllowedAtHome, NotYetOpen, Refused
from reference_app.people import PupilCard
from reference_app.web.language import calendar_day, clock_time, gettext


def wrong_code() -> str:
    return gettext("This code is not right. Look carefully and try again. Does it not work? Ask your teacher.")


def wrong_secret(pupil: PupilCard) -> str:
    if pupil.uses_password_picture:
        return gettext(
            "This is not your password picture. Look carefully and try again. Does it not work? Ask your teacher."
        )
    return gettext("This password is not right. Look carefully and try again. Does it not work? Ask your teacher.")


def wrong_teacher() -> str:
    return gettext("This e-mail address or password is not right.")


def blocked(until: datetime) -> str:
    return gettext(
        "Your home account is blocked until %(time)s. Your teacher can unlock it sooner.", time=clock_time(until)
    )


def refused(why: Refused) -> str:
    match why:
        case NotYetOpen(opens_at):
            return gettext("You can log in at home from %(day)s. Ask your teacher.", day=calendar_day(opens_at))
        case NotAllowedAtHome():
            return gettext("Your school does not allow working at home. Ask your teacher.")
        case LogsInElsewhere(name):
            return gettext("Log in through %(name)s. Follow the instructions of your school or of %(name)s.", name=name)
