"""One line of JSON for each login, failure, block, unlock, new code, new password and mail.

Ids only: no code, password or name goes in. Silent until the program that serves the portal gives Python's own logging
a place to write to.
"""

import structlog

structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
)

log: structlog.stdlib.BoundLogger = structlog.get_logger("reference_app")
