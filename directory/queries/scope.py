"""Who sees which entry, and which of its contacts. Every other query starts from here."""

import sqlalchemy as sa

from app.kernel.viewer import Role, Viewer
from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.models import (
    ContactAudience,
    Organisation,
    OrganisationStatus,
    Place,
    Service,
    ServiceAtSite,
    Site,
    Visibility,
)

PROFESSIONAL_ROLES = frozenset({Role.MEMBER, Role.MANAGER, Role.SUPERVISOR, Role.COORDINATOR})


def is_professional(viewer: Viewer) -> bool:
    """Return whether the viewer works in the network, rather than governs or runs it."""
    return bool(viewer.roles & PROFESSIONAL_ROLES)


def reads_secret(viewer: Viewer) -> bool:
    """Return whether the viewer reads restricted entries and confidential places."""
    return viewer.is_iscg or viewer.has(Role.COORDINATOR)


def is_secret() -> sa.ColumnElement[bool]:
    """Return the condition of a confidential place, by its kind or by its category."""
    secret = [
        code
        for code, known in taxonomy().categories.items()
        if known.sensitivity is Sensitivity.SECRET
    ]
    return sa.or_(Site.place == Place.SECRET, Service.category.in_(secret))


def scoped(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition an entry meets when the viewer may see it.

    It speaks of ServiceAtSite, Service, Site and Organisation, which the caller has joined.
    """
    living = sa.and_(
        ServiceAtSite.archived_at.is_(None), Organisation.status != OrganisationStatus.CLOSED
    )
    if not viewer.is_signed_in:
        return sa.false()
    if reads_secret(viewer):
        return living
    levels = [Visibility.PUBLIC]
    if is_professional(viewer):
        levels.append(Visibility.NETWORK)
    open_to_all = sa.and_(Service.visibility.in_(levels), sa.not_(is_secret()))
    own = Service.team_id.in_(viewer.teams | viewer.managed | viewer.supervised)
    return sa.and_(living, sa.or_(open_to_all, own))


def visible_entries(viewer: Viewer) -> sa.Select[ServiceAtSite]:
    """Return the entries the viewer may see, their service, site and organisation joined."""
    return (
        sa.select(ServiceAtSite)
        .join(ServiceAtSite.service)
        .join(ServiceAtSite.site)
        .join(Service.organisation)
        .where(scoped(viewer))
    )


def audiences(viewer: Viewer) -> tuple[ContactAudience, ...]:
    """Return whose contacts the viewer may read, the line to call first, first."""
    if viewer.is_iscg:
        return (ContactAudience.ON_CALL, ContactAudience.PROFESSIONAL, ContactAudience.PUBLIC)
    if is_professional(viewer):
        return (ContactAudience.PROFESSIONAL, ContactAudience.PUBLIC)
    return (ContactAudience.PUBLIC,)
