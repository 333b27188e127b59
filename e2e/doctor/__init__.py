"""Checks what a run will use, before it starts: what is right, what is wrong, and how to fix it."""
