"""What a referral looks like from all its handoffs together. Pure; computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from referrals.decisions.workflow import LIVE, Status


class Overall(StrEnum):
    """Where a referral stands, seen from all its handoffs."""

    IN_CARE = "in_care"
    STUDIED = "studied"
    PENDING = "pending"
    SILENT = "silent"
    DONE = "done"
    TO_REROUTE = "to_reroute"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


# The first row that fits wins.
RANKED = (
    (Overall.IN_CARE, {Status.ACCEPTED, Status.UNDER_WAY}),
    (Overall.STUDIED, {Status.RECEIVED, Status.INCOMPLETE, Status.WAITING}),
    (Overall.PENDING, {Status.SENT}),
    (Overall.SILENT, {Status.UNANSWERED}),
    (Overall.DONE, {Status.CONCLUDED}),
    (Overall.TO_REROUTE, {Status.FAILED, Status.DECLINED}),
    (Overall.WITHDRAWN, {Status.WITHDRAWN, Status.VOID}),
)


def overall(statuses: Iterable[Status]) -> Overall:
    """Return the status of a referral whose handoffs have these; none yet is a draft."""
    present = set(statuses)
    return next((name for name, signs in RANKED if present & signs), Overall.DRAFT)


class Attention(StrEnum):
    """What a sender must see before anything else, whatever the overall status."""

    UNDELIVERED = "undelivered"
    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"
    CONTACT_LATE = "contact_late"
    REVIEW_PASSED = "review_passed"
    AGREEMENT_ENDING = "agreement_ending"
    CONFLICT_DECLARED = "conflict_declared"


WARN_BEFORE_END = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one handoff shows to the eye that looks for trouble; nothing known is no trouble."""

    status: Status
    agreement_ends_on: date | None = None
    review_on: date | None = None
    contact_due_at: datetime | None = None
    is_undelivered: bool = False
    is_conflict_declared: bool = False


def attention(facts: Facts, *, now: datetime, today: date) -> tuple[Attention, ...]:
    """Return the flags of one handoff, the gravest first.

    `today` is the day in Paris; a review or an agreement that ends today is not yet past.
    """
    is_live = facts.status in LIVE
    ends, review, contact = facts.agreement_ends_on, facts.review_on, facts.contact_due_at
    raised = {
        Attention.UNDELIVERED: facts.is_undelivered and facts.status is Status.SENT,
        Attention.UNANSWERED: facts.status is Status.UNANSWERED,
        Attention.INCOMPLETE: facts.status is Status.INCOMPLETE,
        Attention.CONTACT_LATE: (
            facts.status is Status.ACCEPTED and contact is not None and contact < now
        ),
        Attention.REVIEW_PASSED: (
            facts.status in (Status.WAITING, Status.UNDER_WAY)
            and review is not None
            and review < today
        ),
        Attention.AGREEMENT_ENDING: is_live
        and ends is not None
        and ends - today <= WARN_BEFORE_END,
        Attention.CONFLICT_DECLARED: facts.is_conflict_declared,
    }
    return tuple(flag for flag in Attention if raised[flag])
