"""Why an answer is one, and what one must know before calling: facts, not sentences. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from directory.decisions.opening import OpeningState
from directory.decisions.ranking import Match
from directory.decisions.taxonomy import Sensitivity
from directory.decisions.whereabouts import Commune, Secret, Territory, Whereabouts

PARIS = ZoneInfo("Europe/Paris")


class Why(StrEnum):
    """One thing to know of an answer."""

    DISTANCE = "distance"
    SAME_COMMUNE = "same_commune"
    EVERYWHERE = "everywhere"
    PROTECTED = "protected"
    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    CLOSED = "closed"
    HOURS_UNKNOWN = "hours_unknown"
    VERIFIED = "verified"
    OVERDUE = "overdue"
    NEVER_VERIFIED = "never_verified"
    NAMED = "named"
    CATEGORY = "category"
    NEED = "need"
    WORDS = "words"
    COVERS = "covers"
    AREA_UNKNOWN = "area_unknown"
    ELSEWHERE = "elsewhere"
    SUSPENDED = "suspended"
    ADVISED_AGAINST = "advised_against"
    PARTNER_ONLY = "partner_only"


FACTS = frozenset(
    {Why.DISTANCE, Why.SAME_COMMUNE, Why.EVERYWHERE, Why.PROTECTED}
    | {Why.VERIFIED, Why.OVERDUE, Why.NEVER_VERIFIED}
)
WARNINGS = frozenset({Why.SUSPENDED, Why.ADVISED_AGAINST, Why.PARTNER_ONLY})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with what it speaks of: a distance in km, a day, or a code."""

    why: Why
    km: float | None = None
    on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an answer, seen from the commune `origin`.

    `covers`: whether its zone holds that commune; None when nobody said.
    """

    match: Match
    category: str
    need: str | None
    sensitivity: Sensitivity
    whereabouts: Whereabouts
    km: float | None
    origin: str | None
    covers: bool | None
    opening: OpeningState
    verified_on: date | None
    interval_months: int
    suspended: bool


def reasons(known: Known, now: datetime) -> tuple[Reason, ...]:
    """Return the reasons, in the order one reads them."""
    return (
        *_warnings(known),
        *_where(known),
        Reason(OPENINGS[known.opening]),
        _why(known),
        *_area(known),
        _reliability(known, now),
    )


OPENINGS = {
    OpeningState.OPEN: Why.OPEN,
    OpeningState.BY_APPOINTMENT: Why.BY_APPOINTMENT,
    OpeningState.CLOSED: Why.CLOSED,
    OpeningState.UNKNOWN: Why.HOURS_UNKNOWN,
}


def due_on(verified_on: date, interval_months: int) -> date:
    """Return the day from which a verification is overdue, some months later."""
    years, month = divmod(verified_on.month - 1 + interval_months, 12)
    return date(verified_on.year + years, month + 1, min(verified_on.day, 28))


def _warnings(known: Known) -> Iterator[Reason]:
    if known.suspended:
        yield Reason(Why.SUSPENDED)
    if known.sensitivity is Sensitivity.CONTRAINDICATED:
        yield Reason(Why.ADVISED_AGAINST)
    if known.sensitivity is Sensitivity.PARTNER_ONLY:
        yield Reason(Why.PARTNER_ONLY)


def _where(known: Known) -> Iterator[Reason]:
    if isinstance(known.whereabouts, Secret):
        yield Reason(Why.PROTECTED)
    elif isinstance(known.whereabouts, Territory):
        yield Reason(Why.EVERYWHERE)
    elif known.km is None:
        return
    elif isinstance(known.whereabouts, Commune) and known.whereabouts.insee_code == known.origin:
        yield Reason(Why.SAME_COMMUNE, code=known.whereabouts.insee_code)
    else:
        yield Reason(Why.DISTANCE, km=known.km)


def _why(known: Known) -> Reason:
    match known.match:
        case Match.NAMED:
            return Reason(Why.NAMED)
        case Match.WORDS:
            return Reason(Why.WORDS)
        case Match.NEED if known.need:
            return Reason(Why.NEED, code=known.need)
        case Match.CATEGORY | Match.NEED:
            return Reason(Why.CATEGORY, code=known.category)


def _area(known: Known) -> Iterator[Reason]:
    if known.origin is None or isinstance(known.whereabouts, Secret):
        return
    if known.covers is None:
        yield Reason(Why.AREA_UNKNOWN)
    else:
        yield Reason(Why.COVERS if known.covers else Why.ELSEWHERE, code=known.origin)


def _reliability(known: Known, now: datetime) -> Reason:
    if known.verified_on is None:
        return Reason(Why.NEVER_VERIFIED)
    overdue = due_on(known.verified_on, known.interval_months) < now.astimezone(PARIS).date()
    return Reason(Why.OVERDUE if overdue else Why.VERIFIED, on=known.verified_on)
