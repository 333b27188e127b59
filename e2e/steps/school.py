"""Logging in at school."""

from pytest_bdd import when

from e2e.play import ways
from e2e.play.devices import Devices
from e2e.play.scene import Scene, password
from e2e.play.seeing import sees
from e2e.ports import SceneNotSet
from e2e.steps.words import said


@when(said("{name} logs in at school"))
def logs_in_at_school(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    screens = devices.at("school computer").screens
    if scene.school.school_login_url is None:
        raise SceneNotSet("the portal gives no link for logging in at school")
    screens.school.open(scene.school.school_login_url)
    screens.school.choose_group(scene.group_of(name))
    screens.names.choose(name)
    sees(screens.password.field, ways.THE_PASSWORD)
    screens.password.enter(password(scene.pupil(name)))
