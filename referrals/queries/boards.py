"""What waits for a viewer: the sender's board, the partner's, and the few lines of the home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.kernel.clock import PARIS
from app.kernel.db import db
from app.kernel.page import Page
from app.kernel.viewer import Viewer
from referrals.decisions.access import Block
from referrals.decisions.board import NEW_FOR, Pile, pile
from referrals.decisions.overall import Attention, Facts, attention
from referrals.decisions.reasons import Danger, NeedFamily
from referrals.decisions.workflow import LIVE, OPEN, REOPENABLE_FOR, TAKEN, Side, Status
from referrals.models import Handoff, Referral
from referrals.queries.names import short_name
from referrals.queries.recipients import Number, numbers_of
from referrals.queries.scope import sight_of, teams_of, visible_to

PAGE_SIZE = 20
GRAVEST_FIRST = (Danger.RED, Danger.ORANGE, Danger.GREEN)


@dataclass(frozen=True, slots=True)
class Line:
    """One request on its sender's board; `numbers` are those of the service asked."""

    id: UUID
    reference: str
    danger: Danger
    need_family: NeedFamily
    service_name: str
    status: Status
    since: datetime
    pile: Pile
    flags: tuple[Attention, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One request on its partner's board; no need once the agreement has ended."""

    id: UUID
    call_ref: str
    danger: Danger | None
    need_family: NeedFamily | None
    territory: str | None
    team_name: str
    author: str
    phone: str | None
    sent_at: datetime
    status: Status
    since: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """A sender's board: what is alive or newly answered by pile, and one page of what ended."""

    piles: dict[Pile, tuple[Line, ...]]
    ended: Page[Line]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A partner's board: to answer, to contact, and the declines one may still take back."""

    to_answer: tuple[Card, ...]
    taken: tuple[Card, ...]
    declined_lately: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a viewer, the gravest first; each list empty when nothing does."""

    to_answer: tuple[Card, ...]
    attention: tuple[Line, ...]
    answers: tuple[Line, ...]


def board(viewer: Viewer, *, now: datetime, page: int = 1) -> Board:
    """Return the requests her teams sent: what is alive or new in full, the rest by pages of 20."""
    hers = visible_to(viewer).where(Referral.team_id.in_(teams_of(viewer)))
    answered = sa.and_(Handoff.moved_by == Side.PARTNER, Handoff.status_since >= now - NEW_FOR)
    fresh = sa.or_(Handoff.status.in_(LIVE), answered)
    alive = db.session.scalars(hers.where(fresh)).all()
    old = hers.where(~fresh)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(_ids(old))) or 0
    number = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    listed = old.order_by(Handoff.status_since.desc(), Handoff.id)
    ended = db.session.scalars(listed.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    lines = _lines([*alive, *ended], viewer=viewer, now=now)
    shown = lines[: len(alive)]
    return Board(
        piles={name: _ordered(shown, name) for name in Pile if name is not Pile.ENDED},
        ended=Page(tuple(lines[len(alive) :]), number, PAGE_SIZE, total),
    )


def inbox(viewer: Viewer, *, now: datetime) -> Inbox:
    """Return the requests asked of her teams that they hold; answered or ended ones leave it."""
    declined = sa.and_(
        Handoff.status == Status.DECLINED, Handoff.status_since >= now - REOPENABLE_FOR
    )
    held = (
        visible_to(viewer)
        .where(Handoff.team_id.in_(teams_of(viewer)), Handoff.sent_at.is_not(None))
        .where(sa.or_(Handoff.status.in_(LIVE), declined))
        .options(
            contains_eager(Handoff.referral).options(
                joinedload(Referral.team), joinedload(Referral.author)
            )
        )
    )
    handoffs = sorted(db.session.scalars(held), key=_urgency)
    return Inbox(
        to_answer=tuple(_card(h, now=now) for h in handoffs if h.status in OPEN),
        taken=tuple(_card(h, now=now) for h in handoffs if h.status in TAKEN),
        declined_lately=tuple(_card(h, now=now) for h in handoffs if h.status is Status.DECLINED),
    )


def waiting_for(viewer: Viewer, *, now: datetime) -> Waiting:
    """Return what waits for a viewer at home: answers asked of her, troubles, new answers."""
    sent = board(viewer, now=now).piles if viewer.is_iscg else dict.fromkeys(Pile, ())
    return Waiting(
        to_answer=inbox(viewer, now=now).to_answer,
        attention=sent[Pile.ATTENTION],
        answers=sent[Pile.ANSWERED],
    )


def _ids(handoffs: sa.Select[Handoff]) -> sa.Subquery:
    return handoffs.with_only_columns(Handoff.id).order_by(None).subquery()


def _lines(handoffs: Sequence[Handoff], *, viewer: Viewer, now: datetime) -> list[Line]:
    numbers = numbers_of((handoff.entry_id for handoff in handoffs), viewer=viewer)
    return [_line(handoff, numbers.get(handoff.entry_id, ()), now=now) for handoff in handoffs]


def _line(handoff: Handoff, numbers: tuple[Number, ...], *, now: datetime) -> Line:
    referral, consent = handoff.referral, handoff.consent
    facts = Facts(
        status=handoff.status,
        agreement_ends_on=consent.ends_on if consent else None,
        review_on=handoff.review_on,
    )
    flags = attention(facts, now=now, today=now.astimezone(PARIS).date())
    usual = pile(handoff.status, by=handoff.moved_by, since=now - handoff.status_since)
    return Line(
        id=handoff.id,
        reference=referral.reference,
        danger=referral.danger,
        need_family=referral.need_family,
        service_name=handoff.service_name,
        status=handoff.status,
        since=handoff.status_since,
        pile=Pile.ATTENTION if flags else usual,
        flags=flags,
        numbers=numbers,
    )


def _ordered(lines: Sequence[Line], name: Pile) -> tuple[Line, ...]:
    """Return one pile: the gravest first, then what has waited longest."""
    mine = (line for line in lines if line.pile is name)
    return tuple(
        sorted(mine, key=lambda li: (GRAVEST_FIRST.index(li.danger), li.since, str(li.id)))
    )


def _urgency(handoff: Handoff) -> tuple[int, datetime, str]:
    grave = GRAVEST_FIRST.index(handoff.referral.danger)
    return grave, handoff.status_since, str(handoff.id)


def _card(handoff: Handoff, *, now: datetime) -> Card:
    referral = handoff.referral
    reads = Block.NEED in sight_of(Side.PARTNER, handoff, now=now).blocks
    return Card(
        id=handoff.id,
        call_ref=handoff.call_ref,
        danger=referral.danger if reads else None,
        need_family=referral.need_family if reads else None,
        territory=referral.territory if reads else None,
        team_name=referral.team.name,
        author=short_name(referral.author.name),
        phone=referral.team.phone,
        sent_at=handoff.sent_at or handoff.status_since,
        status=handoff.status,
        since=handoff.status_since,
    )
