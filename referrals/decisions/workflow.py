"""Who may move a handoff, from where, to where. Pure.

Refusing and offering read the one table, so a page cannot draw a button that the server refuses.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Status(StrEnum):
    """Where a handoff stands."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    DECLINED = "declined"
    CONCLUDED = "concluded"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class Action(StrEnum):
    """What a person, or the clock, does to a handoff."""

    SEND = "send"
    DISCARD = "discard"
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASK = "ask"
    HOLD = "hold"
    COMPLETE = "complete"
    LAPSE = "lapse"
    EXTEND = "extend"
    START = "start"
    REOPEN = "reopen"
    CONCLUDE = "conclude"
    FAIL = "fail"
    NOTE_OUTCOME = "note_outcome"
    NOTE_FAILURE = "note_failure"
    WITHDRAW = "withdraw"
    VOID = "void"


class Side(StrEnum):
    """On whose behalf a move is made."""

    SENDER = "sender"
    PARTNER = "partner"
    SUPERVISOR = "supervisor"
    CLOCK = "clock"


OPEN = (
    Status.SENT,
    Status.RECEIVED,
    Status.INCOMPLETE,
    Status.WAITING,
    Status.UNANSWERED,
)
TAKEN = (Status.ACCEPTED, Status.UNDER_WAY)
LIVE = OPEN + TAKEN

REOPENABLE_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: an action, whence, whither, by whom, and for how long."""

    action: Action
    before: tuple[Status, ...]
    to: Status
    side: Side
    within: timedelta | None = None

    def in_time(self, since: timedelta) -> bool:
        """Tell whether `since`, the time spent in the present status, still allows the move."""
        return self.within is None or since <= self.within


# In the order in which a page offers them: what is expected comes first.
MOVES = (
    Move(Action.SEND, (Status.DRAFT,), Status.SENT, Side.SENDER),
    Move(Action.DISCARD, (Status.DRAFT,), Status.WITHDRAWN, Side.SENDER),
    Move(Action.COMPLETE, (Status.INCOMPLETE,), Status.RECEIVED, Side.SENDER),
    Move(Action.EXTEND, (Status.UNANSWERED,), Status.SENT, Side.SUPERVISOR),
    Move(Action.START, (Status.ACCEPTED,), Status.UNDER_WAY, Side.PARTNER),
    Move(Action.ACKNOWLEDGE, (Status.SENT, Status.UNANSWERED), Status.RECEIVED, Side.PARTNER),
    Move(Action.ACCEPT, OPEN, Status.ACCEPTED, Side.PARTNER),
    Move(Action.DECLINE, OPEN, Status.DECLINED, Side.PARTNER),
    Move(Action.ASK, (Status.RECEIVED,), Status.INCOMPLETE, Side.PARTNER),
    Move(Action.HOLD, (Status.RECEIVED,), Status.WAITING, Side.PARTNER),
    Move(Action.CONCLUDE, TAKEN, Status.CONCLUDED, Side.PARTNER),
    Move(Action.FAIL, TAKEN, Status.FAILED, Side.PARTNER),
    Move(
        Action.REOPEN,
        (Status.ACCEPTED, Status.DECLINED),
        Status.RECEIVED,
        Side.PARTNER,
        within=REOPENABLE_FOR,
    ),
    Move(Action.NOTE_OUTCOME, TAKEN, Status.CONCLUDED, Side.SENDER),
    Move(Action.NOTE_FAILURE, TAKEN, Status.FAILED, Side.SENDER),
    Move(Action.WITHDRAW, LIVE, Status.WITHDRAWN, Side.SENDER),
    Move(Action.WITHDRAW, LIVE, Status.WITHDRAWN, Side.SUPERVISOR),
    Move(Action.VOID, LIVE, Status.VOID, Side.SENDER),
    Move(
        Action.LAPSE,
        (Status.SENT, Status.RECEIVED, Status.WAITING),
        Status.UNANSWERED,
        Side.CLOCK,
    ),
)

STEPS = {(status, move.action, move.side): move for move in MOVES for status in move.before}

# Who must act next; after an end, nobody must, though the sender may look elsewhere.
OWNER: dict[Status, Side | None] = {
    Status.DRAFT: Side.SENDER,
    Status.SENT: Side.PARTNER,
    Status.RECEIVED: Side.PARTNER,
    Status.INCOMPLETE: Side.SENDER,
    Status.WAITING: Side.PARTNER,
    Status.UNANSWERED: Side.SUPERVISOR,
    Status.ACCEPTED: Side.PARTNER,
    Status.UNDER_WAY: Side.PARTNER,
    Status.DECLINED: Side.SENDER,
    Status.CONCLUDED: None,
    Status.FAILED: Side.SENDER,
    Status.WITHDRAWN: None,
    Status.VOID: None,
}


class MoveRefused(Exception):
    """The move is not in the table, or its time is over."""

    def __init__(self, status: Status, action: Action, side: Side) -> None:
        super().__init__(f"{side} may not {action} from {status}")
        self.status = status
        self.action = action
        self.side = side


def advance(status: Status, action: Action, side: Side, *, since: timedelta) -> Status:
    """Return the status after `action`, or raise MoveRefused.

    `since` is the time spent in `status`; exactly the limit is still in time.
    """
    move = STEPS.get((status, action, side))
    if move is None or not move.in_time(since):
        raise MoveRefused(status, action, side)
    return move.to


def open_actions(status: Status, side: Side, *, since: timedelta) -> tuple[Action, ...]:
    """Return what `side` may do now, the expected act first."""
    return tuple(
        move.action
        for move in MOVES
        if move.side is side and status in move.before and move.in_time(since)
    )
