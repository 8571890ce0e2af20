"""An entry of a file as the columns of its tables. Pure."""

from datetime import datetime
from uuid import UUID, uuid4

from directory.exchange.entry import Entry
from directory.models import ContactAudience, ContactKind, VerifiedHow
from directory.operations.importing.bulk import Row


def of_service(entry: Entry) -> Row:
    """Return the columns of `Service` that a file speaks of."""
    offer = entry.offer
    return {
        "name": entry.service,
        "category": entry.category,
        "needs": list(offer.needs),
        "description": offer.description,
        "publics": list(offer.publics) or None,
        "languages": list(offer.languages) or None,
        "animals": offer.animals,
        "cost": offer.cost,
        "modes": list(offer.modes) or None,
        "called_by": list(offer.called_by) or None,
        "catchment": list(entry.catchment) or None,
        "website": entry.reach.website,
        "visibility": entry.visibility,
    }


def of_site(entry: Entry) -> Row:
    """Return the columns of `Site` that a file speaks of."""
    spot = entry.spot
    return {
        "place": spot.place,
        "area": spot.area,
        "insee_code": spot.insee_code,
        "postcode": spot.postcode,
        "address": spot.address,
        "longitude": spot.longitude,
        "latitude": spot.latitude,
        "accessibility": list(entry.offer.accessibility) or None,
    }


def of_entry(entry: Entry, now: datetime) -> Row:
    """Return the columns of `ServiceAtSite` that a file speaks of; it lives from now on."""
    return {
        "hours": entry.reach.hours,
        "hours_note": entry.reach.hours_note,
        "places_total": entry.places.total,
        "places_free": entry.places.free,
        "places_seen_at": entry.places.seen_at,
        "source": entry.source,
        "verified_on": entry.verified_on,
        "changed_at": now,
        "archived_at": None,
    }


def of_new_entry(entry: Entry, family: str, now: datetime) -> Row:
    """Return the columns of `ServiceAtSite` for a key that is new."""
    return of_entry(entry, now) | {
        "source_family": family,
        "source_key": entry.key,
        "verified_how": VerifiedHow.IMPORTED if entry.verified_on else None,
        "created_at": now,
    }


def of_contacts(entry: Entry, entry_id: UUID) -> list[Row]:
    """Return the contacts of an entry; the second line of a secret one is for ISCG alone."""
    second = ContactAudience.ON_CALL if entry.is_secret else ContactAudience.PROFESSIONAL
    found = (
        (ContactKind.PHONE, ContactAudience.PUBLIC, entry.reach.phone),
        (ContactKind.PHONE, second, entry.reach.pro_phone),
        (ContactKind.MAIL, ContactAudience.PUBLIC, entry.reach.mail),
    )
    return [
        {
            "id": uuid4(),
            "entry_id": entry_id,
            "rank": rank,
            "kind": kind,
            "audience": audience,
            "value": value,
        }
        for rank, (kind, audience, value) in enumerate(found)
        if value
    ]
