"""The reference portal: logging in at home as the guide for parents wants it.

The `rules` are pure, the `services` are what people can do and come together in `portal`, the `database` keeps
everything, `web` shows it and `operations` runs it. The `testbed` is the portal as a suite tests it.
"""

__version__ = "0.1.0"
