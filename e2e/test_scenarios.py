"""Binds every scenario; `steps/` has what their steps do."""

from pytest_bdd import scenarios

scenarios(".")
