"""The entries of the demonstration, written as a file and brought in by the ordinary import."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

import sqlalchemy as sa

from app.demonstration import files
from app.demonstration.moments import Calendar
from app.kernel.db import db
from directory.data.lists import national_numbers
from directory.decisions.national_numbers import NationalNumber
from directory.exchange.columns import COLUMNS
from directory.exchange.reading import read_sheet
from directory.models import Organisation, ServiceAtSite
from directory.operations.importing.planned import Options
from directory.operations.importing.planning import plan
from directory.operations.importing.storing import store

FAMILY = "démonstration"
NATIONAL = "Numéros nationaux"
_NUMBER = "@"  # « @115 »: the national number of national_numbers.csv, and no other


def first_loaded_at() -> datetime | None:
    """Return when the network was first loaded here, if it ever was."""
    family = ServiceAtSite.source_family == FAMILY
    return db.session.scalar(sa.select(sa.func.min(ServiceAtSite.created_at)).where(family))


def add_entries(*, calendar: Calendar, now: datetime) -> int:
    """Import the entries whose key is new, and those alone; count them.

    An entry that is there may have been changed or archived by whoever tries the site.
    """
    family = ServiceAtSite.source_family == FAMILY
    known = set(db.session.scalars(sa.select(ServiceAtSite.source_key).where(family)))
    missing = [row for row in rows(calendar) if row["identifiant"] not in known]
    if missing:
        sheet = read_sheet(file_of(missing), "network.csv")
        store(plan(sheet, Options(family=FAMILY), now=now), now=now)
        _say_fictitious()
    return len(missing)


def rows(calendar: Calendar) -> list[dict[str, str]]:
    """Return every entry as a row of the import format: the fictitious ones, then the lines."""
    fictitious = (calendar.dated(_with_number(row)) for row in files.rows("network.csv"))
    return [*fictitious, *_national_lines()]


def file_of(rows: Iterable[dict[str, str]]) -> bytes:
    """Return rows as a file in the import format."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _say_fictitious() -> None:
    """Mark every structure of the network but the national lines, which are real."""
    invented = (Organisation.source_family == FAMILY, Organisation.name != NATIONAL)
    db.session.execute(sa.update(Organisation).where(*invented).values(is_fictitious=True))


def _with_number(row: dict[str, str]) -> dict[str, str]:
    phone = row["telephone"]
    if not phone.startswith(_NUMBER):
        return row
    return {**row, "telephone": _known_numbers()[phone.removeprefix(_NUMBER)].number}


def _known_numbers() -> dict[str, NationalNumber]:
    return {known.number: known for known in national_numbers()}


def _national_lines() -> Iterator[dict[str, str]]:
    """Yield a row for each national number; KeyError when one has no category here."""
    lines = {row["number"]: row for row in files.rows("national_lines.csv")}
    for known in national_numbers():
        line = lines[known.number]
        yield {
            "identifiant": line["key"],
            "structure": NATIONAL,
            "service": known.label,
            "categorie": line["category"],
            "description": known.note,
            "lieu": "territoire",
            "telephone": known.number,
            "horaires": known.hours,
            "horaires_note": known.hours_note,
            "publics": "auteurs" if known.walled_off else "",
            "modes_accueil": "a_distance",
            "zone": known.area,
            "visibilite": "reseau" if known.walled_off else "publique",
            "source": NATIONAL,
            "verifie_le": known.verified_on.isoformat() if known.verified_on else "",
        }
