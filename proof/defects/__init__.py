"""Portals that are wrong on purpose, one fault each: what a suite has to catch.

There is one module per chapter of the clauses. A defect breaks a testbed from outside; the portal's code does not
know about it.
"""

from importlib import import_module

from proof.defects.registry import DEFECTS, Defect

__all__ = ["DEFECTS", "Defect"]

for _chapter in (
    "getting_there",
    "code",
    "name_and_password",
    "coming_back",
    "clearing",
    "siblings",
    "counting",
    "block",
    "unlocking",
    "teacher",
    "safe",
    "everyone",
):
    import_module(f"{__name__}.{_chapter}")
