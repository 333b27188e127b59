"""The digital lesson materials, for pupils who are logged in and nobody else (MATERIAL-2)."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from reference_app.services.sessions import PupilLoggedIn
from reference_app.web import request_context
from reference_app.web.language import N_
from reference_app.web.redirects import see_other

blueprint = Blueprint("materials", __name__, url_prefix="/materials")


@dataclass(frozen=True)
class Material:
    """`title` and `opening` are messages to translate; the icon is the drawing with the slug's name."""

    slug: str
    title: str
    opening: str


MATERIALS = (
    Material("rekenen", N_("Maths"), N_("Today we are counting everything with wheels. Will you join in?")),
    Material("taal", N_("Dutch"), N_("Which word do you like best? Make a sentence with it.")),
    Material("lezen", N_("Reading"), N_("Find a nice place to sit. The story begins.")),
    Material("wereld", N_("World"), N_("We are travelling from your street to the other side of the world.")),
    Material("engels", N_("English"), N_("Say it out loud: hello, how are you?")),
    Material("muziek", N_("Music"), N_("Clap along: short, short, long.")),
)


@blueprint.get("")
def shelf() -> str:
    return render_template("materials/shelf.html", pupil=_logged_in().pupil, materials=MATERIALS)


@blueprint.get("/<slug>")
def material(slug: str) -> str:
    pupil = _logged_in().pupil
    chosen = next((one for one in MATERIALS if one.slug == slug), None) or abort(404)
    return render_template("materials/material.html", pupil=pupil, material=chosen)


def _logged_in() -> PupilLoggedIn:
    return request_context.pupil() or abort(see_other("home.start"))
