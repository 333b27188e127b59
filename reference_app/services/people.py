"""What a screen may know of a stored pupil, and whether the school lets the pupil log in here."""

import unicodedata
from dataclasses import dataclass

from reference_app.database.schema import Group, Pupil, School
from reference_app.rules.outcomes import GroupName, LogsInElsewhere, NoCodes, NotAllowedAtHome, NothingToHandOut


@dataclass(frozen=True)
class PupilCard:
    """All that a screen shows of a pupil: no surname (PICK-2). `picture` is a drawing's name."""

    id: str
    first_name: str
    picture: str
    uses_password_picture: bool
    group: str


def card(pupil: Pupil) -> PupilCard:
    return PupilCard(pupil.id, pupil.first_name, pupil.picture, pupil.uses_password_picture, pupil.group.name)


def by_name(pupil: PupilCard) -> str:
    """To sort names as a class list does: accents and capitals make no difference."""
    return unicodedata.normalize("NFKD", pupil.first_name).encode("ascii", "ignore").decode().casefold()


def named(group: Group) -> GroupName:
    return GroupName(group.id, group.name)


def nothing_to_hand_out(group: Group) -> NothingToHandOut | None:
    """Where the school's pupils do not log in here, there are no codes for them (TEACHER-3)."""
    why = refused_by(group.school)
    return NothingToHandOut(named(group), why) if why else None


def refused_by(school: School) -> NoCodes | None:
    """Why the pupils of this school do not log in here, if they do not (CODE-5, CODE-6)."""
    if school.network_environment is not None:
        return LogsInElsewhere(school.network_environment)
    return None if school.home_login else NotAllowedAtHome()
