"""A small site that shows every macro and every page of the shell, for a browser to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from uuid import UUID

from flask import Flask, Response, current_app, flash, render_template, session
from flask_babel import Babel
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import make_server
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app import assets, navigation, phrasing
from app.headers import CSP
from app.kernel.page import Page
from app.kernel.viewer import ANONYMOUS, Role, Viewer

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
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
MAINLY = {"accounts/sign_in": "visitor"}  # whom a page is for, when not an ISCG


class GuideForm(FlaskForm):
    """One field of each kind."""

    mail = EmailField("Adresse électronique", [InputRequired("Écrivez votre adresse.")])
    number = StringField("Numéro sûr", [InputRequired("Il manque un chiffre.")])
    need = SelectField("Besoin principal", choices=["Connaître ses droits", "Avocat"])
    danger = RadioField(
        "Danger",
        [InputRequired("Choisissez un niveau.")],
        choices=["green", "orange", "red"],
        validate_choice=False,
    )
    rules = SelectMultipleField(
        "Consignes",
        choices=["Ne laisser aucun message", "Appeler en numéro masqué"],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    note = TextAreaField("Précision", [Length(max=280, message="Ce texte est trop long.")])
    read = BooleanField("J’ai lu ces consignes et je les suivrai")


class EntryForm(FlaskForm):
    """The fields of the sign-in page."""

    mail = EmailField("Adresse électronique")
    passphrase = PasswordField("Phrase secrète")
    shared_post = BooleanField("D’autres personnes utilisent cet ordinateur")
    suite = HiddenField()


class ChangeForm(FlaskForm):
    """The fields of the passphrase page."""

    current = PasswordField("Phrase secrète actuelle")
    wanted = PasswordField("Nouvelle phrase secrète")
    again = PasswordField("Nouvelle phrase secrète, une seconde fois")


def _row(word: str, status: str, title: str, detail: str, **more: object) -> SimpleNamespace:
    row = {"at": None, "number": "", "act": "", "href": "/demandes"}
    return SimpleNamespace(word=word, status=status, title=title, detail=detail, **{**row, **more})


TODO = [
    _row("Sans réponse", "unanswered", "7F3K-QM · Mise à l’abri", "La Halte Bleue, Gueugnon",
         at=NOW - timedelta(hours=4, minutes=30), number="0353010114", act="Relancer"),
    _row("Non remise", "undelivered", "2M8C-RT · Santé", "Cabinet du Parc, Digoin",
         at=NOW - timedelta(minutes=18), number="0353010172"),
    _row("À compléter", "incomplete", "9H2B-KX · Avocat", "Cabinet des Deux-Rives, Mâcon",
         at=NOW - timedelta(hours=1), act="Compléter"),
    _row("Acceptée", "accepted", "4D7V-LP · Plainte et droits", "Horizon Droits, Paray-le-Monial",
         at=NOW - timedelta(hours=2, minutes=40), act="Ouvrir"),
    _row("Déclinée", "declined", "6T5W-ZN · Enfants", "Le Fil d’Ariane, Charolles",
         at=NOW - timedelta(days=1), act="Orienter ailleurs"),
]  # fmt: skip
ATTENTION = [
    _row("Courriel arrêté", "danger", "1 avis n’est pas parti", "Refusé par le serveur du Cabinet du Parc",
         at=NOW - timedelta(minutes=40), act="Corriger l’adresse"),
    _row("À revérifier", "stale", "7 fiches dépassent leur date", "La plus ancienne : Cabinet Saint-Nizier", act="Voir les 7"),
    _row("Import", "info", "41 lignes lues, 6 à relire", "Rien n’est publié avant votre accord", act="Relire les 6"),
]  # fmt: skip
REQUESTS = [
    SimpleNamespace(id=1, danger="orange", danger_word="Préoccupant", due_at=NOW + timedelta(minutes=55),
                    title="Plainte et droits", href="/demandes/recues", facts="Le Grand Charolais",
                    sender="Poste de Paray-le-Monial, Claire B., 03 53 01 10 17"),
    SimpleNamespace(id=2, danger="green", danger_word="À suivre", due_at=NOW + timedelta(days=1),
                    title="Logement", href="/demandes/recues", facts="Brionnais Sud Bourgogne",
                    sender="Poste de Mâcon, Samuel T., 03 53 01 10 42"),
    SimpleNamespace(id=3, danger="red", danger_word="Danger grave", due_at=None,
                    title="Mise à l’abri", href="/demandes/recues", facts="", sender=""),
]  # fmt: skip
NEEDS = [
    {"code": code, "label": label, "icon": icon}
    for code, label, icon in (
        ("shelter", "Mise à l’abri", "bed"), ("lawyer", "Avocat", "scale"),
        ("health", "Santé", "heart-pulse"), ("children", "Enfants", "baby"),
        ("rights", "Plainte et droits", "shield-check"), ("money", "Argent", "coins"),
        ("housing", "Logement", "key-round"), ("listening", "Écoute", "ear"),
    )
]  # fmt: skip
NUMBERS = [
    {"number": "17", "label": "Police ou gendarmerie", "note": "ou le 112", "urgent": True, "address": "tel:17"},
    {"number": "114", "label": "Par SMS, sans parler", "note": "", "urgent": True, "address": "sms:114"},
    {"number": "3919", "label": "Être écoutée", "note": "gratuit", "urgent": False, "address": "tel:3919"},
    {"number": "116 006", "label": "Aide aux victimes", "note": "", "urgent": False, "address": "tel:116006"},
]  # fmt: skip
STEPS = [
    SimpleNamespace(step="done", shape="send", title="Envoyée par vous", at=NOW - timedelta(hours=5), note=""),
    SimpleNamespace(step="last", shape="check", title="Acceptée par Inès M.", at=NOW - timedelta(hours=2), note="Le partenaire appelle"),
    SimpleNamespace(step="next", shape="phone", title="À venir : premier contact", at=NOW + timedelta(hours=20), note=""),
    SimpleNamespace(step="to_come", shape="lock", title="À venir : fin de l’accord", at=None, note="Date fixée plus tard"),
]  # fmt: skip
SESSIONS = [
    SimpleNamespace(id=UUID(int=n), is_this_one=n == 1, on_shared_post=n == 2,
                    opened_at=NOW - timedelta(hours=n), last_used_at=NOW - timedelta(minutes=n))
    for n in (1, 2)
]  # fmt: skip
PROFILE = SimpleNamespace(
    name="Claire B.", mail="claire.b@exemple.fr", organisation="Les PEP 71", network_role=None,
    teams=[SimpleNamespace(name="Poste de Paray-le-Monial", role=Role.MEMBER)],
)  # fmt: skip
PAGES: dict[str, dict[str, object]] = {
    "home/iscg": {"needs": NEEDS, "todo": TODO, "here": "71342",
                  "places": [{"insee": "71342", "label": "Paray-le-Monial (mon poste)"}, {"insee": "71176", "label": "Digoin"}]},
    "home/partner": {"waiting": REQUESTS, "to_contact": []},
    "home/coordinator": {"attention": ATTENTION, "figures": [
        SimpleNamespace(label="Fiches", value="96"), SimpleNamespace(label="À jour", value="89")]},
    "home/elected": {"figure": "42 services publics", "finding": "sont ouverts aux habitants de 12 communes.",
                     "territory": "Le Grand Charolais", "updated_on": date(2026, 11, 20)},
    "home/operator": {"worker_at": NOW - timedelta(seconds=20), "worker_late": False,
                      "outbox": {"waiting": 3, "retried": 1, "dead": 1}, "oldest_at": NOW - timedelta(minutes=3)},
    "home/visitor": {"numbers": NUMBERS},
    "accounts/sign_in": {"refused": SimpleNamespace(wait_s=90), "is_locked": False, "has_left": False},
    "accounts/me": {"profile": PROFILE, "sessions": SESSIONS, "role_labels": {Role.MEMBER: "membre de l’équipe"}},
    "accounts/passphrase": {},
    "guide": {},
}  # fmt: skip


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
    assets.init_app(site)
    phrasing.init_app(site)
    for endpoint, address in PLACES.items():
        site.add_url_rule(address, endpoint, view_func=lambda: "")
    site.add_url_rule("/deconnexion", "accounts.sign_out", lambda: "", methods=["POST"])
    site.add_url_rule("/fermer/<uuid:session_id>", "accounts.close_session", lambda session_id: "")
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
        exit_url="",
        now=NOW,
        form=form,
        page=Page(items=tuple(range(20)), number=2, size=20, total=1250),
        steps=STEPS,
        **PAGES[name],
    )


def show_error(status: int) -> str:
    """Render an error page from the exception alone, as when the database is down."""
    page = current_app.jinja_env.get_template(f"errors/{status}.html")
    return page.render(incident="3fa9c1d2" if status == 500 else "")


def guard(response: Response) -> Response:
    """Send the policy of the real site."""
    response.headers["Content-Security-Policy"] = CSP
    return response


@contextmanager
def served(site: Flask) -> Iterator[str]:
    """Serve the site on a free port of the loopback and yield its address."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
