"""The reference portal: logging in at home as the guide for parents wants it.

The rules are pure (`lockout`, `home_code`), the use cases stand in `home_login`, `school_login` and
`teacher_console`, one a room, and meet in `portal`. `store` keeps everything, `web` shows it.
"""

__version__ = "0.1.0"
