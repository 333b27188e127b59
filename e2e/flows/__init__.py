"""The routes through a portal that several steps take."""
