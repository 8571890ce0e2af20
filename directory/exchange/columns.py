"""The columns of the own format, in the order of an export. Pure."""

import re

from app.kernel.text import fold

COLUMNS = (
    "identifiant",
    "structure",
    "service",
    "categorie",
    "besoins",
    "description",
    "adresse",
    "code_postal",
    "commune",
    "code_insee",
    "longitude",
    "latitude",
    "lieu",
    "telephone",
    "telephone_pro",
    "courriel",
    "site_web",
    "horaires",
    "horaires_note",
    "publics",
    "langues",
    "accessibilite",
    "animaux",
    "frais",
    "modes_accueil",
    "saisine",
    "zone",
    "places_total",
    "places_libres",
    "places_vues_le",
    "visibilite",
    "source",
    "verifie_le",
)

REQUIRED = ("identifiant", "structure", "service", "categorie", "lieu", "visibilite", "source")

# What says where a place stands; in a secret row these are never read, only found to be filled.
PLACING = ("adresse", "code_postal", "commune", "code_insee", "longitude", "latitude")

_KNOWN = frozenset(COLUMNS)


def column_named(header: str) -> str | None:
    """Return the column a header cell names, whatever its case, accents and spacing."""
    name = re.sub(r"[\s_-]+", "_", fold(header.strip("\ufeff"))).strip("_")
    return name if name in _KNOWN else None
