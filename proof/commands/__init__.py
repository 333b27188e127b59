"""How the suite is proved: a module per command. The tree of them is in `proof/__main__.py`."""
