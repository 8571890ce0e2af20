"""The requests of the demonstration, played through the very operations of the exchange.

Every move of every request is made in the order of time, so that histories and journal are
those that people would have left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa

from app.accounts import queries as accounts
from app.demonstration import files
from app.demonstration.moments import Calendar
from app.demonstration.posts import post_id
from app.kernel import outbox
from app.kernel.db import db
from app.kernel.outbox import Errand
from app.kernel.viewer import Viewer
from directory.models import IscgPost, ServiceAtSite
from referrals.decisions.reasons import CODE_OF, DeclineReason, MissingItem, Refusal
from referrals.decisions.request import Call, NewRequest
from referrals.decisions.workflow import Action
from referrals.models import Handoff, Referral
from referrals.operations import answering, following, sending
from referrals.queries import recipients

BY_PARTNER: dict[Action, Callable[..., None]] = {
    Action.ACKNOWLEDGE: answering.acknowledge,
    Action.ACCEPT: answering.accept,
    Action.DECLINE: answering.decline,
    Action.ASK: answering.ask,
    Action.HOLD: answering.hold,
    Action.START: answering.start,
    Action.REOPEN: answering.reopen,
    Action.CONCLUDE: answering.conclude,
    Action.FAIL: answering.fail,
}
BY_SENDER: dict[Action, Callable[..., None]] = {
    Action.COMPLETE: following.complete,
    Action.NOTE_OUTCOME: following.note_outcome,
    Action.NOTE_FAILURE: following.note_failure,
    Action.WITHDRAW: following.withdraw,
    Action.VOID: following.void,
}
CALLED_BEFORE = timedelta(minutes=6)
MAILED_LONG_AGO = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Moment:
    """One move to play."""

    at: datetime
    row: files.RequestRow
    step: files.Step


def add_requests(family: str, *, calendar: Calendar) -> int:
    """Play the requests that were never sent here; count them."""
    missing = [row for row in files.requests() if not _is_known(row, calendar)]
    moments = [
        _Moment(calendar.instant(step.mark), row, step) for row in missing for step in row.steps
    ]
    played: dict[str, Handoff] = {}
    for moment in sorted(moments, key=lambda moment: moment.at):
        if moment.step.action is Action.SEND:
            played[moment.row.key] = _send(moment, family)
        else:
            _move(played[moment.row.key], moment, calendar)
    _forget_old_mails(played.values(), before=calendar.loaded_at - MAILED_LONG_AGO)
    return len(missing)


def _is_known(row: files.RequestRow, calendar: Calendar) -> bool:
    """Tell whether this sender already asked something at the very instant of the row."""
    author = accounts.member_by_mail(row.sender)
    sent_at = calendar.instant(row.steps[0].mark)
    known = sa.select(Referral.id).where(
        Referral.author_id == (author.id if author else None), Referral.created_at == sent_at
    )
    return db.session.scalar(known.limit(1)) is not None


def _send(moment: _Moment, family: str) -> Handoff:
    row, at = moment.row, moment.at
    entry = db.session.scalars(
        sa.select(ServiceAtSite).where(
            ServiceAtSite.source_family == family, ServiceAtSite.source_key == row.entry
        )
    ).one()
    call = Call(row.called, at - CALLED_BEFORE) if row.called else None
    asked = NewRequest(row.need_family, row.danger, row.territory, row.agreed, call)
    post = db.session.get_one(IscgPost, post_id(row.post))
    return sending.send(entry, asked, post=post, viewer=_author(row, at=at), now=at)


def _move(handoff: Handoff, moment: _Moment, calendar: Calendar) -> None:
    """Play one move, on the side that the table of moves gives it to."""
    step, at = moment.step, moment.at
    carried = [_carried(step, calendar)] if step.code else []
    if step.action in BY_PARTNER:
        partner = _partner(handoff, at=at)
        BY_PARTNER[step.action](handoff, *carried, viewer=partner, now=at)
    else:
        author = _author(moment.row, at=at)
        BY_SENDER[step.action](handoff, *carried, viewer=author, now=at)


def _carried(step: files.Step, calendar: Calendar) -> Refusal | StrEnum | date:
    """Return what a move says: a refusal, the day of a review, or a code of its list."""
    if step.action is Action.DECLINE:
        return _refusal(step.code)
    if step.action in CODE_OF:
        return CODE_OF[step.action](step.code)
    return calendar.day(step.code)


def _refusal(code: str) -> Refusal:
    """Read « missing_information:documents »: a reason, and what was missing."""
    reason, _, missing = code.partition(":")
    return Refusal(DeclineReason(reason), MissingItem(missing) if missing else None)


def _author(row: files.RequestRow, *, at: datetime) -> Viewer:
    member = accounts.member_by_mail(row.sender)
    return _viewer(member.id if member else None, at=at)


def _partner(handoff: Handoff, *, at: datetime) -> Viewer:
    """Return whoever answers for the team that was asked."""
    members = recipients.inbox_members(handoff.team_id, now=at) if handoff.team_id else []
    return _viewer(members[0].id if members else None, at=at)


def _viewer(member_id: UUID | None, *, at: datetime) -> Viewer:
    viewer = accounts.viewer_of(member_id, now=at) if member_id else None
    if viewer is None:
        raise LookupError("a request of the demonstration has nobody to make or answer it")
    return viewer


def _forget_old_mails(handoffs: Iterable[Handoff], *, before: datetime) -> None:
    """Mark the mails of past days as sent in their time; the recent ones are for the worker."""
    played = [handoff.id for handoff in handoffs]
    old = sa.select(Errand).where(Errand.subject_id.in_(played), Errand.promised_at < before)
    for errand in db.session.scalars(old):
        outbox.done(errand, now=errand.promised_at)
