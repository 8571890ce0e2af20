"""The directory in a few figures and lists, for the first page of each role."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Viewer
from app.territory.atlas import gazetteer
from directory.data.lists import national_numbers
from directory.decisions.national_numbers import Certainty, for_victims
from directory.models import (
    Convention,
    Organisation,
    Place,
    Service,
    ServiceAtSite,
    Site,
    Visibility,
)

FRESH_FOR = timedelta(days=183)
ENDING_WITHIN = timedelta(days=365)
# An office of tens of communes needs few to start from; any other is typed in the box.
LARGEST_SHOWN = 12
BY_MESSAGE = "114"
URGENT = frozenset({"17", "112", "114", "15", "18"})


@dataclass(frozen=True, slots=True)
class NumberShown:
    """A number anyone may call; `address` is what its link opens."""

    number: str
    label: str
    note: str
    urgent: bool
    address: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A commune one may search from."""

    insee: str
    label: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A convention that ends within the year."""

    name: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class NetworkState:
    """How fresh the directory is; counts of entries that are not archived."""

    entries: int
    fresh: int
    overdue: int
    never: int
    without_hours: int
    ending_conventions: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the public part of the directory holds, secret places never counted."""

    entries: int
    communes: int
    territory: str


def numbers_for_anyone() -> tuple[NumberShown, ...]:
    """Return the certain national numbers, the most urgent first; none for authors."""
    certain = (
        known
        for known in for_victims(national_numbers())
        if known.certainty is Certainty.CERTAIN and known.area == "france"
    )
    return tuple(
        NumberShown(
            number=known.number,
            label=known.label,
            note=known.note,
            urgent=known.number in URGENT,
            address=f"{'sms' if known.number == BY_MESSAGE else 'tel'}:{known.number}",
        )
        for known in certain
    )


def places_to_search_from(viewer: Viewer) -> tuple[PlaceShown, ...]:
    """Return the viewer's own commune, then the largest of the network, by name."""
    places = gazetteer()
    home = places.commune(viewer.home_insee) if viewer.home_insee else None
    largest = sorted(places.home, key=lambda commune: -commune.population)[:LARGEST_SHOWN]
    others = sorted({*largest} - {home}, key=lambda commune: commune.name)
    listed = [home, *others] if home else others
    return tuple(PlaceShown(commune.code, places.label(commune)) for commune in listed)


def network_state(*, now: datetime) -> NetworkState:
    """Return how fresh the whole directory is; for coordinators."""
    since, today = (now - FRESH_FOR).date(), now.date()
    verified = ServiceAtSite.verified_on
    row = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count().filter(verified >= since),
            sa.func.count().filter(verified < since),
            sa.func.count().filter(verified.is_(None)),
            sa.func.count().filter(ServiceAtSite.hours.is_(None)),
        ).where(ServiceAtSite.archived_at.is_(None))
    ).one()
    ending = db.session.execute(
        sa.select(Convention.name, Convention.ends_on)
        .where(Convention.ends_on.between(today, today + ENDING_WITHIN))
        .order_by(Convention.ends_on, Convention.name)
    )
    return NetworkState(
        *row, ending_conventions=tuple(Ending(name, on) for name, on in ending if on)
    )


def public_offer(viewer: Viewer) -> Offer:
    """Return what anyone may know of the offer around the viewer's commune."""
    public = (
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Site.insee_code)))
        .select_from(ServiceAtSite)
        .join(Service, Service.id == ServiceAtSite.service_id)
        .join(Site, Site.id == ServiceAtSite.site_id)
        .where(
            ServiceAtSite.archived_at.is_(None),
            Service.visibility == Visibility.PUBLIC,
            Site.place != Place.SECRET,
        )
    )
    entries, communes = db.session.execute(public).one()
    return Offer(entries, communes, _home_name(viewer))


def _home_name(viewer: Viewer) -> str:
    named = sa.select(Organisation.name).where(Organisation.id == viewer.organisation_id)
    return db.session.scalar(named) or ""
