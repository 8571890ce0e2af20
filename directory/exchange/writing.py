"""Entries as cells of the own format, and as a file that a spreadsheet opens. Pure."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from app.territory.communes import Gazetteer
from directory.decisions.opening import PARIS
from directory.exchange.columns import COLUMNS
from directory.exchange.entry import Entry, Offer, Places, Reach, Spot
from directory.exchange.repairing import cleaned, disarmed
from directory.exchange.vocabulary import (
    ACCESSES,
    ANIMALS,
    CALLERS,
    COSTS,
    MODES,
    PLACES,
    PUBLICS,
    SIGN_LANGUAGE,
    SIGN_LANGUAGE_TYPED,
    VISIBILITIES,
    word_for,
)

_PHONES = frozenset({"telephone", "telephone_pro"})


def cells_of(entry: Entry, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the 33 cells of an entry, by column, in the order of the format."""
    cells = {
        "identifiant": entry.key,
        "structure": entry.structure,
        "service": entry.service,
        "categorie": entry.category,
        "zone": "|".join(entry.catchment),
        "visibilite": word_for(entry.visibility, VISIBILITIES),
        "source": entry.source,
        "verifie_le": entry.verified_on.isoformat() if entry.verified_on else "",
        **_offer_cells(entry.offer),
        **_spot_cells(entry.spot, gazetteer),
        **_reach_cells(entry.reach),
        **_places_cells(entry.places),
    }
    return {column: cells[column] for column in COLUMNS}


def csv_file(entries: Iterable[Entry], gazetteer: Gazetteer) -> bytes:
    """Return a file that `reading` reads back: UTF-8 with its mark, `;`, CRLF."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = cells_of(entry, gazetteer)
        writer.writerow(
            cell if column in _PHONES else disarmed(cell) for column, cell in cells.items()
        )
    return text.getvalue().encode("utf-8-sig")


def differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Return the columns that differ, apostrophes, spaces and normal forms aside, in order."""
    return [column for column in COLUMNS if _compared(old[column]) != _compared(new[column])]


def _compared(cell: str) -> str:
    return " ".join(cleaned(cell, keep_lines=True).replace("’", "'").split(" "))


def _offer_cells(offer: Offer) -> dict[str, str]:
    languages = (
        SIGN_LANGUAGE_TYPED if language == SIGN_LANGUAGE else language
        for language in offer.languages
    )
    return {
        "besoins": "|".join(offer.needs),
        "description": offer.description,
        "publics": "|".join(word_for(code, PUBLICS) for code in offer.publics),
        "langues": "|".join(languages),
        "accessibilite": "|".join(word_for(code, ACCESSES) for code in offer.accessibility),
        "animaux": word_for(offer.animals, ANIMALS) if offer.animals else "",
        "frais": word_for(offer.cost, COSTS) if offer.cost else "",
        "modes_accueil": "|".join(word_for(code, MODES) for code in offer.modes),
        "saisine": "|".join(word_for(code, CALLERS) for code in offer.called_by),
    }


def _spot_cells(spot: Spot, gazetteer: Gazetteer) -> dict[str, str]:
    commune = gazetteer.commune(spot.insee_code) if spot.insee_code else None
    return {
        "lieu": word_for(spot.place, PLACES),
        "adresse": spot.address or "",
        "code_postal": spot.postcode or "",
        "commune": commune.name if commune else "",
        "code_insee": spot.insee_code or "",
        "longitude": _decimal(spot.longitude),
        "latitude": _decimal(spot.latitude),
    }


def _decimal(degrees: float | None) -> str:
    """Return the shortest writing that reads back the same, never « 1e-05 »."""
    return "" if degrees is None else f"{Decimal(repr(degrees)):f}"


def _reach_cells(reach: Reach) -> dict[str, str]:
    return {
        "telephone": reach.phone or "",
        "telephone_pro": reach.pro_phone or "",
        "courriel": reach.mail or "",
        "site_web": reach.website or "",
        "horaires": reach.hours or "",
        "horaires_note": reach.hours_note,
    }


def _places_cells(places: Places) -> dict[str, str]:
    seen = places.seen_at.astimezone(PARIS) if places.seen_at else None
    return {
        "places_total": "" if places.total is None else str(places.total),
        "places_libres": "" if places.free is None else str(places.free),
        "places_vues_le": f"{seen:%Y-%m-%dT%H:%M}" if seen else "",
    }
