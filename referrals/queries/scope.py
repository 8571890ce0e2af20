"""Which handoffs exist for a viewer, on which side she stands, what she may do now."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.kernel.clock import PARIS
from app.kernel.db import db
from app.kernel.viewer import Role, Viewer
from directory.models import Team
from referrals.decisions.access import READER_OF, Block, Sight, sight
from referrals.decisions.guards import Circumstances, offered
from referrals.decisions.workflow import Action, Side
from referrals.models import Event, Handoff, Referral

# They see offers and counts; being a member of some team does not change it.
WITHOUT_OBJECTS = frozenset({Role.COORDINATOR, Role.ELECTED, Role.OPERATOR})


def teams_of(viewer: Viewer) -> frozenset[UUID]:
    """Return the teams whose requests the viewer may see."""
    return frozenset() if viewer.roles & WITHOUT_OBJECTS else viewer.teams


def visible_to(viewer: Viewer) -> sa.Select[Handoff]:
    """Return the handoffs that exist for a viewer: those of her teams, asked or asking.

    What was never sent does not exist for the partner.
    """
    teams = teams_of(viewer)
    asked = sa.and_(Handoff.team_id.in_(teams), Handoff.sent_at.is_not(None))
    return (
        sa.select(Handoff)
        .join(Handoff.referral)
        .options(contains_eager(Handoff.referral), joinedload(Handoff.consent))
        .where(sa.or_(Referral.team_id.in_(teams), asked))
    )


def find(viewer: Viewer, handoff_id: UUID) -> Handoff | None:
    """Return a handoff with its history, if the viewer may see it; a stranger's does not exist."""
    whole = visible_to(viewer).options(
        contains_eager(Handoff.referral).options(
            joinedload(Referral.team).joinedload(Team.organisation), joinedload(Referral.author)
        ),
        joinedload(Handoff.team).joinedload(Team.organisation),
        selectinload(Handoff.events).options(joinedload(Event.member), joinedload(Event.team)),
    )
    return db.session.scalar(whole.where(Handoff.id == handoff_id))


def sides_of(viewer: Viewer, handoff: Handoff) -> tuple[Side, ...]:
    """Return on which sides of a handoff the viewer stands; none: it does not exist for her."""
    teams = teams_of(viewer)
    sides = []
    if handoff.referral.team_id in teams:
        sides.append(Side.SENDER)
    if handoff.team_id in teams and handoff.sent_at is not None:
        sides.append(Side.PARTNER)
    return tuple(sides)


def circumstances(handoff: Handoff, *, now: datetime) -> Circumstances:
    """Return what surrounds a handoff: agreement, requests sent since elsewhere, past acts."""
    return Circumstances(
        is_agreed=is_agreed(handoff, now=now),
        sent_elsewhere=_sent_elsewhere(handoff),
        past=tuple(event.action for event in handoff.events),
    )


def is_agreed(handoff: Handoff, *, now: datetime) -> bool:
    """Return whether the person agrees, today in Paris, that this partner reads the need."""
    consent, today = handoff.consent, now.astimezone(PARIS).date()
    return consent is not None and consent.agreement.covers(Block.NEED, today)


def actions(viewer: Viewer, handoff: Handoff, *, now: datetime) -> tuple[Action, ...]:
    """Return what the viewer may do to a handoff now, the expected act first."""
    around, since = circumstances(handoff, now=now), now - handoff.status_since
    found = (
        action
        for side in sides_of(viewer, handoff)
        for action in offered(handoff.status, side, since=since, around=around)
    )
    return tuple(dict.fromkeys(found))


def sight_of(side: Side, handoff: Handoff, *, now: datetime) -> Sight:
    """Return what one side may read of a handoff; the partner never past the agreement."""
    seen = sight(READER_OF[side], handoff.status, since=now - handoff.status_since)
    if side is Side.PARTNER and not is_agreed(handoff, now=now):
        return Sight(metadata=seen.metadata, receipts=seen.receipts)
    return seen


def _sent_elsewhere(handoff: Handoff) -> bool:
    sibling = sa.select(Handoff.id).where(
        Handoff.referral_id == handoff.referral_id,
        Handoff.id != handoff.id,
        Handoff.sent_at > handoff.status_since,
    )
    return bool(db.session.scalar(sa.select(sibling.exists())))
