"""What goes wrong with the block: the count, the hour, whom it hits and who lifts it."""

from reference_app.defects.breaking import Breaking
from reference_app.defects.registry import defect
from reference_app.lockout import Lockout


@defect(breaks="LOCK-1", also={"LOCK-3": "codes and passwords share one count"})
def blocks_at_the_eleventh(wrong: Breaking) -> None:
    """The home account is blocked at the eleventh failure, not at the tenth."""
    wrong.policy(failures_allowed=11)


@defect(breaks="UNLOCK-2")
def any_teacher_unlocks(wrong: Breaking) -> None:
    """Whoever is logged in as a teacher can send the unlocking of any pupil."""

    @wrong.instead_of(wrong.portal.teacher, "unlock")
    def unlock(_own: object, _teacher_id: str, pupil_id: str) -> bool:
        with wrong.portal.store.write() as tx:
            pupil = tx.pupil(pupil_id, lock=True)
            if pupil is None:
                return False
            pupil.lockout = Lockout()
            return True
