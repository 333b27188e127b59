"""The values that the whole suite speaks in: no browser, no pytest, no file of a user's."""
