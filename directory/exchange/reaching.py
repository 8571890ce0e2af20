"""How a row says to reach the service: lines, mailbox, site, hours. Pure."""

import re
from urllib.parse import urlsplit

from app.kernel.text import fold
from directory.decisions.opening import HoursCaveat, HoursUnreadable, parse_hours
from directory.decisions.phones import parse_phone
from directory.exchange.checking import Check
from directory.exchange.entry import Reach
from directory.exchange.messages import Fault

HOURS_MAX = 500
HOURS_NOTE_MAX = 200
WEBSITE_MAX = 300
_MAIL_MAX = 254

_MAIL = re.compile(r"[a-z0-9!#$%&*+/=?^_{|}~.'-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_TWO_WORDS = re.compile(r"([a-z]{2,}(?:-[a-z]+)?)[._]([a-z]{2,}(?:-[a-z]+)?)")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)

# Words of mailboxes that belong to an office; with one of them it is nobody's own.
_OFFICES = """
accueil action administration adjoint aide antenne asso association bienvenue bureau cabinet
caf ccas cdad centre chu cidff cmp cob communaute communication contact coordination cpam
csapa csf direction dgs domicile droits ecoute elus emploi enfance enfants equipe espace etat
famille familles formation foyer france gendarmerie guichet hebergement info information infos
insertion inscription jeunes jeunesse juridique justice logement lycee mairie maison mds
mission mjc mjd msap msa orientation parents permanence personnel pif pij planning pmi point pole
police poste prefecture prevention proximite psig psychologue public rdv rh sante secretaire
secretariat service services siao siege sociale social solidarite solidarites standard suivi
technique territoire tribunal urbanisme urgences vie victimes ville
"""
_FUNCTIONS = frozenset(_OFFICES.split())

_CAVEATS = {
    HoursCaveat.SCHOOL_HOLIDAYS: Fault.SCHOOL_HOLIDAYS,
    HoursCaveat.EXCEPTION_OVERRIDDEN: Fault.EXCEPTION_OVERRIDDEN,
}


def reach(check: Check, *, is_secret: bool) -> Reach:
    """Return how to reach the service; a secret one keeps nothing but telephones and hours."""
    public, professional = _phone(check, "telephone"), _phone(check, "telephone_pro")
    if public and public == professional:
        check.say(Fault.SAME_PHONE, "telephone_pro")
    if is_secret:
        _keep_phones_alone(check, has_phone=bool(public or professional))
    return Reach(
        phone=public,
        pro_phone=professional,
        mail=_mail(check),
        website=_website(check),
        hours=_hours(check),
        hours_note=check.text("horaires_note", at_most=HOURS_NOTE_MAX),
    )


def _phone(check: Check, column: str) -> str | None:
    cell = check[column]
    if not cell:
        return None
    number = parse_phone(cell)
    if number is None:
        check.say(Fault.MALFORMED, column, detail="10 chiffres, +33… ou un numéro court")
    return number


def _keep_phones_alone(check: Check, *, has_phone: bool) -> None:
    for column in ("courriel", "site_web"):
        if check[column]:
            check.say(Fault.SECRET_CONTACT, column)
            check.drop(column)
    if not has_phone:
        check.say(Fault.SECRET_WITHOUT_PHONE, "telephone")


def _mail(check: Check) -> str | None:
    """Return the mailbox in lower case, with a remark when it seems to be one person's."""
    cell = check["courriel"].lower()
    if not cell:
        return None
    if len(cell) > _MAIL_MAX or not _MAIL.fullmatch(cell):
        check.say(Fault.MALFORMED, "courriel", detail="une seule adresse, comme accueil@exemple.fr")
        return None
    if _is_personal(cell.partition("@")[0], check):
        check.say(Fault.PERSONAL_MAIL, "courriel")
    return cell


def _website(check: Check) -> str | None:
    """Return the site's address, with its scheme."""
    cell = check["site_web"]
    if not cell:
        return None
    address = f"https://{cell}" if cell.lower().startswith("www.") else cell
    if len(address) > WEBSITE_MAX:
        check.say(Fault.TOO_LONG, "site_web", detail=str(WEBSITE_MAX))
    elif not _SCHEME.match(address):
        check.say(Fault.BAD_SCHEME, "site_web")
    elif " " in address or not _host(address):
        check.say(Fault.MALFORMED, "site_web", detail="une adresse comme https://www.exemple.fr")
    else:
        return address
    return None


def _hours(check: Check) -> str | None:
    """Return hours that parse; None is unknown, never closed."""
    cell = check["horaires"]
    if not cell:
        return None
    if len(cell) > HOURS_MAX:
        check.say(Fault.TOO_LONG, "horaires", detail=str(HOURS_MAX))
        return None
    try:
        schedule = parse_hours(cell)
    except HoursUnreadable as refusal:
        place = f", à partir du caractère {refusal.position}" if refusal.position else ""
        check.say(Fault.HOURS, "horaires", detail=place)
        return None
    for caveat in schedule.caveats:
        check.say(_CAVEATS[caveat], "horaires")
    return cell


def _is_personal(box: str, check: Check) -> bool:
    """Tell whether a box reads `prenom.nom`, neither word being an office or in the row's names."""
    words = _TWO_WORDS.fullmatch(box)
    if words is None:
        return False
    names = fold(" ".join((check["structure"], check["service"], check["commune"])))
    return not any(
        part in _FUNCTIONS or part in names for word in words.groups() for part in word.split("-")
    )


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
