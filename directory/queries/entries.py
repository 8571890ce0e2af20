"""One entry, whole, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.kernel.db import db
from app.kernel.viewer import Viewer
from app.territory.atlas import gazetteer
from app.territory.distance import distance_km
from directory.data.lists import taxonomy
from directory.decisions.opening import PARIS, OpeningState
from directory.decisions.ranking_reasons import due_on
from directory.decisions.taxonomy import Category
from directory.decisions.whereabouts import (
    Commune,
    Exact,
    Secret,
    Territory,
    Whereabouts,
    anchor,
)
from directory.models import ContactKind, Member, Organisation, Place, Service, ServiceAtSite
from directory.queries.ground import commune_name, point_of, whereabouts_of
from directory.queries.results import CALLED_ONLY, Line, lines, opening_of
from directory.queries.scope import visible_entries


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry and what is computed of it at one moment.

    `areas` names the zone served, None when nobody said. `km` is measured from `origin`, a
    commune's name, None without either point. `due_on`: when it must be verified again.
    """

    entry: ServiceAtSite
    category: Category
    whereabouts: Whereabouts
    commune: str
    origin: str
    km: float | None
    lines: tuple[Line, ...]
    opening: OpeningState
    areas: tuple[str, ...] | None
    verified_by: str
    due_on: date | None
    is_overdue: bool
    receives_handoffs: bool

    @property
    def place(self) -> Place:
        """Return how precisely the place may be shown."""
        match self.whereabouts:
            case Exact():
                return Place.EXACT
            case Commune():
                return Place.COMMUNE
            case Territory():
                return Place.TERRITORY
            case Secret():
                return Place.SECRET

    @property
    def phone(self) -> Line | None:
        """Return the number to call first."""
        return next((line for line in self.lines if line.kind is ContactKind.PHONE), None)

    @property
    def service(self) -> Service:
        """Return the service."""
        return self.entry.service

    @property
    def organisation(self) -> Organisation:
        """Return the organisation."""
        return self.entry.service.organisation


def find_entry(viewer: Viewer, entry_id: UUID) -> ServiceAtSite | None:
    """Return an entry if the viewer may see it; what she may not see does not exist."""
    found = visible_entries(viewer).where(ServiceAtSite.id == entry_id)
    loaded = found.options(
        contains_eager(ServiceAtSite.service).contains_eager(Service.organisation),
        contains_eager(ServiceAtSite.service).joinedload(Service.team),
        contains_eager(ServiceAtSite.site),
    )
    return db.session.scalar(loaded)


def sheet_of(viewer: Viewer, entry: ServiceAtSite, *, now: datetime) -> Sheet:
    """Return what the page of an entry shows to this viewer."""
    service = entry.service
    whereabouts = _where(entry)
    point, start = anchor(whereabouts), point_of(viewer.home_insee)
    due = _due(entry)
    return Sheet(
        entry=entry,
        category=taxonomy().categories[service.category],
        whereabouts=whereabouts,
        commune=commune_name(whereabouts, entry.site.insee_code),
        origin=_commune(viewer.home_insee),
        km=distance_km(start, point) if start and point else None,
        lines=lines(viewer, [entry.id]).get(entry.id, ()),
        opening=opening_of(entry.hours, now),
        areas=area_names(service.catchment),
        verified_by=_name_of(entry.verified_by_id),
        due_on=due,
        is_overdue=due is not None and due < now.astimezone(PARIS).date(),
        receives_handoffs=service.receives_handoffs and service.category not in CALLED_ONLY,
    )


def _where(entry: ServiceAtSite) -> Whereabouts:
    site = entry.site
    return whereabouts_of(
        site.place,
        entry.service.category,
        area=site.area,
        insee_code=site.insee_code,
        longitude=site.longitude,
        latitude=site.latitude,
    )


def area_names(codes: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the names of a zone's areas, by name; None when nobody said."""
    if not codes:
        return None
    names = (gazetteer().area_name(code) or code for code in codes)
    return tuple(sorted(names))


def _due(entry: ServiceAtSite) -> date | None:
    if entry.verified_on is None:
        return None
    return due_on(entry.verified_on, entry.service.organisation.update_interval_months)


def _commune(insee_code: str | None) -> str:
    commune = gazetteer().commune(insee_code) if insee_code else None
    return commune.name if commune else ""


def _name_of(member_id: UUID | None) -> str:
    if member_id is None:
        return ""
    return db.session.scalar(sa.select(Member.name).where(Member.id == member_id)) or ""
