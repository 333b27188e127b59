"""The five steps of logging in at home, as the guide tells them (G8 to G13): the same on paper and in a mail."""

from reference_app.services.people import PupilCard
from reference_app.web.language import gettext


def of(pupil: PupilCard, front_address: str, home_address: str) -> list[str]:
    """The last step is the pupil's own kind of password."""
    return [
        gettext("Go to %(front)s or to %(home)s.", front=front_address, home=home_address),
        gettext("Do you see the picture “Pupils”? Then click the green button “I have a home login code”."),
        gettext("The first time, fill in the home login code by hand and click “Verify”."),
        gettext("In the screen that now appears, click your name or the picture that you also use at school."),
        gettext("Now click the password picture that you also use at school.")
        if pupil.uses_password_picture
        else gettext("Now fill in the password that you also use at school."),
    ]
