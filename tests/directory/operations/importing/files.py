"""Small files of partners, brought in as an operator would."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.kernel.db import db
from directory.exchange.columns import COLUMNS
from directory.exchange.reading import RawRow, Sheet, read_sheet
from directory.models import Contact, ServiceAtSite
from directory.operations.importing.planned import Options, Plan
from directory.operations.importing.planning import plan
from directory.operations.importing.storing import store
from tests.directory.exchange.rows import ROW


def sheet_of(*rows: Mapping[str, str], without: tuple[str, ...] = ()) -> Sheet:
    """Return a file of believable rows with some cells changed, and some columns absent."""
    columns = tuple(column for column in COLUMNS if column not in without)
    cells = [{**ROW, **row} for row in rows]
    return Sheet(
        columns,
        [
            RawRow(line, {column: row[column] for column in columns})
            for line, row in enumerate(cells, start=2)
        ],
        [],
    )


def file_at(path: Path) -> Sheet:
    """Return a file as the command reads it."""
    return read_sheet(path.read_bytes(), path.name)


def planned(sheet: Sheet, *, now: datetime, **options: object) -> Plan:
    """Return what the file would change."""
    return plan(sheet, Options(**options), now=now)


def brought(sheet: Sheet, *, now: datetime, **options: object) -> Plan:
    """Bring the file in and return what it changed."""
    made = planned(sheet, now=now, **options)
    store(made, now=now)
    db.session.expire_all()
    return made


def tally(made: Plan) -> tuple[int, int, int, int, int]:
    """Return how many rows are created, changed, unchanged, archived and refused."""
    return (
        len(made.additions),
        len(made.changes),
        made.unchanged,
        len(made.archived),
        len(made.refused),
    )


def entry(key: str) -> ServiceAtSite:
    """Return the one entry of a key."""
    return db.session.scalars(sa.select(ServiceAtSite).where(ServiceAtSite.source_key == key)).one()


def contacts(key: str) -> list[tuple[str, str, str]]:
    """Return the contacts of an entry: kind, audience, value."""
    found = db.session.scalars(
        sa.select(Contact).where(Contact.entry_id == entry(key).id).order_by(Contact.rank)
    )
    return [(one.kind.value, one.audience.value, one.value) for one in found]
