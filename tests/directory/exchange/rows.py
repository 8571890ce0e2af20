"""One believable row of a file, a secret one, and what is made of them."""

from datetime import UTC, datetime
from pathlib import Path

from directory.exchange.columns import COLUMNS
from directory.exchange.entry import Entry
from directory.exchange.validating import Verdict

LINE = 12
NOW = datetime(2026, 11, 24, 13, 10, tzinfo=UTC)  # as `now`, for tests that Hypothesis repeats
EXAMPLES = Path(__file__).parents[1] / "data"
ROW = dict.fromkeys(COLUMNS, "") | {
    "identifiant": "essai-001",
    "structure": "Association Horizon Droits",
    "service": "Information juridique",
    "categorie": "cidff",
    "adresse": "3 quai des Marronniers",
    "code_postal": "71000",
    "commune": "Mâcon",
    "code_insee": "71270",
    "longitude": "4.82980",
    "latitude": "46.30550",
    "lieu": "exact",
    "telephone": "03 53 01 00 05",
    "visibilite": "publique",
    "source": "essai 2026",
    "verifie_le": "2026-10-20",
}

PLACELESS = dict.fromkeys(
    ("adresse", "code_postal", "commune", "code_insee", "longitude", "latitude"), ""
)
SECRET = PLACELESS | {
    "categorie": "hebergement_vif_dedie",
    "lieu": "secret",
    "visibilite": "reseau",
    "zone": "71",
}


def told(verdict: Verdict) -> list[str]:
    """Return what is said, as a person reads it."""
    return [str(message) for message in verdict.messages]


def entry_of(verdict: Verdict) -> Entry:
    """Return the entry of a row that is taken."""
    assert verdict.row is not None, told(verdict)
    return verdict.row.entry
