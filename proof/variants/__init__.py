"""Right portals that look different: what a suite must not fail.

Each changes a testbed from outside; the rules are those of the one portal, never a copy.
"""

from proof.variants import addresses, codes, cookies, looks, names, pages
from proof.variants.registry import VARIANTS, Variant

__all__ = ["VARIANTS", "Variant", "addresses", "codes", "cookies", "looks", "names", "pages"]
