"""Reading an e-mail address."""

from email.headerregistry import Address
from email.message import EmailMessage


def read(written: str) -> Address | None:
    """The address, with or without a name before it; None where that is not one address and no more."""
    message = EmailMessage()
    try:
        message["To"] = written
        [address] = message["To"].addresses
    except Exception:  # noqa: BLE001 - on nonsense Python's parser breaks with IndexError, AttributeError and others
        return None
    return None if message["To"].defects else address
