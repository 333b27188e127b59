"""The reference portal: logging in at home as the guide for parents wants it.

Read it from the ground: `rules` are pure, `database` keeps everything, `services` are what people can do, and `portal`
puts them together; `web` shows it, `operations` runs it, and `testbed` adds what a test needs.
"""

from importlib.metadata import version

__version__ = version("home-login-conformance")
