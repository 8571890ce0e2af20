"""The closed lists of the exchange that stay clear in the database. Pure; a code never changes."""

from dataclasses import dataclass
from enum import StrEnum

from referrals.decisions.workflow import Action


class Direction(StrEnum):
    """From a post to a partner, or from a partner to a post."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Mode(StrEnum):
    """How several handoffs of one referral relate."""

    SINGLE = "single"
    CASCADE = "cascade"
    PARALLEL = "parallel"
    RACE = "race"


class Channel(StrEnum):
    """By which way a handoff reaches its partner."""

    ACCOUNT = "account"
    LINK = "link"
    PHONE = "phone"
    PAPER = "paper"


class Danger(StrEnum):
    """How grave it is, chosen by a human, never computed."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class NeedFamily(StrEnum):
    """The coarse need, clear for good; each need code maps to one."""

    SHELTER = "shelter"
    HOUSING = "housing"
    HEALTH = "health"
    CHILDREN = "children"
    RIGHTS = "rights"
    LAWYER = "lawyer"
    MONEY = "money"
    LISTENING = "listening"
    OTHER = "other"


class ConsentMode(StrEnum):
    """How the person said yes."""

    WRITTEN = "written"
    ORAL = "oral"
    ORAL_PHONE = "oral_phone"
    INTERPRETED = "interpreted"


class MissingItem(StrEnum):
    """What a partner may ask for before deciding."""

    NEED_DETAIL = "need_detail"
    AVAILABILITY = "availability"
    DOCUMENTS = "documents"
    HOUSEHOLD = "household"
    CONTACT_RULES = "contact_rules"
    FUNDING = "funding"


class DeclineReason(StrEnum):
    """Why a partner hands a request back, before taking it."""

    NO_PLACE = "no_place"
    OUT_OF_AREA = "out_of_area"
    OUT_OF_SCOPE = "out_of_scope"
    MISSING_INFORMATION = "missing_information"
    TIMING = "timing"
    ALREADY_FOLLOWED = "already_followed"
    BETTER_FIT = "better_fit"
    SERVICE_STOPPED = "service_stopped"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    OTHER = "other"


class FailureReason(StrEnum):
    """Why a request came to nothing after it was taken; never mixed with declines."""

    UNREACHABLE = "unreachable"
    NO_SHOW = "no_show"
    CHANGED_MIND = "changed_mind"
    UNSAFE_TO_COME = "unsafe_to_come"
    NO_TRANSPORT = "no_transport"
    PROVIDER_UNABLE = "provider_unable"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a request that was taken: a fact, never content."""

    CONTACT_MADE = "contact_made"
    MET = "met"
    GRANTED = "granted"
    SUPPORT_STARTED = "support_started"
    PASSED_ON = "passed_on"


class WithdrawalCause(StrEnum):
    """Why a request was taken back."""

    SENDER_CHOICE = "sender_choice"
    PERSON_WITHDREW = "person_withdrew"
    SUPERSEDED = "superseded"
    RECIPIENT_UNABLE = "recipient_unable"


class Reached(StrEnum):
    """Whom the sender had on the telephone before sending a red request."""

    RECEPTION = "reception"
    SOCIAL_WORKER = "social_worker"
    ON_CALL = "on_call"
    HEAD = "head"
    OTHER = "other"


# What only a machine writes: a human who withdraws never knows that another service accepted.
CHOSEN_WITHDRAWALS = tuple(c for c in WithdrawalCause if c is not WithdrawalCause.SUPERSEDED)

# Without its code, the move would leave the other side guessing.
CODE_OF: dict[Action, type[StrEnum]] = {
    Action.DECLINE: DeclineReason,
    Action.ASK: MissingItem,
    Action.CONCLUDE: Outcome,
    Action.NOTE_OUTCOME: Outcome,
    Action.FAIL: FailureReason,
    Action.NOTE_FAILURE: FailureReason,
    Action.WITHDRAW: WithdrawalCause,
}


def coarse_decline(reason: DeclineReason) -> DeclineReason:
    """Return what may stand in clear: a tie with someone near the person is never written."""
    return DeclineReason.OTHER if reason is DeclineReason.CONFLICT_OF_INTEREST else reason


def coarse_failure(reason: FailureReason) -> FailureReason:
    """Return what may stand in clear: a tie with someone near the person is never written."""
    return FailureReason.OTHER if reason is FailureReason.CONFLICT_OF_INTEREST else reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a partner declines; `missing` only goes with information that is missing."""

    reason: DeclineReason
    missing: MissingItem | None = None
