"""The commands that accompany `pytest e2e`, one module for each. `e2e/__main__.py` puts them together.

Each command imports what it needs only when it runs, so that `--help` answers at once.
"""
