"""The map page, and the ground that is the same for all."""

import gzip
import hashlib
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel.clock import utc_now
from app.kernel.policy import EVERYONE, SIGNED_IN, allow
from app.kernel.request import current_viewer
from app.territory.communes import CommuneRecord
from app.territory.sources import ATTRIBUTION
from directory import labels
from directory.data.lists import taxonomy
from directory.forms.search import AskForm, CodesForm, PageForm, codes_of
from directory.labels import NEED_TILES
from directory.queries import answers
from maps import queries
from maps.backdrop import backdrop

KEPT_FOR_S = 365 * 24 * 3600

bp = Blueprint("maps", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing made once a process: it says nothing of anyone, and everyone may keep it."""

    body: bytes
    packed: bytes
    mimetype: str
    version: str

    @classmethod
    def of(cls, text: str, mimetype: str) -> "Sheet":
        """Return the sheet of a text; its version is the digest of its content."""
        body = text.encode()
        packed = gzip.compress(body, compresslevel=9, mtime=0)
        return cls(body, packed, mimetype, hashlib.sha256(body).hexdigest()[:12])


@cache
def script() -> Sheet:
    """Return the script that draws the ground."""
    return Sheet.of(backdrop().script, "text/javascript")


@cache
def picture() -> Sheet:
    """Return the ground of the still map."""
    ground = queries.ground()
    layers = {
        "communes": ground.communes,
        "epcis": ground.epcis,
        "territories": ground.territories,
    }
    return Sheet.of(render_template("maps/ground.svg", layers=layers), "image/svg+xml")


@cache
def neighbours() -> Sheet:
    """Return the contours of the communes around the territories."""
    return Sheet.of(queries.neighbours(), "application/json")


@bp.get("/carte")
@allow(SIGNED_IN)
def map_page() -> ResponseReturnValue:
    """Show on the map, with the list beside, what a search found, or all that may be proposed."""
    viewer, now = current_viewer(), utc_now()
    codes, token = CodesForm(request.args), request.args.get("recherche")
    if not codes.validate():
        return render_template("directory/ended.html", tiles=NEED_TILES), HTTPStatus.NOT_FOUND
    question = answers.recalled(viewer, token, now=now) if token else codes.value()
    if question is None:
        return render_template("directory/ended.html", tiles=NEED_TILES), HTTPStatus.GONE
    if token and question.is_empty:
        return redirect(url_for("directory.answer", token=token), HTTPStatus.SEE_OTHER)
    args = {"recherche": token} if token else codes_of(question)
    if question.is_empty and question.commune is None:
        question = replace(question, commune=viewer.home_insee)
    asked = PageForm(request.args)
    shown = queries.on_the_map(viewer, question, now=now, number=asked.number(), only=asked.only())
    return render_template(
        "maps/map.html",
        form=AskForm(formdata=None, place=_name(shown.found.origin), on_map=True),
        shown=shown,
        need=taxonomy().needs.get(question.need or ""),
        args=args,
        ground=queries.ground(),
        backdrop=backdrop(),
        drawings={"script": script(), "picture": picture(), "neighbours": neighbours()},
        labels=labels,
        attribution=ATTRIBUTION,
        now=now,
    )


@bp.get("/carte/fond.js")
@allow(EVERYONE)
def ground_script() -> ResponseReturnValue:
    """Draw the ground of the moving map."""
    return _sent(script())


@bp.get("/carte/fond.svg")
@allow(EVERYONE)
def ground_picture() -> ResponseReturnValue:
    """Draw the ground of the still map."""
    return _sent(picture())


@bp.get("/carte/voisins.json")
@allow(EVERYONE)
def ground_neighbours() -> ResponseReturnValue:
    """Give the neighbours, to who looks beyond the territories."""
    return _sent(neighbours())


def _name(commune: CommuneRecord | None) -> str:
    return commune.name if commune else ""


def _sent(sheet: Sheet) -> ResponseReturnValue:
    """Return a sheet, for a year to who asks its version, else to be asked again each time."""
    packs = request.accept_encodings.quality("gzip") > 0
    response = Response(sheet.packed if packs else sheet.body, mimetype=sheet.mimetype)
    if packs:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{sheet.version}-gz" if packs else sheet.version)
    if request.args.get("v") == sheet.version:
        response.cache_control.public = True
        response.cache_control.max_age = KEPT_FOR_S
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    return response.make_conditional(request)
