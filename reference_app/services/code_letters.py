"""The letters that bring the home codes home, and a new code for a lost one (TEACHER-1, TEACHER-3, TEACHER-4)."""

from dataclasses import dataclass

from reference_app.database.schema import Pupil
from reference_app.log import log
from reference_app.rules.outcomes import CodeReplaced, NoCodes, NotYours
from reference_app.services.context import Context
from reference_app.services.home_codes import HomeCodes
from reference_app.services.people import PupilCard, card, refused_by


@dataclass(frozen=True)
class CodeLetter:
    """What of a pupil stands on the letter; `home_code` is as printed."""

    pupil: PupilCard
    last_name: str
    home_code: str


class CodeLetters:
    """A teacher has the letters of the own groups only (TEACHER-5); every call names the teacher."""

    def __init__(self, context: Context, codes: HomeCodes) -> None:
        self._context = context
        self._codes = codes

    def of_group(self, teacher_id: str, group_id: str) -> tuple[CodeLetter, ...] | NoCodes | NotYours:
        with self._context.store.read() as tx:
            group = tx.group_of_teacher(group_id, teacher_id)
            if group is None:
                return NotYours()
            return refused_by(group.school) or tuple(map(self._letter, group.pupils))

    def of_pupil(self, teacher_id: str, pupil_id: str) -> CodeLetter | NoCodes | NotYours:
        with self._context.store.read() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id)
            if pupil is None:
                return NotYours()
            return refused_by(pupil.group.school) or self._letter(pupil)

    def replace_code(self, teacher_id: str, pupil_id: str) -> CodeReplaced | NoCodes | NotYours:
        """Another code for the pupil; the old one and the devices that remember it are worth nothing now (CODE-7)."""
        with self._context.store.write() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id, lock=True)
            if pupil is None:
                log.info("replacing a code refused", pupil=pupil_id, teacher=teacher_id)
                return NotYours()
            if no_codes := refused_by(pupil.group.school):
                return no_codes
            pupil.code_edition += 1
            log.info("code replaced", pupil=pupil_id, teacher=teacher_id)
            return CodeReplaced()

    def _letter(self, pupil: Pupil) -> CodeLetter:
        return CodeLetter(card(pupil), pupil.last_name, self._codes.of(pupil).printed())
