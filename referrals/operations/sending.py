"""A request leaves: the agreement first, then the handoff, its event and its mail, together."""

import secrets
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa

from app.kernel.clock import PARIS
from app.kernel.db import db
from app.kernel.viewer import Viewer
from directory.models import IscgPost, ServiceAtSite
from referrals.decisions.consent import WORDING, usual_end
from referrals.decisions.guards import Obstacle
from referrals.decisions.notices import Notice
from referrals.decisions.reasons import Channel, Direction, Mode
from referrals.decisions.request import Missing, NewRequest, missing
from referrals.decisions.workflow import Action, Side, Status
from referrals.models import Consent, Handoff, Referral
from referrals.operations.moving import NotAParty, move
from referrals.operations.telling import tell_partner
from referrals.queries import recipients

# Neither 0 nor O, neither 1 nor I: they are read aloud on the telephone.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class RecipientRefused(Exception):
    """No request may go to this service; nothing was written."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class NotReady(Exception):
    """A red request lacks its telephone call; nothing was written."""

    def __init__(self, lacks: Missing) -> None:
        super().__init__(lacks.value)
        self.lacks = lacks


def send(
    entry: ServiceAtSite,
    asked: NewRequest,
    *,
    post: IscgPost,
    viewer: Viewer,
    now: datetime,
) -> Handoff:
    """Hand a person's request to one service, in the name of a post.

    Raises NotAParty, RecipientRefused or NotReady before anything is written.
    """
    if viewer.member_id is None or post.id not in viewer.posts or post.team_id not in viewer.teams:
        raise NotAParty
    found = recipients.obstacle_to(entry, post=post, now=now)
    if found is not None:
        raise RecipientRefused(found)
    lacks = missing(asked, now=now)
    if lacks is not None:
        raise NotReady(lacks)
    referral = _file(asked, post=post, viewer=viewer, now=now)
    consent = _agreement(entry, asked, referral, viewer=viewer, now=now)
    handoff = _draft(entry, asked, referral, consent, now=now)
    db.session.flush()
    handoff.sent_at = now
    move(handoff, Action.SEND, viewer=viewer, now=now)
    tell_partner(Notice.REQUEST_WAITING, handoff, but=viewer.member_id, now=now)
    return handoff


def name_of(entry: ServiceAtSite) -> str:
    """Return how a service is named to the person and in the file, for as long as it lasts."""
    service = entry.service
    return f"{service.organisation.name} – {service.name}"


def _file(asked: NewRequest, *, post: IscgPost, viewer: Viewer, now: datetime) -> Referral:
    referral = Referral(
        id=uuid4(),
        reference=_reference(),
        direction=Direction.OUTBOUND,
        team=post.team,
        team_id=post.team_id,
        author_id=viewer.member_id,
        territory=asked.territory,
        danger=asked.danger,
        need_family=asked.need_family,
        mode=Mode.SINGLE,
        created_at=now,
    )
    db.session.add(referral)
    return referral


def _agreement(
    entry: ServiceAtSite, asked: NewRequest, referral: Referral, *, viewer: Viewer, now: datetime
) -> Consent:
    today = now.astimezone(PARIS).date()
    consent = Consent(
        id=uuid4(),
        referral=referral,
        referral_id=referral.id,
        service_id=entry.service_id,
        recipient_name=name_of(entry),
        need=True,
        mode=asked.agreed,
        collected_on=today,
        collected_by_id=viewer.member_id,
        starts_on=today,
        ends_on=usual_end(asked.danger, today),
        wording=WORDING,
    )
    db.session.add(consent)
    return consent


def _draft(
    entry: ServiceAtSite,
    asked: NewRequest,
    referral: Referral,
    consent: Consent,
    *,
    now: datetime,
) -> Handoff:
    handoff = Handoff(
        id=uuid4(),
        referral=referral,
        service_id=entry.service_id,
        entry_id=entry.id,
        service_name=name_of(entry),
        team=entry.service.team,
        team_id=entry.service.team_id,
        consent=consent,
        channel=Channel.ACCOUNT,
        status=Status.DRAFT,
        status_since=now,
        moved_by=Side.SENDER,
        moves=0,
        call_ref=_signs(5),
        called=asked.call.reached if asked.call else None,
        called_at=asked.call.at if asked.call else None,
    )
    db.session.add(handoff)
    return handoff


def _signs(count: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(count))


def _reference() -> str:
    """Return a reference that no referral bears, like « 7F3K-QM »."""
    while True:
        made = f"{_signs(4)}-{_signs(2)}"
        known = sa.select(Referral.id).where(Referral.reference == made)
        if db.session.scalar(known) is None:
            return made
