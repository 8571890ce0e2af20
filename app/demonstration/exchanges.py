"""The requests of the demonstration, played through the very operations of the exchange.

Every move of every request is made in the order of time, so that histories and journal are
those that people would have left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from referrals.decisions.reasons import DeclineReason, MissingItem, Refusal, WithdrawalCause
from referrals.decisions.request import Call, NewRequest
from referrals.decisions.workflow import Action
from referrals.models import Handoff, Referral
from referrals.operations import answering, following, sending
from referrals.queries import recipients

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
            _move(played[moment.row.key], moment)
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


def _move(handoff: Handoff, moment: _Moment) -> None:
    action, code, at = moment.step.action, moment.step.code, moment.at
    match action:
        case Action.ACKNOWLEDGE:
            answering.acknowledge(handoff, viewer=_partner(handoff, at=at), now=at)
        case Action.ACCEPT:
            answering.accept(handoff, viewer=_partner(handoff, at=at), now=at)
        case Action.DECLINE:
            answering.decline(handoff, _refusal(code), viewer=_partner(handoff, at=at), now=at)
        case Action.WITHDRAW:
            cause = WithdrawalCause(code)
            following.withdraw(handoff, cause, viewer=_author(moment.row, at=at), now=at)
        case Action.VOID:
            following.void(handoff, viewer=_author(moment.row, at=at), now=at)
        case _:
            raise ValueError(f"the demonstration does not know how to {action}")


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
