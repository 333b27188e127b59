"""Browsers, and the family's devices that they run on."""
