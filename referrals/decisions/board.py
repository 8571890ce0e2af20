"""On which pile of her board a sender finds a request. Pure."""

from datetime import timedelta
from enum import StrEnum

from referrals.decisions.workflow import Side, Status

NEW_FOR = timedelta(days=3)

# The partner has it in hand but has not said yes or no; a first contact is no new answer either.
LIVE_UNDECIDED = {
    Status.RECEIVED,
    Status.INCOMPLETE,
    Status.WAITING,
    Status.UNDER_WAY,
}


class Pile(StrEnum):
    """The piles of a sender's board, in the order of the page."""

    ATTENTION = "attention"
    ANSWERED = "answered"
    WAITING = "waiting"
    IN_CARE = "in_care"
    ENDED = "ended"


USUAL = {
    Status.DRAFT: Pile.WAITING,
    Status.SENT: Pile.WAITING,
    Status.RECEIVED: Pile.WAITING,
    Status.INCOMPLETE: Pile.ATTENTION,
    Status.WAITING: Pile.WAITING,
    Status.UNANSWERED: Pile.ATTENTION,
    Status.ACCEPTED: Pile.IN_CARE,
    Status.UNDER_WAY: Pile.IN_CARE,
    Status.DECLINED: Pile.ENDED,
    Status.CONCLUDED: Pile.ENDED,
    Status.FAILED: Pile.ENDED,
    Status.WITHDRAWN: Pile.ENDED,
    Status.VOID: Pile.ENDED,
}


def pile(status: Status, *, by: Side, since: timedelta) -> Pile:
    """Return where a request stands, moved into `status` by side `by`, `since` ago.

    What the partner decided stays on top for three days: looking at it marks nothing as read.
    """
    is_answer = by is Side.PARTNER and status not in LIVE_UNDECIDED
    return Pile.ANSWERED if is_answer and since <= NEW_FOR else USUAL[status]
