"""Choosing the language of the pages, at the foot of each page.

A form and not a link, so that no other site can choose (SAFE-3).
"""

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from reference_app.web import cookies, language

blueprint = Blueprint("language_choice", __name__)


@blueprint.post("/language")
def choose() -> Response:
    chosen = request.form.get("language")
    if chosen not in language.OFFERED:
        abort(400)
    return cookies.remember_language(redirect(_own_page(request.form.get("back", "")), 303), chosen)


def _own_page(path: str) -> str:
    """The address of the portal's page at `path`, made anew so that it leads nowhere else; or of the front page."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path, "GET")
    except HTTPException:
        return url_for("front.page")
    return url_for(endpoint, **values)
