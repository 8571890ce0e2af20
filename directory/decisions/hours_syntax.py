"""What an OSM opening_hours text says on its face, before any calendar is asked. Pure."""

import re

_COMMENT = re.compile(r'"[^"]*"')
_CLOSING = re.compile(r"\b(?:off|closed)\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|PH|SH|20\d\d)", re.IGNORECASE
)
_YEAR = re.compile(r"\b20\d\d")
_ON_REQUEST = re.compile(r"rendez[ -]?vous|\brdv\b|\br\.?-?v\b|appointment", re.IGNORECASE)


def without_comments(expression: str) -> str:
    """Return the expression without what stands between quotes."""
    return _COMMENT.sub(" ", expression)


def mentions_school_holidays(expression: str) -> bool:
    """Return whether a rule depends on school holidays, which no calendar here knows."""
    return re.search(r"\bSH\b", without_comments(expression), re.IGNORECASE) is not None


def mentions_public_holidays(expression: str) -> bool:
    """Return whether a rule says what happens on public holidays."""
    return re.search(r"\bPH\b", without_comments(expression), re.IGNORECASE) is not None


def asks_for_appointment(comment: str) -> bool:
    """Return whether the comment of a rule says that one comes by appointment."""
    return _ON_REQUEST.search(comment) is not None


def exceptions_last(expression: str) -> str | None:
    """Return the same rules with the exceptions at the end, or None if they are there already.

    An exception is a rule that closes, or that names months, dates, weeks or holidays.
    """
    if "||" in without_comments(expression):
        return None  # a fallback is bound to the rule before it
    rules = _rules(expression)
    kept_last = sorted(rules, key=_is_exception)
    return "; ".join(kept_last) if kept_last != rules else None


def years_named(expression: str) -> list[int]:
    """Return the years the expression speaks of, sorted."""
    return sorted({int(year) for year in _YEAR.findall(without_comments(expression))})


def _rules(expression: str) -> list[str]:
    parts = re.findall(r'(?:"[^"]*"|[^";])+', expression)
    return [rule.strip() for rule in parts if rule.strip()]


def _is_exception(rule: str) -> bool:
    bare = without_comments(rule)
    return bool(_CLOSING.search(bare) or _CALENDAR.search(bare))
