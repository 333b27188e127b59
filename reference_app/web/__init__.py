"""The portal on the web: one blueprint per room. A view takes a request, calls the portal and gives a page.

No rule lives here: who may in, and what counts, is the portal's to say.
"""

from flask import Flask
from flask_wtf import CSRFProtect

from reference_app.portal import Portal
from reference_app.web import (
    code_letters,
    code_mails,
    errors,
    front,
    home,
    language,
    language_choice,
    materials,
    new_password,
    proxies,
    request_context,
    school,
    security,
    static_files,
    teacher,
)
from reference_app.web.cookies import ForgivingRequest

_FORM_BYTES = 16 * 1024


def create_app(
    portal: Portal, secret_key: str, *, public_address: str | None = None, trusted_proxies: int = 0
) -> Flask:
    """A WSGI application around a portal; `secret_key` signs the cookie that holds the form token.

    `public_address` is the one that people know, where it is not the one that requests come to; `trusted_proxies` is
    how many stand in front of the portal and tell who is asking.
    """
    app = Flask("reference_app")
    app.request_class = ForgivingRequest
    app.config.from_mapping(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="__Host-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=_FORM_BYTES,
        # A letter may lie beside an open page all evening; the token ends with the login, not with the hour.
        WTF_CSRF_TIME_LIMIT=None,
        # The referrer check is for a token planted by a neighbouring domain, which `__Host-` rules out; a school's
        # proxy that strips the referrer would lock children out.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.url_map.strict_slashes = False
    app.url_map.converters["id"] = security.IdConverter
    request_context.serve(app, portal)
    language.speak(app)
    CSRFProtect(app)
    errors.register(app)
    app.after_request(security.with_headers)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_url=static_files.url, current_pupil=request_context.pupil, current_teacher=request_context.teacher
    )
    for room in (front, home, materials, school, teacher, code_letters, code_mails, new_password, language_choice):
        app.register_blueprint(room.blueprint)
    reached = proxies.behind_proxies(app.wsgi_app, trusted_proxies, public_address)
    app.wsgi_app = reached  # type: ignore[assignment, method-assign]
    return app
