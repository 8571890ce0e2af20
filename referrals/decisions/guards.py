"""What a move needs beyond the table: a fit recipient, a call, a date, a code. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from directory.decisions.taxonomy import Family, Sensitivity
from referrals.decisions.reasons import CODE_OF, Danger
from referrals.decisions.workflow import Action, Side, Status, open_actions

CALL_VALID_FOR = timedelta(minutes=30)
TWICE_AT_MOST = {Action.ASK, Action.EXTEND}

# Without the person's agreement nothing new begins; what is in hand can still be handed back.
NEEDS_AGREEMENT = {
    Action.SEND,
    Action.ACKNOWLEDGE,
    Action.ACCEPT,
    Action.ASK,
    Action.HOLD,
    Action.REOPEN,
}

# Latest day of review, counted from today, by danger (referrals.md §2.2).
REVIEW_DAYS: dict[Action, dict[Danger, int]] = {
    Action.HOLD: {Danger.RED: 1, Danger.ORANGE: 7, Danger.GREEN: 30},
    Action.START: {Danger.RED: 7, Danger.ORANGE: 30, Danger.GREEN: 90},
}

STATUTORY = "crip"
COURT = "tribunal_judiciaire"
FORCES = {"police_gendarmerie", "protection_familles"}


class Obstacle(StrEnum):
    """Why a service cannot be sent a request here; each leads to a telephone."""

    INSTITUTION = "institution"
    WALLED_OFF = "walled_off"
    CONTRA_INDICATED = "contra_indicated"
    STATUTORY = "statutory"
    COURT = "court"
    PHONE_ONLY = "phone_only"
    OWN_TEAM = "own_team"
    NOT_RECEIVING = "not_receiving"
    NO_ACCOUNT = "no_account"
    SENDER_ALONE = "sender_alone"


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides whether a service may be sent a request.

    `is_staffed`: someone active shares the inbox of the team that answers.
    """

    category: str
    family: Family
    sensitivity: Sensitivity
    receives_handoffs: bool
    team_id: UUID | None
    is_staffed: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """The team that asks; `is_supervised`: a silence would reach someone above the author."""

    team_id: UUID
    is_supervised: bool


def obstacle(sender: Sender, recipient: Recipient) -> Obstacle | None:
    """Return the first thing that forbids a request through an account, or nothing.

    What the law or safety forbids comes before what is merely not set up.
    """
    tests = (
        (recipient.family is Family.INSTITUTION, Obstacle.INSTITUTION),
        (recipient.sensitivity is Sensitivity.WALLED_OFF, Obstacle.WALLED_OFF),
        (recipient.sensitivity is Sensitivity.CONTRAINDICATED, Obstacle.CONTRA_INDICATED),
        (recipient.category == STATUTORY, Obstacle.STATUTORY),
        (recipient.category == COURT, Obstacle.COURT),
        (recipient.family is Family.EMERGENCY, Obstacle.PHONE_ONLY),
        (recipient.category in FORCES, Obstacle.PHONE_ONLY),
        (recipient.team_id == sender.team_id, Obstacle.OWN_TEAM),
        (not recipient.receives_handoffs, Obstacle.NOT_RECEIVING),
        (recipient.team_id is None or not recipient.is_staffed, Obstacle.NO_ACCOUNT),
        (not sender.is_supervised, Obstacle.SENDER_ALONE),
    )
    return next((found for stands, found in tests if stands), None)


def last_time(at: time, *, now: datetime) -> datetime:
    """Return, in UTC, the latest instant not after `now` when clocks in its zone showed `at`.

    « 23 h 50 » said at ten past midnight was yesterday; an hour shown twice in autumn counts twice.
    """
    days = (now.date(), now.date() - timedelta(days=1))
    shown = (
        datetime.combine(day, at.replace(fold=fold), tzinfo=now.tzinfo).astimezone(UTC)
        for day in days
        for fold in (0, 1)
    )
    return max(instant for instant in shown if instant <= now)


def call_is_fresh(called_at: datetime, *, now: datetime) -> bool:
    """Tell whether a call passed at `called_at` still opens a red request; not at 30 minutes."""
    return timedelta() <= now.astimezone(UTC) - called_at.astimezone(UTC) < CALL_VALID_FOR


def review_bounds(action: Action, danger: Danger, *, today: date) -> tuple[date, date]:
    """Return the first and last day, both allowed, of the review that `action` must set."""
    return today, today + timedelta(days=REVIEW_DAYS[action][danger])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the table of moves does not know of one handoff.

    `sent_elsewhere`: another handoff of the referral left since this one's decision.
    `past`: the actions done so far, in any order.
    """

    is_agreed: bool
    sent_elsewhere: bool
    past: tuple[Action, ...]


def stands(action: Action, around: Circumstances) -> bool:
    """Tell whether nothing around the handoff forbids what the table allows."""
    if action in NEEDS_AGREEMENT and not around.is_agreed:
        return False
    if action is Action.REOPEN and around.sent_elsewhere:
        return False
    return not (action in TWICE_AT_MOST and around.past.count(action) >= 2)


def offered(
    status: Status, side: Side, *, since: timedelta, around: Circumstances
) -> tuple[Action, ...]:
    """Return what `side` may really do now, the expected act first."""
    return tuple(a for a in open_actions(status, side, since=since) if stands(a, around))


def has_its_code(action: Action, code: StrEnum | None) -> bool:
    """Tell whether a move carries the code of the list it must carry, and no other."""
    expected = CODE_OF.get(action)
    return code is None if expected is None else isinstance(code, expected)
