"""Another password or password picture for a pupil, from the teacher, at school and at home at once (SECRET-4)."""

from reference_app import passwords
from reference_app.log import log
from reference_app.rules.outcomes import NotYours, SecretChanged, UnusableSecret
from reference_app.rules.pictures import PASSWORD_PICTURES
from reference_app.services.context import Context
from reference_app.services.people import named


class PupilSecrets:
    """Teachers give them to pupils of their own groups only (TEACHER-5)."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def change(
        self, teacher_id: str, pupil_id: str, secret: str, *, uses_password_picture: bool
    ) -> SecretChanged | UnusableSecret | NotYours:
        """`secret` is the password, or the name of the picture. A block and its count stay as they are."""
        # A space at the end is not seen where it is typed, and not typed where it is asked.
        secret = secret.strip()
        if not self._usable(secret, uses_password_picture=uses_password_picture):
            return UnusableSecret()
        secret_hash = passwords.hashed(secret)
        with self._context.store.write() as tx:
            pupil = tx.pupil_of_teacher(pupil_id, teacher_id, lock=True)
            if pupil is None:
                log.info("changing a secret refused", pupil=pupil_id, teacher=teacher_id)
                return NotYours()
            tx.change_secret(pupil, secret_hash, uses_password_picture=uses_password_picture)
            log.info("secret changed", pupil=pupil_id, teacher=teacher_id)
            return SecretChanged(named(pupil.group))

    def _usable(self, secret: str, *, uses_password_picture: bool) -> bool:
        policy = self._context.policy
        if uses_password_picture:
            return secret in PASSWORD_PICTURES
        return policy.shortest_password <= len(secret) <= policy.longest_password
