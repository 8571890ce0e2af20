"""French names of the directory's codes, one table a code. Never compared, sorted or stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.territory.atlas import gazetteer
from directory.data.lists import taxonomy
from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.decisions.opening import OpeningState
from directory.decisions.ranking import Block
from directory.decisions.ranking_reasons import Reason, Why
from directory.decisions.taxonomy import Family


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the eight needs one starts from."""

    code: str
    label: LazyString
    icon: str


NEED_TILES = (
    Tile("shelter", _l("Mise à l’abri"), "bed"),
    Tile("lawyer", _l("Avocat"), "scale"),
    Tile("health", _l("Santé"), "heart-pulse"),
    Tile("children", _l("Enfants"), "baby"),
    Tile("rights", _l("Plainte et droits"), "shield-check"),
    Tile("money", _l("Argent"), "coins"),
    Tile("housing", _l("Logement"), "key-round"),
    Tile("listening", _l("Écoute"), "ear"),
)

FAMILY = {
    Family.SOCIAL: _l("Social"),
    Family.MEDICO_SOCIAL: _l("Médico-social"),
    Family.MEDICAL: _l("Santé"),
    Family.LEGAL: _l("Droit"),
    Family.VIF_NETWORK: _l("Violences"),
    Family.INSTITUTION: _l("Institution"),
    Family.EMERGENCY: _l("Urgence"),
}

FAMILY_ICON = {
    Family.SOCIAL: "users",
    Family.MEDICO_SOCIAL: "handshake",
    Family.MEDICAL: "stethoscope",
    Family.LEGAL: "scale",
    Family.VIF_NETWORK: "shield-check",
    Family.INSTITUTION: "landmark",
    Family.EMERGENCY: "siren",
}

OPENING = {
    OpeningState.OPEN: _l("Ouvert maintenant"),
    OpeningState.BY_APPOINTMENT: _l("Sur rendez-vous"),
    OpeningState.CLOSED: _l("Fermé maintenant"),
    OpeningState.UNKNOWN: _l("Horaires inconnus : appeler"),
}

BLOCK = {
    Block.FIRST: _l("À appeler d’abord"),
    Block.PLACED: _l("Sur place"),
    Block.UNMEASURED: _l("Sur place, distance inconnue"),
    Block.EVERYWHERE: _l("Par téléphone ou en déplacement"),
    Block.PROTECTED: _l("Adresse protégée"),
}

WHY = {
    Why.DISTANCE: _l("%(km)s km à vol d’oiseau"),
    Why.SAME_COMMUNE: _l("à %(name)s même"),
    Why.EVERYWHERE: _l("par téléphone ou en déplacement"),
    Why.PROTECTED: _l("adresse protégée"),
    Why.OPEN: _l("ouvert maintenant"),
    Why.BY_APPOINTMENT: _l("sur rendez-vous"),
    Why.CLOSED: _l("fermé maintenant"),
    Why.HOURS_UNKNOWN: _l("horaires inconnus : appeler"),
    Why.VERIFIED: _l("vérifié le %(day)s"),
    Why.OVERDUE: _l("vérifié le %(day)s, à confirmer"),
    Why.NEVER_VERIFIED: _l("jamais vérifié : appeler avant d’orienter"),
    Why.NAMED: _l("porte ce nom"),
    Why.CATEGORY: _l("%(name)s"),
    Why.NEED: _l("répond à « %(name)s »"),
    Why.WORDS: _l("parle de ce que vous cherchez"),
    Why.COVERS: _l("intervient à %(name)s"),
    Why.AREA_UNKNOWN: _l("zone à confirmer"),
    Why.ELSEWHERE: _l("n’intervient pas à %(name)s"),
    Why.SUSPENDED: _l("activité suspendue : appeler avant d’orienter"),
    Why.ADVISED_AGAINST: _l(
        "déconseillé en cas de violences : ne mettez pas la personne face à l’auteur"
    ),
    Why.PARTNER_ONLY: _l("réservé aux violences du conjoint ou de l’ex-conjoint"),
}

PUBLIC = {
    Public.EVERYONE: _l("Tous les publics"),
    Public.WOMEN: _l("Femmes"),
    Public.MEN: _l("Hommes"),
    Public.WOMEN_WITH_CHILDREN: _l("Femmes avec enfants"),
    Public.MEN_WITH_CHILDREN: _l("Hommes avec enfants"),
    Public.CHILDREN: _l("Enfants"),
    Public.YOUNG: _l("Jeunes"),
    Public.ELDERLY: _l("Personnes âgées"),
    Public.DISABLED: _l("Personnes handicapées"),
    Public.EXILED: _l("Personnes exilées"),
    Public.LGBTQI: _l("Personnes LGBTQI+"),
    Public.FARMING: _l("Personnes du régime agricole"),
    Public.AUTHORS: _l("Auteurs de violences"),
}

