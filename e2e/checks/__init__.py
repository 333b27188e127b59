"""Checks on what a screen shows, prints or sends."""
