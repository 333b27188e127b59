"""Pytest's side of a run: what is selected, what happens in a scenario, what comes of it."""