ACCESS = {
    Access.WHEELCHAIR: _l("Accessible en fauteuil roulant"),
    Access.HARD_OF_HEARING: _l("Adapté aux personnes malentendantes"),
    Access.VISUALLY_IMPAIRED: _l("Adapté aux personnes malvoyantes"),
    Access.EASY_TO_READ: _l("Documents faciles à lire"),
    Access.DISCREET_ENTRANCE: _l("Entrée discrète"),
    Access.NONE: _l("Pas d’accès adapté"),
}

ANIMALS = {
    Animals.YES: _l("Animaux acceptés"),
    Animals.NO: _l("Animaux non acceptés"),
    Animals.ON_REQUEST: _l("Animaux : à demander"),
}

COST = {
    Cost.FREE: _l("Gratuit"),
    Cost.PAID: _l("Payant"),
    Cost.CONDITIONAL: _l("Coût selon la situation"),
}

MODE = {
    Mode.ON_SITE: _l("sur place"),
    Mode.REMOTE: _l("à distance"),
    Mode.VISITS: _l("à domicile ou en déplacement"),
}

CALLED_BY = {
    CalledBy.PROFESSIONALS: _l("les professionnels"),
    CalledBy.PERSON: _l("la personne elle-même"),
}

# Codes of the tables: labels stand beside the models, and do not import them.
CONTACT_KIND = {
    "phone": _l("Téléphone"),
    "mail": _l("Courriel"),
    "form": _l("Formulaire en ligne"),
}

CONTACT_AUDIENCE = {
    "public": _l("Ligne publique"),
    "professional": _l("Ligne des professionnels"),
    "on_call": _l("Ligne d’astreinte"),
}

VERIFIED_HOW = {
    "call": _l("par téléphone"),
    "visit": _l("sur place"),
    "partner_link": _l("par le partenaire"),
    "partner_account": _l("par le partenaire"),
    "official_source": _l("d’après une source officielle"),
    "imported": _l("d’après la source importée"),
}

# What the law or the field adds to a category, wherever it is read.
CATEGORY_NOTES = {
    "umj": _l("Le plus souvent sur réquisition judiciaire : appeler avant."),
    "caf": _l("En régime agricole, c’est la MSA : vérifier de quelle caisse la personne dépend."),
    "aide_urgence_victimes": _l(
        "Il faut une plainte, une ordonnance de protection ou un signalement au procureur : "
        "une main courante ne suffit pas."
    ),
    "crip": _l(
        "Une information préoccupante est un acte prévu par la loi, avec son propre circuit : "
        "appeler."
    ),
}


FRENCH = Locale("fr")
SIGNED = "lsf"


def said(reasons: Iterable[Reason], now: datetime) -> list[str]:
    """Return reasons in words, in their order."""
    return [reason(one, now) for one in reasons]


def sentence(reasons: Iterable[Reason], now: datetime) -> str:
    """Return reasons as one line that begins with a capital."""
    line = " · ".join(said(reasons, now))
    return line[:1].upper() + line[1:]


def weekday(on: date) -> str:
    """Return the name of a day and its number: « Mardi 24 »."""
    return format_date(on, "EEEE d", locale=FRENCH).capitalize()


def language(code: str) -> str:
    """Return the name of a language; sign language has no code of two letters."""
    return _("langue des signes") if code == SIGNED else str(FRENCH.languages.get(code, code))


def reason(one: Reason, now: datetime) -> str:
    """Return a reason in words."""
    return str(WHY[one.why]) % {
        "km": _whole_km(one.km),
        "day": _short_day(one.on, now),
        "name": name_of(one.code),
    }


def name_of(code: str) -> str:
    """Return the name of a category, of a need or of a commune (INSEE), fit for the screen."""
    lists = taxonomy()
    known = lists.categories.get(code) or lists.needs.get(code)
    if known:
        return known.label.replace("'", "’")
    commune = gazetteer().commune(code) if code else None
    return commune.name if commune else ""


def _whole_km(km: float | None) -> str:
    if km is None:
        return ""
    whole = int(km + 0.5)
    return format_decimal(whole, locale=FRENCH) if whole else _("moins de 1")


def _short_day(on: date | None, now: datetime) -> str:
    if on is None:
        return ""
    return f"{on:%d/%m}" if on.year == now.year else f"{on:%d/%m/%Y}"
