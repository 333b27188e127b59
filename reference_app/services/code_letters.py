"""The letters that bring the home codes home, and a new code for a lost one (TEACHER-1, TEACHER-3, TEACHER-4)."""

from dataclasses import dataclass

from reference_app.database.schema import Pupil
from reference_app.log import log
from reference_app.rules.outcomes import CodeReplaced, GroupName, NothingToHandOut, NotYours
from reference_app.services.context import Context
from reference_app.services.home_codes import HomeCodes
from reference_app.services.people import PupilCard, card, named, nothing_to_hand_out


@dataclass(frozen=True)
class CodeLetter:
    """What the letter says of a pupil; `home_code` is as printed."""

    pupil: PupilCard
    last_name: str
    home_code: str


@dataclass(frozen=True)
class Letters:
    """Of all pupils of the group, or of one of them."""

    group: GroupName
    letters: tuple[CodeLetter, ...]


class CodeLetters:
    """Teachers have the letters of their own groups only (TEACHER-5); every call names the teacher."""

    def __init__(self, context: Context, codes: HomeCodes) -> None:
        self._context = context
        self._codes = codes

    def of_group(self, teacher_id: str, group_id: str) -> Letters | NothingToHandOut | NotYours:
        with self._context.store.read() as tx:
            group = tx.group_of_teacher(group_id, teacher_id)
            if group is None:
                return NotYours()
            return nothing_to_hand_out(group) or Letters(named(group), tuple(map(self._letter, group.pupils)))

    def of_pupil(self, teacher_id: str, pupil_id: str) -> Letters | NothingToHandOut | NotYours:
        with self._context.store.read() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id)
            if pupil is None:
                return NotYours()
            return nothing_to_hand_out(pupil.group) or Letters(named(pupil.group), (self._letter(pupil),))

    def replace_code(self, teacher_id: str, pupil_id: str) -> CodeReplaced | NothingToHandOut | NotYours:
        """Another code for the pupil; the old one and the devices that remember it are worth nothing now (CODE-7)."""
        with self._context.store.write() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id, lock=True)
            if pupil is None:
                log.info("replacing a code refused", pupil=pupil_id, teacher=teacher_id)
                return NotYours()
            if nothing := nothing_to_hand_out(pupil.group):
                return nothing
            pupil.code_edition += 1
            log.info("code replaced", pupil=pupil_id, teacher=teacher_id)
            return CodeReplaced(named(pupil.group))

    def _letter(self, pupil: Pupil) -> CodeLetter:
        return CodeLetter(card(pupil), pupil.last_name, self._codes.of(pupil).printed())
