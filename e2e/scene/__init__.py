"""The school that a scenario plays in, with the portal's clock and its mail."""
