"""A small site that shows every macro and every page of the shell, for a browser to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from uuid import UUID

from flask import Flask, Response, current_app, flash, render_template, request, session
from flask_babel import Babel
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import WSGIRequestHandler, make_server

from app import assets, navigation, phrasing
from app.headers import CSP
from app.kernel.page import Page
from app.kernel.viewer import ANONYMOUS, Role, Viewer
from tests.journeys.guide_values import NOW, PAGES, STEPS, ChangeForm, EntryForm, GuideForm

SOMEONE = UUID(int=1)
VIEWERS = {
    "iscg": Viewer(SOMEONE, teams=frozenset({SOMEONE}), posts=frozenset({SOMEONE})),
    "partner": Viewer(SOMEONE, roles=frozenset({Role.MEMBER}), teams=frozenset({SOMEONE})),
    "coordinator": Viewer(SOMEONE, roles=frozenset({Role.COORDINATOR})),
    "elected": Viewer(SOMEONE, roles=frozenset({Role.ELECTED})),
    "operator": Viewer(SOMEONE, roles=frozenset({Role.OPERATOR})),
    "visitor": ANONYMOUS,
}
PLACES = {
    "home.index": "/",
    "accounts.me": "/mon-compte",
    "accounts.change_passphrase": "/mon-compte/phrase-secrete",
    "accounts.sign_in": "/connexion",
    "directory.search": "/annuaire",
    "maps.map_page": "/carte",
    "referrals.board": "/demandes",
    "referrals.inbox": "/demandes/recues",
}
ERRORS = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)
SHOWN_ERRORS = ("erreur/409", "erreur/500", "erreur/0")
MAINLY = {"accounts/sign_in": "visitor"}  # whom a page is for, when not an ISCG


def make_guide() -> Flask:
    """Return the site: one address a page, without gate, account or database."""
    site = Flask("app")
    site.config.update(SECRET_KEY="guide", TESTING=True)
    site.jinja_env.undefined = StrictUndefined
    site.jinja_env.trim_blocks = site.jinja_env.lstrip_blocks = True
    ours = FileSystemLoader(Path(__file__).parent / "templates")
    site.jinja_loader = ChoiceLoader([site.jinja_loader, ours])
    Babel(site, default_locale="fr")
    CSRFProtect(site)
    site.extensions["ended"] = []
    assets.init_app(site)
    phrasing.init_app(site)
    for endpoint, address in PLACES.items():
        site.add_url_rule(address, endpoint, view_func=lambda: show("home/iscg"))
    site.add_url_rule("/deconnexion", "accounts.sign_out", sign_out, methods=["POST"])
    site.add_url_rule("/fermer/<uuid:session_id>", "accounts.close_session", lambda session_id: "")
    site.add_url_rule("/au-revoir", "pages.away", lambda: render_template("pages/away.html"))
    site.add_url_rule("/montrer/<path:name>", "show", show)
    site.add_url_rule("/erreur/<int:status>", "error", show_error)
    site.after_request(guard)
    return site


def show(name: str) -> str:
    """Render one page as its main reader sees it."""
    role = name.removeprefix("home/")
    viewer = VIEWERS.get(role, VIEWERS[MAINLY.get(name, "iscg")])
    if name == "guide":
        session.pop("_flashes", None)
        flash("La demande est envoyée.", "good")
        flash("Cette session est fermée.")
    form: FlaskForm = EntryForm() if "sign_in" in name else ChangeForm()
    if name == "guide":
        form = GuideForm(meta={"csrf": False}, data={"rules": ["Appeler en numéro masqué"]})
        form.validate()
    return render_template(
        f"{name}.html",
        viewer=viewer,
        viewer_name="Claire B.",
        viewer_place="Poste de Paray-le-Monial",
        nav=navigation.entries_for(viewer),
        demonstration=True,
        exit_address="/au-revoir",
        now=NOW,
        form=form,
        page=Page(items=tuple(range(20)), number=2, size=20, total=1250),
        steps=STEPS,
        **PAGES[name],
    )


def show_error(status: int) -> str:
    """Render an error page from the exception alone, as when the database is down."""
    page = current_app.jinja_env.get_template(f"errors/{status or 'give_back'}.html")
    return page.render(
        incident="3fa9c1d2" if status == 500 else "",
        present="Acceptée par Inès M. à 11 h 32." if status == 409 else "",
        given_back=[("Précision", "Peut venir le mardi.")] if status == 409 else [],
        typed=[("note", "Audience demandée, deux enfants au domicile."), ("danger", "orange")],
        action="/demandes",
    )


def sign_out() -> str:
    """Note that a session was ended, with its token."""
    current_app.extensions["ended"].append(request.form.get("csrf_token"))
    return ""


def guard(response: Response) -> Response:
    """Send the policy of the real site."""
    response.headers["Content-Security-Policy"] = CSP
    return response


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Flask) -> Iterator[str]:
    """Serve the site on a free port of the loopback and yield its address."""
    server = make_server("127.0.0.1", 0, site, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
