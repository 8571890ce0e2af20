"""How times, numbers and telephones are said in French. Whoever calls gives `now`.

Spaces inside a phrase never break: U+00A0 between a number and its unit, U+202F in thousands.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
NB = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
SAID_AS_AGO = timedelta(hours=12)  # older than that, people name the day

_NOT_DIALLED = re.compile(r"[\s.\-/()]|\(0\)")


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant without time zone cannot be said")
    return at.astimezone(PARIS)


def hour(at: datetime) -> str:
    """Return the time of day: « 9 h », « 14 h 10 »."""
    local = _local(at)
    return f"{local.hour}{NB}h" + (f"{NB}{local.minute:02}" if local.minute else "")


def day(on: date) -> str:
    """Return a date in words: « 1er décembre 2026 »."""
    return f"{_day_of_month(on)} {on.year}"


def short_day(on: date, now: datetime) -> str:
    """Return a date in figures, with its year when it is not this year's: « 12/10 »."""
    year = "" if on.year == _local(now).year else f"/{on.year}"
    return f"{on.day:02}/{on.month:02}{year}"


def _day_of_month(on: date) -> str:
    return f"{'1er' if on.day == 1 else on.day}{NB}{MONTHS[on.month - 1]}"


def full_day(at: datetime) -> str:
    """Return the day of an instant in full: « mardi 24 novembre 2026 »."""
    local = _local(at)
    return f"{DAYS[local.weekday()]} {day(local.date())}"


def full_moment(at: datetime) -> str:
    """Return day, date, year and time: « mardi 24 novembre 2026 à 14 h 10 »."""
    return f"{full_day(at)} à{NB}{hour(at)}"


def moment(at: datetime, now: datetime) -> str:
    """Return an instant, past or to come, as people say it: « demain à 12 h »."""
    local, today = _local(at), _local(now).date()
    near = {-1: "hier", 0: "aujourd’hui", 1: "demain"}.get((local.date() - today).days)
    if near is None:
        year = "" if local.year == today.year else f" {local.year}"
        near = f"{DAYS[local.weekday()]} {_day_of_month(local.date())}{year}"
    return f"{near} à{NB}{hour(at)}"


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago it was when that is short, else when: « il y a 3 h », « hier à 9 h ».

    What is still to come is said as `moment` does.
    """
    past = now - at
    if past < timedelta(0) or past >= SAID_AS_AGO:
        return moment(at, now)
    return "à l’instant" if past < timedelta(minutes=1) else f"il{NB}y{NB}a{NB}{span(past)}"


def span(length: timedelta) -> str:
    """Return a length rounded down, two units at most: « 55 min », « 4 h 30 », « 3 jours »."""
    minutes = int(abs(length).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24}{NB}jours"
    if hours >= 12 or (hours and not rest):
        return f"{hours}{NB}h"
    return f"{hours}{NB}h{NB}{rest:02}" if hours else f"{minutes}{NB}min"


def remaining(due: datetime, now: datetime) -> str:
    """Return the time left before a deadline, or since it: « reste 55 min »."""
    return f"reste {span(due - now)}" if due >= now else f"dépassé de {span(now - due)}"


def number(value: float, decimals: int = 0) -> str:
    """Return a number as it is written: « 1 250 », « 0,89 »."""
    english = f"{value:,.{decimals}f}"
    return english.translate({ord(","): NARROW, ord("."): ",", ord("-"): "\N{MINUS SIGN}"})


def km(distance_km: float, *, crow_flies: bool = False) -> str:
    """Return a distance in whole kilometres; `crow_flies` says that no road was followed."""
    whole = int(distance_km + 0.5)
    said = f"{number(whole)}{NB}km" if whole >= 1 else f"moins de 1{NB}km"
    return f"{said} à vol d’oiseau" if crow_flies else said


def _dialled(value: str) -> str | None:
    """Return digits as dialled in France, or `+` and digits abroad; nothing if no telephone."""
    digits = _NOT_DIALLED.sub("", value.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+33"):
        digits = f"0{digits[3:]}"
    return digits if re.fullmatch(r"\+?\d{2,15}", digits, re.ASCII) else None


def phone(value: str) -> str:
    """Return a telephone as it is read aloud: « 03 53 01 00 01 »; else the text as it was."""
    digits = _dialled(value)
    if digits is None:
        return value.strip()
    if len(digits) == 10 and digits.startswith("08"):
        return " ".join((digits[0], digits[1:4], digits[4:6], digits[6:8], digits[8:]))
    if len(digits) == 10 and digits.startswith("0"):
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))
    if len(digits) == 6:
        return f"{digits[:3]} {digits[3:]}"
    return digits


def tel(value: str) -> str | None:
    """Return the `tel:` address that dials it, or nothing when it is no telephone.

    Special numbers (08…) and short ones are dialled as they are: abroad they do not exist.
    """
    digits = _dialled(value)
    if digits is None:
        return None
    ordinary = len(digits) == 10 and digits.startswith("0") and not digits.startswith("08")
    return f"tel:+33{digits[1:]}" if ordinary else f"tel:{digits}"


FILTERS = (
    *(hour, day, short_day, full_day, full_moment, moment, ago, span, remaining),
    *(number, km, phone, tel),
)


def init_app(app: Flask) -> None:
    """Give templates each phrase as a filter of the same name."""
    app.jinja_env.filters.update({say.__name__: say for say in FILTERS})
