"""The contract under its old name, which suppliers' classes may still import."""

import importlib
import sys

import pytest

from e2e import contract


@pytest.fixture
def old_name(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delitem(sys.modules, "e2e.ports", raising=False)
    return "e2e.ports"


def test_the_old_name_gives_all_that_the_contract_has(old_name: str) -> None:
    with pytest.warns(DeprecationWarning, match="e2e.contract"):
        ports = importlib.import_module(old_name)

    public = {name: value for name, value in vars(contract).items() if not name.startswith("_")}
    assert {name: getattr(ports, name) for name in public} == public


def test_the_old_name_says_the_new_one_to_whoever_imports_it(old_name: str) -> None:
    with pytest.warns(DeprecationWarning, match=r"^e2e\.ports is now e2e\.contract: import from there$") as warned:
        exec(f"import {old_name}", {"__name__": "of_a_supplier"})  # noqa: S102 - an import as a supplier writes it

    assert warned[0].filename == "<string>"
