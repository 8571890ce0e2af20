"""To whom a request may go, who sends it, and how to call either."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.kernel.db import db
from app.kernel.viewer import Role, Viewer
from directory.data.lists import taxonomy
from directory.labels import CONTACT_AUDIENCE
from directory.models import (
    Contact,
    ContactKind,
    IscgPost,
    Member,
    Membership,
    Organisation,
    OrganisationStatus,
    Service,
    ServiceAtSite,
    Team,
)
from directory.queries.scope import audiences, visible_entries
from referrals.decisions.guards import Obstacle, Recipient, Sender, obstacle
from referrals.queries.scope import WITHOUT_OBJECTS


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as stored, and who answers it, in words."""

    value: str
    label: str


def entry_for(viewer: Viewer, entry_id: UUID) -> ServiceAtSite | None:
    """Return an entry the viewer may see, with its service, organisation and team."""
    found = (
        visible_entries(viewer)
        .where(ServiceAtSite.id == entry_id)
        .options(
            contains_eager(ServiceAtSite.service).options(
                contains_eager(Service.organisation), joinedload(Service.team)
            )
        )
    )
    return db.session.scalar(found)


def sending_post(viewer: Viewer) -> IscgPost | None:
    """Return the post in whose name an ISCG asks: hers, or the first of hers by name."""
    hers = (
        sa.select(IscgPost)
        .where(IscgPost.id.in_(viewer.posts), IscgPost.team_id.in_(viewer.teams))
        .options(joinedload(IscgPost.team))
        .order_by(IscgPost.is_default.desc(), IscgPost.name, IscgPost.id)
    )
    return db.session.scalar(hers.limit(1))


def obstacle_to(entry: ServiceAtSite, *, post: IscgPost, now: datetime) -> Obstacle | None:
    """Return why no request may go from this post to this entry, or nothing."""
    service = entry.service
    category = taxonomy().categories[service.category]
    is_working = service.organisation.status is OrganisationStatus.ACTIVE
    recipient = Recipient(
        category=category.code,
        family=category.family,
        sensitivity=category.sensitivity,
        receives_handoffs=service.receives_handoffs and is_working,
        team_id=service.team_id,
        is_staffed=bool(service.team_id and inbox_members(service.team_id, now=now)),
    )
    return obstacle(
        Sender(post.team_id, is_supervised=_is_supervised(post.team_id, now=now)), recipient
    )


def inbox_members(team_id: UUID, *, now: datetime) -> list[Member]:
    """Return the active members who may answer for a team, in the order of their ids."""
    outside = sa.or_(Member.network_role.is_(None), Member.network_role.not_in(WITHOUT_OBJECTS))
    answering = _active(team_id, {Role.MEMBER}, now=now).where(outside)
    return list(db.session.scalars(answering))


def _is_supervised(team_id: UUID, *, now: datetime) -> bool:
    above = _active(team_id, {Role.SUPERVISOR, Role.MANAGER}, now=now)
    return db.session.scalar(above.limit(1)) is not None


def _active(team_id: UUID, roles: set[Role], *, now: datetime) -> sa.Select[Member]:
    holds = sa.exists().where(
        Membership.member_id == Member.id,
        Membership.team_id == team_id,
        Membership.role.in_(roles),
    )
    return (
        sa.select(Member)
        .join(Member.organisation)
        .where(
            holds,
            sa.or_(Member.disabled_at.is_(None), Member.disabled_at > now),
            Organisation.status == OrganisationStatus.ACTIVE,
        )
        .order_by(Member.id)
    )


def numbers_of(entry_ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, tuple[Number, ...]]:
    """Return the telephones of entries that a viewer may read, the line to call first, first."""
    order = audiences(viewer)
    found = sa.select(Contact).where(
        Contact.entry_id.in_(set(entry_ids)),
        Contact.kind == ContactKind.PHONE,
        Contact.audience.in_(order),
    )
    contacts = sorted(
        db.session.scalars(found), key=lambda c: (order.index(c.audience), c.rank, str(c.id))
    )
    numbers: dict[UUID, tuple[Number, ...]] = {}
    for contact in contacts:
        known = numbers.get(contact.entry_id, ())
        numbers[contact.entry_id] = (*known, Number(contact.value, _line_of(contact)))
    return numbers


def _line_of(contact: Contact) -> str:
    return contact.label or str(CONTACT_AUDIENCE[contact.audience])


def mailboxes_of(team: Team, *, now: datetime) -> list[UUID | None]:
    """Return to whom a mail for a team goes: its own mailbox (None), else each active member."""
    return [None] if team.mail else [member.id for member in inbox_members(team.id, now=now)]


def is_active(member_id: UUID, *, team_id: UUID, now: datetime) -> bool:
    """Return whether a member still answers for a team."""
    return any(member.id == member_id for member in inbox_members(team_id, now=now))
