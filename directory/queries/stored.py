"""Entries as a file would hold them, to compare a file with what is known.

Not scoped by a viewer: for imports and for commands, whose operator is trusted with all of it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.kernel.db import db
from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.exchange.entry import Entry, Offer, Places, Reach, Spot
from directory.models import (
    Contact,
    ContactAudience,
    ContactKind,
    Organisation,
    Service,
    ServiceAtSite,
    Site,
    VerifiedHow,
)

# Which contact of an entry is which column of the format; the others no file speaks of.
CONTACT_COLUMNS = {
    (ContactKind.PHONE, ContactAudience.PUBLIC): "phone",
    (ContactKind.PHONE, ContactAudience.PROFESSIONAL): "pro_phone",
    (ContactKind.PHONE, ContactAudience.ON_CALL): "pro_phone",
    (ContactKind.MAIL, ContactAudience.PUBLIC): "mail",
}
_OWN_COLUMNS = (
    Service.name.label("service"),
    *(Service.category, Service.needs, Service.description, Service.publics, Service.languages),
    *(Service.animals, Service.cost, Service.modes, Service.called_by, Service.catchment),
    *(Service.website, Service.visibility, Service.organisation_id, Service.team_id),
    *(Site.place, Site.area, Site.insee_code, Site.postcode, Site.address),
    *(Site.longitude, Site.latitude, Site.accessibility),
    *(ServiceAtSite.id, ServiceAtSite.service_id, ServiceAtSite.site_id, ServiceAtSite.version),
    *(ServiceAtSite.hours, ServiceAtSite.hours_note, ServiceAtSite.places_total),
    *(ServiceAtSite.places_free, ServiceAtSite.places_seen_at, ServiceAtSite.source),
    *(ServiceAtSite.source_family, ServiceAtSite.source_key, ServiceAtSite.verified_on),
    *(ServiceAtSite.verified_how, ServiceAtSite.confirmed_fields, ServiceAtSite.archived_at),
    Organisation.name.label("structure"),
)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with what it is made of in the database.

    `confirmed` gives, by column of the format, the day someone here said it was right.
    """

    id: UUID
    service_id: UUID
    site_id: UUID
    organisation_id: UUID
    team_id: UUID | None
    family: str
    version: int
    is_archived: bool
    confirmed: dict[str, date]
    entry: Entry


def sources() -> list[tuple[str, str]]:
    """Return each (source family, source) that an entry has, in alphabetical order."""
    found = sa.select(ServiceAtSite.source_family, ServiceAtSite.source).distinct()
    return sorted((family, source) for family, source in db.session.execute(found))


def stored_entries(families: Collection[str] | None = None) -> list[StoredEntry]:
    """Return the entries of some source families, or all, archived ones too, by family and key."""
    rows = (
        sa.select(*_OWN_COLUMNS)
        .join(Service, ServiceAtSite.service_id == Service.id)
        .join(Site, ServiceAtSite.site_id == Site.id)
        .join(Organisation, Service.organisation_id == Organisation.id)
        .order_by(ServiceAtSite.source_family, ServiceAtSite.source_key)
    )
    contacts = (
        sa.select(Contact.entry_id, Contact.kind, Contact.audience, Contact.value)
        .join(ServiceAtSite, Contact.entry_id == ServiceAtSite.id)
        .order_by(Contact.entry_id, Contact.rank, Contact.id)
    )
    if families is not None:
        of_families = ServiceAtSite.source_family.in_(families)
        rows, contacts = rows.where(of_families), contacts.where(of_families)
    reached = _by_column(db.session.execute(contacts))
    return [_stored(row, reached[row.id]) for row in db.session.execute(rows)]


def versions(families: Collection[str]) -> dict[UUID, int]:
    """Return the version of each entry of some source families."""
    of_families = ServiceAtSite.source_family.in_(families)
    rows = db.session.execute(sa.select(ServiceAtSite.id, ServiceAtSite.version).where(of_families))
    return {row.id: row.version for row in rows}


def _by_column(contacts: sa.Result[Any]) -> defaultdict[UUID, dict[str, str]]:
    """Return, by entry, the first contact of each column of the format."""
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for contact in contacts:
        column = CONTACT_COLUMNS.get((contact.kind, contact.audience))
        if column:
            found[contact.entry_id].setdefault(column, contact.value)
    return found


def _stored(row: Any, reached: dict[str, str]) -> StoredEntry:
    said_here = row.verified_how not in {None, VerifiedHow.IMPORTED}
    confirmed = {column: date.fromisoformat(day) for column, day in row.confirmed_fields.items()}
    if said_here and row.verified_on:
        confirmed["verifie_le"] = row.verified_on
    return StoredEntry(
        id=row.id,
        service_id=row.service_id,
        site_id=row.site_id,
        organisation_id=row.organisation_id,
        team_id=row.team_id,
        family=row.source_family,
        version=row.version,
        is_archived=row.archived_at is not None,
        confirmed=confirmed,
        entry=_entry(row, reached),
    )


def _entry(row: Any, reached: dict[str, str]) -> Entry:
    return Entry(
        key=row.source_key,
        structure=row.structure,
        service=row.service,
        category=row.category,
        offer=_offer(row),
        spot=Spot(
            place=row.place,
            area=row.area,
            insee_code=row.insee_code,
            postcode=row.postcode,
            address=row.address,
            longitude=row.longitude,
            latitude=row.latitude,
        ),
        catchment=tuple(row.catchment or ()),
        reach=Reach(website=row.website, hours=row.hours, hours_note=row.hours_note, **reached),
        places=Places(row.places_total, row.places_free, row.places_seen_at),
        visibility=row.visibility,
        source=row.source,
        verified_on=row.verified_on,
    )


def _offer(row: Any) -> Offer:
    return Offer(
        needs=tuple(row.needs),
        description=row.description,
        publics=tuple(map(Public, row.publics or ())),
        languages=tuple(row.languages or ()),
        accessibility=tuple(map(Access, row.accessibility or ())),
        animals=Animals(row.animals) if row.animals else None,
        cost=Cost(row.cost) if row.cost else None,
        modes=tuple(map(Mode, row.modes or ())),
        called_by=tuple(map(CalledBy, row.called_by or ())),
    )
