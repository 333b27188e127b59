"""What goes with `pytest e2e`: a module per command. The tree of them is in `e2e/__main__.py`.

Each imports what it needs when it runs, so that `--help` is there at once.
"""
