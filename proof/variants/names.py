"""Other names on the screen after the code."""

from proof.variants.registry import variant
from reference_app.services.people import PupilCard, by_name, card
from reference_app.testbed.portal import Testbed


@variant(faults={"PICK-2": "the whole class is on the screen"})
def the_whole_class(testbed: Testbed) -> None:
    """After the code the whole class is shown; a pupil who was not verified here is asked for a code."""
    home = testbed.portal.home
    own_pupils = home.pupils

    def pupils(device_token: str | None) -> list[PupilCard]:
        known = own_pupils(device_token)
        with testbed.portal.store.read() as tx:
            found = [tx.pupil(pupil.id) for pupil in known]
            classes = [pupil.group.pupils for pupil in found if pupil]
            return sorted({card(pupil) for group in classes for pupil in group}, key=by_name)

    home.pupils = pupils  # type: ignore[method-assign]
    home.pupil = lambda device_token, pupil_id: next(  # type: ignore[method-assign]
        (pupil for pupil in own_pupils(device_token) if pupil.id == pupil_id), None
    )
