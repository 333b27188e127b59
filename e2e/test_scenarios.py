"""Binds every scenario; what their steps do stands in `steps/`."""

from pytest_bdd import scenarios

scenarios(".")
