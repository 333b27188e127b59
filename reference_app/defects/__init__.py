"""Portals that are wrong on purpose, one fault each: what a suite has to catch.

A module a chapter of the clauses. A defect breaks a testbed from outside; the portal has no word of it.
"""

from reference_app.defects import block, clearing, coming_back, counting, school_password, siblings, unlocking
from reference_app.defects.registry import DEFECTS, Defect

__all__ = [
    "DEFECTS",
    "Defect",
    "block",
    "clearing",
    "coming_back",
    "counting",
    "school_password",
    "siblings",
    "unlocking",
]
