"""Logging in at school."""

from pytest_bdd import given, parsers, when

from e2e.browser.devices import Devices
from e2e.checks.expectations import sees
from e2e.contract import SceneNotSet
from e2e.flows import login
from e2e.scene.school import Scene, password
from e2e.steps.words import said


@given(said("{other} is a classmate of {name}"))
def is_a_classmate(scene: Scene, name: str, other: str) -> None:
    if scene.group_of(name) != scene.group_of(other):
        raise SceneNotSet(f"{other} is not in the group of {name}")


@given(said("the school of {name} does not allow working at home"))
def does_not_allow_home(scene: Scene, name: str) -> None:
    scene.forbid_home_login()


@given(parsers.parse("the school of {name} uses the network environment {environment}"))
def uses_network_environment(scene: Scene, name: str, environment: str) -> None:
    scene.use_network_environment(environment)


@given(said("the school gives {name} another password"))
@given(said("the school gives {name} another password picture"))
def gives_another_secret(scene: Scene, name: str) -> None:
    scene.give_another_secret(name)


@given(said("{name} has logged in at school"))
def has_logged_in_at_school(devices: Devices, scene: Scene, name: str) -> None:
    _enter_at_school(devices, scene, name, password(scene.pupil(name)))
    login.sees_own_materials(devices.at("school computer").screens, name)


@when(said("{name} logs in at school"))
def logs_in_at_school(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    _enter_at_school(devices, scene, name, password(scene.pupil(name)))


@when(said("{name} tries a wrong password at school"))
def tries_a_wrong_password_at_school(devices: Devices, scene: Scene, name: str, where: str | None) -> None:
    _enter_at_school(devices, scene, name, login.wrong_password(scene.pupil(name)))


def _enter_at_school(devices: Devices, scene: Scene, name: str, secret: str) -> None:
    screens = devices.at("school computer").screens
    screens.school.open(scene.school_login_url)
    screens.school.choose_group(scene.group_of(name))
    screens.names.choose(name)
    sees(screens.password.field, login.THE_PASSWORD)
    screens.password.enter(secret)
