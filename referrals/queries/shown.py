"""One request as one viewer may read it: what she may not read has no value here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from app.kernel.clock import PARIS
from app.kernel.db import db
from app.kernel.viewer import Viewer
from referrals.decisions.access import Block, Sight
from referrals.decisions.overall import Attention, Facts, Overall, attention, overall
from referrals.decisions.reasons import (
    ConsentMode,
    Danger,
    DeclineReason,
    FailureReason,
    MissingItem,
    NeedFamily,
    Outcome,
    Reached,
)
from referrals.decisions.workflow import Action, Side, Status
from referrals.models import Event, Handoff
from referrals.queries.names import short_name
from referrals.queries.recipients import Number, numbers_of
from referrals.queries.scope import actions, sides_of, sight_of


@dataclass(frozen=True, slots=True)
class Said:
    """What the partner answered, and the day set to look again."""

    decline: DeclineReason | None
    missing: MissingItem | None
    failure: FailureReason | None
    outcome: Outcome | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked, how urgent it is, and in which group of communes the person lives."""

    family: NeedFamily
    danger: Danger
    territory: str


@dataclass(frozen=True, slots=True)
class File:
    """What the sender's team alone reads."""

    reference: str
    overall: Overall
    flags: tuple[Attention, ...]
    agreed: ConsentMode
    agreed_until: date
    called: Reached | None
    called_at: datetime | None
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done; `who` is a short name and a team, or nothing for the clock."""

    action: Action
    at: datetime
    side: Side
    who: str
    cause: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A request on its page; `file` is None for the partner, `need` once she may not read it.

    The sender's own coarse lists stay with her for as long as the file does.
    """

    id: UUID
    side: Side
    status: Status
    since: datetime
    call_ref: str
    service_name: str
    entry_id: UUID
    team_name: str
    author: str
    phone: str | None
    sight: Sight
    need: Need | None
    said: Said
    file: File | None
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]


def shown(viewer: Viewer, handoff: Handoff, *, now: datetime) -> Shown:
    """Return a handoff already found for this viewer, as she may read it."""
    side = sides_of(viewer, handoff)[0]
    referral, seen = handoff.referral, sight_of(side, handoff, now=now)
    return Shown(
        id=handoff.id,
        side=side,
        status=handoff.status,
        since=handoff.status_since,
        call_ref=handoff.call_ref,
        service_name=handoff.service_name,
        entry_id=handoff.entry_id,
        team_name=referral.team.name,
        author=short_name(referral.author.name),
        phone=referral.team.phone,
        sight=seen,
        need=_need(handoff) if side is Side.SENDER or Block.NEED in seen.blocks else None,
        said=_said(handoff) if seen.metadata else NOTHING_SAID,
        file=_file(handoff, viewer=viewer, now=now) if side is Side.SENDER else None,
        steps=tuple(_step(event, side) for event in handoff.events),
        actions=actions(viewer, handoff, now=now),
    )


NOTHING_SAID = Said(None, None, None, None, None)


def _need(handoff: Handoff) -> Need:
    referral = handoff.referral
    return Need(referral.need_family, referral.danger, referral.territory)


def _said(handoff: Handoff) -> Said:
    return Said(
        decline=handoff.decline_code,
        missing=handoff.missing_code,
        failure=handoff.failure_code,
        outcome=handoff.outcome_code,
        review_on=handoff.review_on,
    )


def _file(handoff: Handoff, *, viewer: Viewer, now: datetime) -> File | None:
    consent = handoff.consent
    if consent is None:
        return None
    facts = Facts(
        status=handoff.status, agreement_ends_on=consent.ends_on, review_on=handoff.review_on
    )
    siblings = sa.select(Handoff.status).where(Handoff.referral_id == handoff.referral_id)
    return File(
        reference=handoff.referral.reference,
        overall=overall(db.session.scalars(siblings)),
        flags=attention(facts, now=now, today=now.astimezone(PARIS).date()),
        agreed=consent.mode,
        agreed_until=consent.ends_on,
        called=handoff.called,
        called_at=handoff.called_at,
        numbers=numbers_of([handoff.entry_id], viewer=viewer).get(handoff.entry_id, ()),
    )


def _step(event: Event, reader: Side) -> Step:
    """Return an event as one side reads it: never why the other took the request back."""
    names = [short_name(event.member.name)] if event.member else []
    names += [event.team.name] if event.team else []
    hidden = reader is Side.PARTNER and event.side is not Side.PARTNER
    return Step(
        action=event.action,
        at=event.at,
        side=event.side,
        who=", ".join(names),
        cause=None if hidden else event.cause,
    )
