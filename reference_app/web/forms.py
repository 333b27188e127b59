"""What was typed in a form. Anything longer than it could be is read as nothing: as wrong as any other guess."""

from flask import request

_LONGEST_CODE = 64
_LONGEST_SECRET = 128
_LONGEST_EMAIL = 254


def code() -> str:
    return _typed("code", _LONGEST_CODE)


def secret() -> str:
    """A password or the name of a password picture."""
    return _typed("secret", _LONGEST_SECRET)


def wants_picture() -> bool:
    """Which of the two kinds of secret a teacher gives."""
    return request.form.get("kind") == "picture"


def email() -> str:
    address = _typed("email", _LONGEST_EMAIL)
    # PostgreSQL takes no NUL in a text.
    return address if address.isprintable() else ""


def _typed(field: str, longest: int) -> str:
    value = request.form.get(field, "")
    return value if len(value) <= longest else ""
