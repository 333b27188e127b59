"""Which results of a variant are false alarms."""

from pathlib import Path

import pytest

from e2e.targets.look import problems_of_names
from proof.variant_look import VariantLook
from proof.variants import VARIANTS
from proof.variants_run import false_alarms
from reference_app.testbed.portal import Testbed

PICKER = {"PICK-2": "the whole class is on the screen"}


@pytest.mark.parametrize("verdict", ["passed", "passed in part"])
def test_a_clause_that_a_variant_keeps_is_no_alarm_when_it_passes(verdict: str) -> None:
    assert not false_alarms([{"id": "LOCK-1", "verdict": verdict}], PICKER)


@pytest.mark.parametrize("verdict", ["failed", "set-up failed", "harness error", "not tested", "not selected"])
def test_a_clause_that_a_variant_keeps_is_an_alarm_when_it_does_not(verdict: str) -> None:
    assert false_alarms([{"id": "LOCK-1", "verdict": verdict}], PICKER) == [f"LOCK-1 {verdict}"]


def test_a_clause_that_a_variant_breaks_has_to_fail() -> None:
    assert not false_alarms([{"id": "PICK-2", "verdict": "failed"}], PICKER)
    assert false_alarms([{"id": "PICK-2", "verdict": "passed"}], PICKER) == ["PICK-2 passed"]


@pytest.mark.parametrize("name", VARIANTS)
def test_the_look_of_a_variant_names_elements_that_there_are(name: str) -> None:
    assert not list(problems_of_names(VariantLook.of(name)))


@pytest.mark.parametrize("typed", ["", "0102 0304 0506 0", "99" * 13, "0102" * 7])
def test_what_is_no_code_of_digits_is_a_wrong_one(tmp_path: Path, typed: str) -> None:
    testbed = Testbed(f"sqlite:///{tmp_path / 'portal.sqlite'}")
    VARIANTS["a-code-of-digits"].change(testbed)
    testbed.app.config["WTF_CSRF_ENABLED"] = False

    answer = testbed.app.test_client().post("/home/code", data={"code": typed})

    assert (answer.status_code, "Deze code klopt niet" in answer.text) == (200, True)
    testbed.close()
