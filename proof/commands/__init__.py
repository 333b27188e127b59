"""How the suite is proved: one module per command. Their tree is in `proof/__main__.py`."""
