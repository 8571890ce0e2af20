"""Who is told that something waits: a promise in the outbox, composed later, without content."""

from datetime import datetime
from uuid import UUID

from app.kernel.outbox import promise
from directory.models import Team
from referrals.decisions.notices import Notice
from referrals.models import Handoff
from referrals.queries import recipients


def tell_partner(kind: Notice, handoff: Handoff, *, but: UUID | None, now: datetime) -> None:
    """Promise a mail to the team that was asked; never to who has just acted."""
    if handoff.team is not None:
        _promise_all(kind, handoff, recipients.mailboxes_of(handoff.team, now=now), but, now)


def tell_sender(handoff: Handoff, *, but: UUID | None, now: datetime) -> None:
    """Promise a mail to the author; to her team when she no longer answers for it."""
    referral = handoff.referral
    known = recipients.is_active(referral.author_id, team_id=referral.team_id, now=now)
    team: Team = referral.team
    to = [referral.author_id] if known else recipients.mailboxes_of(team, now=now)
    _promise_all(Notice.ANSWER_WAITING, handoff, to, but, now)


def _promise_all(
    kind: Notice,
    handoff: Handoff,
    to: list[UUID | None] | list[UUID],
    but: UUID | None,
    now: datetime,
) -> None:
    for recipient_id in to:
        if recipient_id is None or recipient_id != but:
            promise(kind.value, subject_id=handoff.id, recipient_id=recipient_id, now=now)
