"""What a row counts and dates: places, and the day a person last confirmed it. Pure."""

from datetime import date, datetime

from directory.decisions.opening import PARIS
from directory.exchange.checking import Check
from directory.exchange.entry import Places
from directory.exchange.messages import Fault
from directory.exchange.repairing import calendar_date, local_instant, whole_number

PLACES_MAX = 500
COUNTING = ("places_total", "places_libres", "places_vues_le")
_OLDEST = date(2000, 1, 1)
_DATES = "AAAA-MM-JJ ou JJ/MM/AAAA"


def places(check: Check, *, is_secret: bool, now: datetime) -> Places:
    """Return the places a row tells; those of a secret place are dropped, and told."""
    if is_secret:
        for column in COUNTING:
            if check[column]:
                check.say(Fault.SECRET_PLACES, column)
        return Places()
    total, free = _count(check, "places_total"), _count(check, "places_libres")
    seen_at = _seen_at(check, now)
    if free is not None and total is not None and free > total:
        check.say(Fault.MORE_THAN_TOTAL, "places_libres", detail=str(total))
    if free is not None and seen_at is None and not check.faulted("places_vues_le"):
        check.say(Fault.UNDATED, "places_libres")
    return Places(total, free, seen_at)


def verified_on(check: Check, now: datetime) -> date | None:
    """Return the day a person last confirmed the row, with a remark when it is old or never."""
    cell, today = check["verifie_le"], now.astimezone(PARIS).date()
    if not cell:
        if not check.faulted("verifie_le"):
            check.say(Fault.NEVER_VERIFIED, "verifie_le")
        return None
    day = calendar_date(cell)
    if day is None:
        check.say(Fault.MALFORMED, "verifie_le", detail=_DATES)
    elif day > today:
        check.say(Fault.FUTURE, "verifie_le")
    elif day < _OLDEST:
        check.say(Fault.TOO_OLD, "verifie_le")
    elif day < _a_year_before(today):
        check.say(Fault.STALE, "verifie_le")
    return day


def _count(check: Check, column: str) -> int | None:
    cell = check[column]
    if not cell:
        return None
    count = whole_number(cell)
    if count is None:
        check.say(Fault.MALFORMED, column, detail="un nombre entier")
    elif not 0 <= count <= PLACES_MAX:
        check.say(Fault.OUT_OF_BOUNDS, column, detail=f"de 0 à {PLACES_MAX}")
    return count


def _seen_at(check: Check, now: datetime) -> datetime | None:
    cell = check["places_vues_le"]
    if not cell:
        return None
    at = local_instant(cell)
    if at is None:
        check.say(Fault.MALFORMED, "places_vues_le", detail=f"{_DATES}, avec l’heure")
    elif at > now:
        check.say(Fault.FUTURE, "places_vues_le")
    return at


def _a_year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
