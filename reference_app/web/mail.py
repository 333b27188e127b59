"""The mail that brings a home code to the parent, written in the language of the teacher's page.

It has the code in its text only: never in a link, nor in a header (SAFE-5).
"""

from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import flask_babel
from flask import Flask, render_template, url_for

from reference_app.rules import mail_address
from reference_app.services.code_mails import CodeMail
from reference_app.web import login_instructions
from reference_app.web.language import gettext
from reference_app.web.request_context import portal


def written(app: Flask, mail: CodeMail) -> EmailMessage | None:
    """All but the sender, whom the mail server adds; None where the parent's address is none."""
    if not (parent := mail_address.read(mail.address)):
        return None
    message = EmailMessage()
    message["To"] = Address(addr_spec=parent.addr_spec)
    # The same at each try, so that a mailbox can tell a mail that reaches it twice.
    message["Message-ID"] = f"<{mail.id}@{urlsplit(mail.form.portal_address).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    # Nobody asks for a page here, but addresses and language are those of a request.
    with app.test_request_context(base_url=mail.form.portal_address), flask_babel.force_locale(mail.form.language):
        name, teacher, school = map(_on_one_line, (mail.pupil.first_name, mail.teacher, mail.school))
        home_address = url_for("home.start", _external=True)
        told: dict[str, Any] = {
            "name": name,
            "signed": f"{teacher}, {school}",
            "home_code": mail.home_code,
            "home_address": home_address,
            "steps": login_instructions.of(mail.pupil, url_for("front.page", _external=True), home_address),
        }
        message["Date"] = portal().now()
        message["Subject"] = gettext("Home login code of %(name)s", name=name)
        message.set_content(render_template("mail/code.txt", **told))
        message.add_alternative(render_template("mail/code.html", **told), subtype="html")
    return message


def _on_one_line(name: str) -> str:
    """A name comes from the school's administration, and may hold what would break a header or a line of text."""
    return " ".join("".join(character if character.isprintable() else " " for character in name).split())
