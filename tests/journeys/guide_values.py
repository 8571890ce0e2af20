"""What the guide's pages show: one form of each kind, believable rows, every state."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from flask_wtf import FlaskForm
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

from app.kernel.viewer import Role

NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)
NOW_USED, TO_COME = {"autocomplete": "current-password"}, {"autocomplete": "new-password"}


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

    mail = EmailField("Adresse électronique", render_kw={"autocomplete": "username"})
    passphrase = PasswordField("Phrase secrète", render_kw={"autocomplete": "current-password"})
    shared_post = BooleanField("D’autres personnes utilisent cet ordinateur")
    suite = HiddenField()


class ChangeForm(FlaskForm):
    """The fields of the passphrase page."""

    current = PasswordField("Phrase secrète actuelle", render_kw=NOW_USED)
    wanted = PasswordField("Nouvelle phrase secrète", render_kw=TO_COME)
    again = PasswordField("Nouvelle phrase secrète, une seconde fois", render_kw=TO_COME)


def _row(word: str, status: str, title: str, detail: str, **more: object) -> SimpleNamespace:
    row = {"at": None, "number": "", "act": "", "href": "/demandes"}
    return SimpleNamespace(word=word, status=status, title=title, detail=detail, **{**row, **more})


TODO = [
    _row(
        "Sans réponse",
        "unanswered",
        "7F3K-QM · Mise à l’abri",
        "La Halte Bleue, Gueugnon",
        at=NOW - timedelta(hours=4, minutes=30),
        number="0353010114",
        act="Relancer",
    ),
    _row(
        "Non remise",
        "undelivered",
        "2M8C-RT · Santé",
        "Cabinet du Parc, Digoin",
        at=NOW - timedelta(minutes=18),
        number="0353010172",
    ),
    _row(
        "À compléter",
        "incomplete",
        "9H2B-KX · Avocat",
        "Cabinet des Deux-Rives, Mâcon",
        at=NOW - timedelta(hours=1),
        act="Compléter",
    ),
    _row(
        "Acceptée",
        "accepted",
        "4D7V-LP · Plainte et droits",
        "Horizon Droits, Paray-le-Monial",
        at=NOW - timedelta(hours=2, minutes=40),
        act="Ouvrir",
    ),
    _row(
        "Déclinée",
        "declined",
        "6T5W-ZN · Enfants",
        "Le Fil d’Ariane, Charolles",
        at=NOW - timedelta(days=1),
        act="Orienter ailleurs",
    ),
]
ATTENTION = [
    _row(
        "Courriel arrêté",
        "danger",
        "1 avis n’est pas parti",
        "Refusé par le serveur du Cabinet du Parc",
        at=NOW - timedelta(minutes=40),
        act="Corriger l’adresse",
    ),
    _row(
        "À revérifier",
        "stale",
        "7 fiches dépassent leur date",
        "La plus ancienne : Cabinet Saint-Nizier",
        act="Voir les 7",
    ),
    _row(
        "Import",
        "info",
        "41 lignes lues, 6 à relire",
        "Rien n’est publié avant votre accord",
        act="Relire les 6",
    ),
]
REQUESTS = [
    SimpleNamespace(
        id=1,
        danger="orange",
        danger_word="Préoccupant",
        due_at=NOW + timedelta(minutes=55),
        title="Plainte et droits",
        href="/demandes/recues",
        facts="Le Grand Charolais",
        sender="Poste de Paray-le-Monial, Claire B., 03 53 01 10 17",
    ),
    SimpleNamespace(
        id=2,
        danger="green",
        danger_word="À suivre",
        due_at=NOW + timedelta(days=1),
        title="Logement",
        href="/demandes/recues",
        facts="Brionnais Sud Bourgogne",
        sender="Poste de Mâcon, Samuel T., 03 53 01 10 42",
    ),
    SimpleNamespace(
        id=3,
        danger="red",
        danger_word="Danger grave",
        due_at=None,
        title="Mise à l’abri",
        href="/demandes/recues",
        facts="",
        sender="",
    ),
]
NEEDS = [
    {"code": code, "label": label, "icon": icon}
    for code, label, icon in (
        ("shelter", "Mise à l’abri", "bed"),
        ("lawyer", "Avocat", "scale"),
        ("health", "Santé", "heart-pulse"),
        ("children", "Enfants", "baby"),
        ("rights", "Plainte et droits", "shield-check"),
        ("money", "Argent", "coins"),
        ("housing", "Logement", "key-round"),
        ("listening", "Écoute", "ear"),
    )
]
NUMBERS = [
    {
        "number": "17",
        "label": "Police ou gendarmerie",
        "note": "ou le 112",
        "urgent": True,
        "address": "tel:17",
    },
    {
        "number": "114",
        "label": "Par SMS, sans parler",
        "note": "",
        "urgent": True,
        "address": "sms:114",
    },
    {
        "number": "3919",
        "label": "Être écoutée",
        "note": "gratuit",
        "urgent": False,
        "address": "tel:3919",
    },
    {
        "number": "116 006",
        "label": "Aide aux victimes",
        "note": "",
        "urgent": False,
        "address": "tel:116006",
    },
]
STEPS = [
    SimpleNamespace(
        step="done", shape="send", title="Envoyée par vous", at=NOW - timedelta(hours=5), note=""
    ),
    SimpleNamespace(
        step="last",
        shape="check",
        title="Acceptée par Inès M.",
        at=NOW - timedelta(hours=2),
        note="Le partenaire appelle",
    ),
    SimpleNamespace(
        step="next",
        shape="phone",
        title="À venir : premier contact",
        at=NOW + timedelta(hours=20),
        note="",
    ),
    SimpleNamespace(
        step="to_come",
        shape="lock",
        title="À venir : fin de l’accord",
        at=None,
        note="Date fixée plus tard",
    ),
]
SESSIONS = [
    SimpleNamespace(
        id=UUID(int=n),
        is_this_one=n == 1,
        on_shared_post=n == 2,
        opened_at=NOW - timedelta(hours=n),
        last_used_at=NOW - timedelta(minutes=n),
    )
    for n in (1, 2)
]
PROFILE = SimpleNamespace(
    name="Claire B.",
    mail="claire.b@exemple.fr",
    organisation="Les PEP 71",
    network_role=None,
    teams=[SimpleNamespace(name="Poste de Paray-le-Monial", role=Role.MEMBER)],
)
PAGES: dict[str, dict[str, object]] = {
    "home/iscg": {
        "needs": NEEDS,
        "todo": TODO,
        "here": "71342",
        "places": [
            {"insee": "71342", "label": "Paray-le-Monial (mon poste)"},
            {"insee": "71176", "label": "Digoin"},
        ],
    },
    "home/partner": {"waiting": REQUESTS, "to_contact": []},
    "home/coordinator": {
        "attention": ATTENTION,
        "figures": [
            SimpleNamespace(label="Fiches", value="96"),
            SimpleNamespace(label="À jour", value="89"),
        ],
    },
    "home/elected": {
        "figure": "42 services publics",
        "finding": "sont ouverts aux habitants de 12 communes.",
        "territory": "Le Grand Charolais",
        "updated_on": date(2026, 11, 20),
    },
    "home/operator": {
        "worker_at": NOW - timedelta(seconds=20),
        "worker_late": False,
        "outbox": {"waiting": 3, "retried": 1, "dead": 1},
        "oldest_at": NOW - timedelta(minutes=3),
    },
    "home/visitor": {"numbers": NUMBERS},
    "accounts/sign_in": {
        "refused": SimpleNamespace(wait_s=90),
        "is_locked": False,
        "has_left": False,
    },
    "accounts/me": {
        "profile": PROFILE,
        "sessions": SESSIONS,
        "role_labels": {Role.MEMBER: "membre de l’équipe"},
    },
    "accounts/passphrase": {},
    "guide": {},
}
