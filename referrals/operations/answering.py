"""What the partner answers. Each raises as `moving.move` does, and tells the sender's side."""

from datetime import date, datetime
from enum import StrEnum

from app.kernel.clock import PARIS
from app.kernel.viewer import Viewer
from referrals.decisions.guards import review_bounds
from referrals.decisions.reasons import (
    FailureReason,
    MissingItem,
    Outcome,
    Refusal,
    coarse_decline,
    coarse_failure,
)
from referrals.decisions.workflow import Action, MoveRefused, Side
from referrals.models import Handoff
from referrals.operations.moving import NOTHING, Carried, move
from referrals.operations.telling import tell_sender


def acknowledge(handoff: Handoff, *, viewer: Viewer, now: datetime) -> None:
    """Say that a human has the request in hand."""
    _answer(handoff, Action.ACKNOWLEDGE, viewer=viewer, now=now)


def accept(handoff: Handoff, *, viewer: Viewer, now: datetime) -> None:
    """Take the person in; a request never acknowledged is by that acknowledged too."""
    _answer(handoff, Action.ACCEPT, viewer=viewer, now=now)


def decline(handoff: Handoff, refusal: Refusal, *, viewer: Viewer, now: datetime) -> None:
    """Hand the request back, with a reason; a conflict of interest is written as « autre »."""
    reason = coarse_decline(refusal.reason)
    carried = Carried(decline=reason, missing=refusal.missing)
    _answer(handoff, Action.DECLINE, viewer=viewer, now=now, code=reason, carried=carried)


def ask(handoff: Handoff, item: MissingItem, *, viewer: Viewer, now: datetime) -> None:
    """Ask the sender for one thing before deciding."""
    carried = Carried(missing=item)
    _answer(handoff, Action.ASK, viewer=viewer, now=now, code=item, carried=carried)


def hold(handoff: Handoff, review_on: date, *, viewer: Viewer, now: datetime) -> None:
    """Keep the request until a place is free, with a day to look at it again."""
    _set_review(handoff, Action.HOLD, review_on, viewer=viewer, now=now)


def start(handoff: Handoff, review_on: date, *, viewer: Viewer, now: datetime) -> None:
    """Say that the person was reached, with a day to look at where she stands."""
    _set_review(handoff, Action.START, review_on, viewer=viewer, now=now)


def reopen(handoff: Handoff, *, viewer: Viewer, now: datetime) -> None:
    """Take an answer back, within the hour."""
    _answer(handoff, Action.REOPEN, viewer=viewer, now=now)


def conclude(handoff: Handoff, outcome: Outcome, *, viewer: Viewer, now: datetime) -> None:
    """Say what came of it."""
    carried = Carried(outcome=outcome)
    _answer(handoff, Action.CONCLUDE, viewer=viewer, now=now, code=outcome, carried=carried)


def fail(handoff: Handoff, reason: FailureReason, *, viewer: Viewer, now: datetime) -> None:
    """Say why it came to nothing; a conflict of interest is written as « autre »."""
    coarse = coarse_failure(reason)
    carried = Carried(failure=coarse)
    _answer(handoff, Action.FAIL, viewer=viewer, now=now, code=coarse, carried=carried)


def _set_review(
    handoff: Handoff, action: Action, review_on: date, *, viewer: Viewer, now: datetime
) -> None:
    today = now.astimezone(PARIS).date()
    first, last = review_bounds(action, handoff.referral.danger, today=today)
    if not first <= review_on <= last:
        raise MoveRefused(handoff.status, action, Side.PARTNER)
    _answer(handoff, action, viewer=viewer, now=now, carried=Carried(review_on=review_on))


def _answer(
    handoff: Handoff,
    action: Action,
    *,
    viewer: Viewer,
    now: datetime,
    code: StrEnum | None = None,
    carried: Carried = NOTHING,
) -> None:
    move(handoff, action, viewer=viewer, now=now, code=code, carried=carried)
    tell_sender(handoff, but=viewer.member_id, now=now)
