"""The one way a handoff changes status: checked, written, chained, journalled.

What can be refused is checked before anything changes; a lost race stops at the flush, before
anything is told or promised.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.kernel.access_log import record
from app.kernel.db import db
from app.kernel.viewer import Viewer
from referrals.decisions.chain import BEFORE_ALL
from referrals.decisions.guards import has_its_code, stands
from referrals.decisions.reasons import DeclineReason, FailureReason, MissingItem, Outcome
from referrals.decisions.workflow import STEPS, Action, MoveRefused, Side, Status, advance
from referrals.models import Event, Handoff
from referrals.queries import scope

UNSEEN = (Status.SENT, Status.UNANSWERED)


class NotAParty(Exception):
    """The handoff does not exist for this viewer."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a status keeps beside itself; a move leaves nothing of the former one."""

    decline: DeclineReason | None = None
    missing: MissingItem | None = None
    failure: FailureReason | None = None
    outcome: Outcome | None = None
    review_on: date | None = None


NOTHING = Carried()


def move(
    handoff: Handoff,
    action: Action,
    *,
    viewer: Viewer,
    now: datetime,
    code: StrEnum | None = None,
    carried: Carried = NOTHING,
) -> None:
    """Move a handoff and write it down.

    Raises NotAParty or MoveRefused, the handoff being then as it was, or StaleDataError when
    another move came first: the caller then rolls back.
    """
    side = _side_of(viewer, handoff, action)
    before = handoff.status
    after = advance(before, action, side, since=now - handoff.status_since)
    around = scope.circumstances(handoff, now=now)
    if not stands(action, around) or not has_its_code(action, code):
        raise MoveRefused(before, action, side)
    steps = _steps(before, action, after)
    handoff.status, handoff.status_since, handoff.moved_by = after, now, side
    handoff.moves += len(steps)
    _carry(handoff, carried)
    db.session.flush()
    for step in steps:
        _write(handoff, step, side=side, cause=code if step[0] is action else None, viewer=viewer)


def note_refusal(handoff_id: UUID, action: Action, *, viewer: Viewer, now: datetime) -> None:
    """Write in the journal that a move was refused; nothing else of it is kept."""
    record(
        act=f"request-{action.value}",
        who=viewer.member_id,
        team=None,
        subject=handoff_id,
        result="refused",
        now=now,
    )


def _side_of(viewer: Viewer, handoff: Handoff, action: Action) -> Side:
    """Return the side of hers that may act so, or any of hers: the table then refuses."""
    sides = scope.sides_of(viewer, handoff)
    if not sides:
        raise NotAParty
    able = (side for side in sides if (handoff.status, action, side) in STEPS)
    return next(able, sides[0])


def _steps(
    before: Status, action: Action, after: Status
) -> tuple[tuple[Action, Status, Status], ...]:
    """Return what is written: accepting what was never acknowledged also acknowledges it."""
    if action is Action.ACCEPT and before in UNSEEN:
        return (
            (Action.ACKNOWLEDGE, before, Status.RECEIVED),
            (Action.ACCEPT, Status.RECEIVED, after),
        )
    return ((action, before, after),)


def _write(
    handoff: Handoff,
    step: tuple[Action, Status, Status],
    *,
    side: Side,
    cause: StrEnum | None,
    viewer: Viewer,
) -> None:
    """Add one event, in the handoff's own chain and in the journal."""
    action, before, after = step
    last = handoff.events[-1] if handoff.events else None
    event = Event(
        handoff_id=handoff.id,
        serial=last.serial + 1 if last else 1,
        at=handoff.status_since,
        action=action,
        before=before,
        after=after,
        side=side,
        recorded_by=side,
        member_id=viewer.member_id,
        team_id=handoff.team_id if side is Side.PARTNER else handoff.referral.team_id,
        channel=handoff.channel,
        cause=cause.value if cause else None,
        prev=last.digest if last else BEFORE_ALL,
    )
    event.journal_seq = record(
        act=f"request-{action.value}",
        who=viewer.member_id,
        team=event.team_id,
        subject=handoff.id,
        reason=event.cause or "",
        now=event.at,
    )
    handoff.events.append(event)


def _carry(handoff: Handoff, carried: Carried) -> None:
    handoff.decline_code = carried.decline
    handoff.missing_code = carried.missing
    handoff.failure_code = carried.failure
    handoff.outcome_code = carried.outcome
    handoff.review_on = carried.review_on
