"""Steps on trying codes that are nobody's, and on what happens then."""

from pytest_bdd import parsers, then, when

from e2e.browser.devices import STRANGERS, Devices
from e2e.flows.guessing import answer_to, nobodys_codes, slowed_on, slowed_though_cleared
from e2e.scene.school import Scene, wrong_home_code
from e2e.steps.memory import ScenarioMemory
from e2e.steps.words import said


@when(said("{name} keeps entering codes that are nobody's"))
def keeps_entering_nobodys(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    remembered.slowed = slowed_on(devices.at(where), nobodys_codes(scene.pupil(name)))


@when("a stranger keeps entering codes that are nobody's and clearing the cookies")
def keeps_entering_and_clearing(devices: Devices, scene: Scene, remembered: ScenarioMemory) -> None:
    remembered.slowed = slowed_though_cleared(devices.at(STRANGERS), nobodys_codes(scene.pupils[0]))


@when(said("a code that is nobody's is tried"))
def nobodys_is_tried(devices: Devices, scene: Scene, remembered: ScenarioMemory, where: str | None) -> None:
    remembered.answers.append(answer_to(devices.at(where), next(nobodys_codes(scene.pupils[0]))))


@when(said("a wrong code of {name} is tried"))
def somebodys_is_tried(
    devices: Devices, scene: Scene, remembered: ScenarioMemory, name: str, where: str | None
) -> None:
    remembered.answers.append(answer_to(devices.at(where), wrong_home_code(scene.pupil(name))))


@then(parsers.re(r"(?:Noor|the stranger) has to wait before the next code"))
def has_to_wait(remembered: ScenarioMemory) -> None:
    assert remembered.slowed, "expected to be told to wait, or answers that take clearly longer; seen neither"


@then("both got the same answer")
def same_answer(remembered: ScenarioMemory) -> None:
    nobodys, somebodys = remembered.answers
    assert nobodys == somebodys, f"expected the answer to nobody's code, {nobodys}, seen {somebodys}"
