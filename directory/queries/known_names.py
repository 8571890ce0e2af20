"""Under what names entries go already: to protect the secret ones, and to find doubles.

Not scoped by a viewer: nothing of it is shown but the key and the structure of a public double.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.text import fold
from directory.models import (
    Contact,
    ContactAudience,
    ContactKind,
    Organisation,
    Service,
    ServiceAtSite,
    Site,
)
from directory.queries.scope import is_secret


@dataclass(frozen=True, slots=True)
class SecretNames:
    """By what names confidential entries go, so that no row of a file places them.

    `keys` are (family, key), `entries` folded (structure, service), `structures` the folded
    names of those that have no other kind of entry.
    """

    keys: frozenset[tuple[str, str]]
    entries: frozenset[tuple[str, str]]
    structures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What one compares to find that an entry is there twice."""

    family: str
    key: str
    structure: str
    category: str
    insee_code: str
    phone: str | None


def secret_names() -> SecretNames:
    """Return the names of the confidential entries, archived ones too."""
    rows = db.session.execute(
        sa.select(
            ServiceAtSite.source_family,
            ServiceAtSite.source_key,
            Organisation.id,
            Organisation.name.label("structure"),
            Service.name.label("service"),
        )
        .join(Service, ServiceAtSite.service_id == Service.id)
        .join(Site, ServiceAtSite.site_id == Site.id)
        .join(Organisation, Service.organisation_id == Organisation.id)
        .where(is_secret())
    ).all()
    placed = set(
        db.session.scalars(
            sa.select(Service.organisation_id)
            .join(ServiceAtSite, ServiceAtSite.service_id == Service.id)
            .join(Site, ServiceAtSite.site_id == Site.id)
            .where(sa.not_(is_secret()))
            .where(Service.organisation_id.in_([row.id for row in rows]))
        )
    )
    return SecretNames(
        keys=frozenset((row.source_family, row.source_key) for row in rows),
        entries=frozenset((fold(row.structure), fold(row.service)) for row in rows),
        structures=frozenset(fold(row.structure) for row in rows if row.id not in placed),
    )


def neighbours(categories: Collection[str]) -> list[Neighbour]:
    """Return the living entries of these categories that stand in a commune, by family and key."""
    phone = sa.select(sa.func.min(Contact.value)).where(
        Contact.entry_id == ServiceAtSite.id,
        Contact.kind == ContactKind.PHONE,
        Contact.audience == ContactAudience.PUBLIC,
    )
    rows = db.session.execute(
        sa.select(
            ServiceAtSite.source_family,
            ServiceAtSite.source_key,
            Organisation.name,
            Service.category,
            Site.insee_code,
            phone.scalar_subquery(),
        )
        .join(Service, ServiceAtSite.service_id == Service.id)
        .join(Site, ServiceAtSite.site_id == Site.id)
        .join(Organisation, Service.organisation_id == Organisation.id)
        .where(
            Service.category.in_(categories),
            Site.insee_code.is_not(None),
            ServiceAtSite.archived_at.is_(None),
            sa.not_(is_secret()),
        )
        .order_by(ServiceAtSite.source_family, ServiceAtSite.source_key)
    )
    return [Neighbour(*row) for row in rows]
