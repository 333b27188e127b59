"""What several steps do in a portal."""
