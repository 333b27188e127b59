"""The pytest side of a run: what is selected, what happens in a scenario, and what results from it."""
