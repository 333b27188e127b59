"""Checks what a run is about to use before it runs: what is right, what is not, and how to mend it."""
