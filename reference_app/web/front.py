"""The front page, logging out, and the page after it."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from reference_app.rules.network_environments import NETWORK_ENVIRONMENTS
from reference_app.web import redirects

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
def page() -> str:
    return render_template("front.html", network_environments=NETWORK_ENVIRONMENTS)


@blueprint.post("/logout")
def log_out() -> Response:
    return redirects.logged_out("front.goodbye")


@blueprint.get("/goodbye")
def goodbye() -> str:
    return render_template("goodbye.html")
