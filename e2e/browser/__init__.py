"""Browsers, and the devices of a scenario that they run on."""
