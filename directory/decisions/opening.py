"""When a door is open: the one home of opening_hours, evaluated for France at request time. Pure.

The library is trusted for the calendar, not for what it takes for granted: a public holiday
nobody spoke of, school holidays and « sur rendez-vous » are all OPEN to it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from opening_hours import (  # type: ignore[attr-defined]  # the stub forgets ParserError
    OpeningHours,
    ParserError,
    State,
)

from directory.decisions import hours_syntax

PARIS = ZoneInfo("Europe/Paris")
_POSITION = re.compile(r"--> \d+:(\d+)")
_HOLIDAYS = OpeningHours("PH", country="FR")
_TRIAL_YEAR = 2026  # any two whole years hold every weekday of every month and holiday


class HoursCaveat(StrEnum):
    """Why hours that parse may still not mean what their author thinks."""

    SCHOOL_HOLIDAYS = "school_holidays"
    EXCEPTION_OVERRIDDEN = "exception_overridden"


class OpeningState(StrEnum):
    """What one may say of a door at one moment; UNKNOWN is never shown as closed."""

    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours that parse, as they were written, with what to tell whoever wrote them."""

    expression: str
    caveats: tuple[HoursCaveat, ...]


class HoursUnreadable(Exception):
    """The text is not in opening_hours syntax, from `position` on (1 is the first character)."""

    def __init__(self, position: int | None) -> None:
        """Keep the place of the first fault, None when the library does not tell."""
        super().__init__("hours do not parse")
        self.position = position


def parse_hours(text: str) -> Schedule:
    """Return the schedule `text` describes, or raise HoursUnreadable."""
    _known(text)
    return Schedule(text, _caveats(text))


def state(schedule: Schedule | None, now: datetime) -> OpeningState:
    """Return whether the door is open at `now`, an aware instant; no schedule is UNKNOWN."""
    if schedule is None:
        return OpeningState.UNKNOWN
    return _state(_known(schedule.expression), now.astimezone(PARIS).replace(tzinfo=None))


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day that is not closed, in Paris; `ends` may be the midnight that follows."""

    starts: datetime
    ends: datetime
    state: OpeningState


def spans(schedule: Schedule, on: date) -> tuple[Span, ...]:
    """Return when the door is not closed on a day, in order."""
    known, start = _known(schedule.expression), datetime(on.year, on.month, on.day)  # noqa: DTZ001  # naive, as the library reads
    end = start + timedelta(days=1)
    cut = [
        (max(since, start), min(until, end))
        for since, until, _, _ in known.hours.intervals(start, end)
    ]
    found = (
        Span(since.replace(tzinfo=PARIS), until.replace(tzinfo=PARIS), _state(known, since))
        for since, until in cut
    )
    return tuple(span for span in found if span.state is not OpeningState.CLOSED)


def _state(known: "_Known", at: datetime) -> OpeningState:
    if known.depends_on_school:
        return OpeningState.UNKNOWN
    found, comment = known.hours.state(at)
    if found is State.CLOSED:
        return OpeningState.CLOSED
    if comment and hours_syntax.asks_for_appointment(comment):
        return OpeningState.BY_APPOINTMENT
    if found is State.UNKNOWN or (known.silent_on_holidays and _HOLIDAYS.is_open(at)):
        return OpeningState.UNKNOWN
    return OpeningState.OPEN


@dataclass(frozen=True, slots=True)
class _Known:
    """An expression read once, with what the library would take for granted."""

    hours: OpeningHours
    depends_on_school: bool
    silent_on_holidays: bool


@lru_cache(maxsize=8192)
def _known(expression: str) -> _Known:
    try:
        hours = OpeningHours(expression, country="FR")
    except ParserError as fault:
        place = _POSITION.search(str(fault))
        raise HoursUnreadable(int(place[1]) if place else None) from None
    spoken = hours_syntax.mentions_public_holidays(expression) or str(hours.normalize()) == "24/7"
    return _Known(hours, hours_syntax.mentions_school_holidays(expression), not spoken)


@lru_cache(maxsize=8192)
def _caveats(expression: str) -> tuple[HoursCaveat, ...]:
    found = []
    if _known(expression).depends_on_school:
        found.append(HoursCaveat.SCHOOL_HOLIDAYS)
    meant = hours_syntax.exceptions_last(expression)
    if meant and _openings(expression) != _openings(meant):
        found.append(HoursCaveat.EXCEPTION_OVERRIDDEN)
    return tuple(found)


def _openings(expression: str) -> list[tuple[datetime, State]]:
    """Return each change of state over the years the expression names, or over two of ours."""
    years = hours_syntax.years_named(expression) or [_TRIAL_YEAR]
    last = min(years[-1], years[0] + 10) + 2
    start, end = (datetime(year, 1, 1) for year in (years[0], last))  # noqa: DTZ001  # naive, as the library reads
    spans = [
        (since, state) for since, _, state, _ in _known(expression).hours.intervals(start, end)
    ]
    return spans[:1] + [after for before, after in pairwise(spans) if before[1] != after[1]]
