"""French names of the codes of accounts."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.decisions.passphrase import MAX_SIGNS, MIN_SIGNS, Weakness
from app.kernel.viewer import Role

ROLES = {
    Role.MEMBER: _l("membre de l’équipe"),
    Role.MANAGER: _l("gestion de l’équipe"),
    Role.SUPERVISOR: _l("responsable de service"),
    Role.COORDINATOR: _l("animation du réseau"),
    Role.ELECTED: _l("mandat électif"),
    Role.OPERATOR: _l("exploitation du site"),
    Role.GUEST: _l("accès par lien"),
}

TOO_LONG = _l("Une phrase secrète a %(count)s signes au plus.", count=MAX_SIGNS)
WEAKNESSES = {
    Weakness.TOO_SHORT: _l("Choisissez au moins %(count)s signes.", count=MIN_SIGNS),
    Weakness.TOO_LONG: TOO_LONG,
    Weakness.KNOWN_WORDS: _l(
        "Sans les mots que l’on devine (votre nom, votre structure, une commune d’ici), "
        "il reste moins de %(count)s signes : ajoutez des mots sans rapport.",
        count=MIN_SIGNS,
    ),
}


def waiting(wait_s: int) -> str:
    """Return a wait in words: seconds below a minute, then whole minutes, rounded up."""
    if wait_s < 60:
        return str(ngettext("%(num)s seconde", "%(num)s secondes", wait_s))
    return str(ngettext("%(num)s minute", "%(num)s minutes", -(-wait_s // 60)))
