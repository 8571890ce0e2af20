"""What a sender fills in before a request leaves, and what is missing from it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from referrals.decisions.guards import call_is_fresh
from referrals.decisions.reasons import ConsentMode, Danger, NeedFamily, Reached

# Where the person lives, when it is in none of the groups of communes of the network.
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call passed to the service before a red request."""

    reached: Reached
    at: datetime


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is asked for someone: coarse codes alone.

    `territory` is the SIREN of an EPCI, or ELSEWHERE. `agreed`: how she said yes; without it
    nothing is written anywhere.
    """

    need_family: NeedFamily
    danger: Danger
    territory: str
    agreed: ConsentMode
    call: Call | None


class Missing(StrEnum):
    """What a red request lacks."""

    CALL = "call"
    FRESH_CALL = "fresh_call"


def missing(request: NewRequest, *, now: datetime) -> Missing | None:
    """Return what keeps the request from leaving, or nothing: red begins with a telephone call."""
    if request.danger is not Danger.RED:
        return None
    if request.call is None:
        return Missing.CALL
    return None if call_is_fresh(request.call.at, now=now) else Missing.FRESH_CALL
