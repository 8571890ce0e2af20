"""What the sender does after sending. Each raises as `moving.move` does."""

from datetime import datetime

from app.kernel.viewer import Viewer
from referrals.decisions.notices import Notice
from referrals.decisions.reasons import (
    FailureReason,
    Outcome,
    WithdrawalCause,
    coarse_failure,
)
from referrals.decisions.workflow import Action
from referrals.models import Handoff
from referrals.operations.moving import Carried, move
from referrals.operations.telling import tell_partner


def complete(handoff: Handoff, *, viewer: Viewer, now: datetime) -> None:
    """Say that what the partner asked for was given."""
    move(handoff, Action.COMPLETE, viewer=viewer, now=now)
    tell_partner(Notice.REQUEST_WAITING, handoff, but=viewer.member_id, now=now)


def withdraw(handoff: Handoff, cause: WithdrawalCause, *, viewer: Viewer, now: datetime) -> None:
    """Take the request back; the partner learns that it is no longer current, not why."""
    move(handoff, Action.WITHDRAW, viewer=viewer, now=now, code=cause)
    if cause is WithdrawalCause.PERSON_WITHDREW and handoff.consent is not None:
        handoff.consent.withdrawn_at = now
    tell_partner(Notice.NO_LONGER_CURRENT, handoff, but=viewer.member_id, now=now)


def void(handoff: Handoff, *, viewer: Viewer, now: datetime) -> None:
    """Undo a request sent by mistake."""
    move(handoff, Action.VOID, viewer=viewer, now=now)
    tell_partner(Notice.NO_LONGER_CURRENT, handoff, but=viewer.member_id, now=now)


def note_outcome(handoff: Handoff, outcome: Outcome, *, viewer: Viewer, now: datetime) -> None:
    """Write down what came of it, heard from the partner or the person."""
    carried = Carried(outcome=outcome)
    move(handoff, Action.NOTE_OUTCOME, viewer=viewer, now=now, code=outcome, carried=carried)


def note_failure(handoff: Handoff, reason: FailureReason, *, viewer: Viewer, now: datetime) -> None:
    """Write down why it came to nothing; a conflict of interest is written as « autre »."""
    coarse = coarse_failure(reason)
    carried = Carried(failure=coarse)
    move(handoff, Action.NOTE_FAILURE, viewer=viewer, now=now, code=coarse, carried=carried)
