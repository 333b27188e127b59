"""The contract under its old name, for controls and screens that suppliers wrote. Import `e2e.contract` instead."""

import warnings

from e2e.contract import *  # noqa: F403

warnings.warn("e2e.ports is now e2e.contract: import from there", DeprecationWarning, stacklevel=2)
