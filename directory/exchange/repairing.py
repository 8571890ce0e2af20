"""Cells as spreadsheets leave them, brought back to what was meant. Pure.

Only damage with one possible origin is repaired; digits that are lost stay lost, and are told.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from directory.decisions.opening import PARIS

# In English, in French, and as programs write it.
_NO_VALUE = "#n/a #ref! #value! #valeur! #div/0! #name? #nom? #num! #nombre! #null! #nul! null nan"
_ERRORS = frozenset(_NO_VALUE.split())
_MANGLED = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]\d{1,3}", re.IGNORECASE)
_FLOATED = re.compile(r"(\d+)\.0")
_FORMULA = re.compile(r"'*[=+\-@]")
_SPACES = re.compile(r"[^\S\n]+")
# Control signs but the line break, the signs that turn the direction of reading, half signs.
_FORBIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Left by word processors, and meaning nothing; then cp1252 that passed for ISO 8859-1.
_REPLACED: dict[int, str | None] = dict.fromkeys((0x200B, 0xFEFF, 0x00AD))
_REPLACED |= {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # undefined in cp1252
}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?")
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::\d{2})?)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_SERIAL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's day 0 has no zone


def cleaned(text: str, *, keep_lines: bool = False) -> str:
    """Return the text in NFC, trimmed, spaces single, without the quote that disarms formulas."""
    whole = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_REPLACED)
    if keep_lines:
        lines = (_SPACES.sub(" ", line).strip() for line in whole.splitlines())
        whole = "\n".join(lines).strip("\n")
    else:
        whole = " ".join(whole.split())
    return whole[1:] if whole[:1] == "'" and _FORMULA.match(whole) else whole


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet will run; `cleaned` gives the text back."""
    return f"'{text}" if _FORMULA.match(text) else text


def is_spreadsheet_error(text: str) -> bool:
    """Tell whether a spreadsheet, or a program, wrote "no value" as a word."""
    if text[:1] not in {"#", "n", "N"}:
        return False
    return text.lower() in _ERRORS or (len(text) > 1 and not text.strip("#"))


def is_mangled_number(text: str) -> bool:
    """Tell whether the text is a number whose last digits a spreadsheet threw away."""
    return _MANGLED.fullmatch(text) is not None


def has_forbidden_sign(text: str) -> bool:
    """Tell whether the text holds a control sign, or one that turns the direction of reading."""
    return _FORBIDDEN.search(text) is not None


def without_decimals(text: str) -> str:
    """Return `71000.0` as `71000`; anything else as it is."""
    floated = _FLOATED.fullmatch(text)
    return floated[1] if floated else text


def padded(code: str, exists: Callable[[str], bool]) -> str:
    """Return a code with the zero a spreadsheet took, only if no doubt is possible."""
    return f"0{code}" if not exists(code) and exists(f"0{code}") else code


def decimal_number(text: str) -> float | None:
    """Return `4,27890` or `4.27890` as a number, None for anything else."""
    if not re.fullmatch(r"[+-]?\d{1,4}(?:[.,]\d*)?", text):
        return None
    return float(text.replace(",", "."))


def whole_number(text: str) -> int | None:
    """Return `6`, `6.0` or `-3` as a number, None for anything else."""
    plain = without_decimals(text)
    return int(plain) if re.fullmatch(r"[+-]?\d{1,9}", plain) else None


def calendar_date(text: str) -> date | None:
    """Return a date written in ISO, day first, or as a serial number; None for anything else."""
    at = _local(text)
    return at.date() if at else None


def local_instant(text: str) -> datetime | None:
    """Return a date, at midnight, or a date and time of Paris as an aware UTC instant."""
    at = _local(text)
    try:
        return at.replace(tzinfo=PARIS).astimezone(UTC) if at else None
    except OverflowError:  # the first day of year 1 has no eve
        return None


def _local(text: str) -> datetime | None:
    if serial := _SERIAL.fullmatch(text):
        day = timedelta(days=int(serial[1]))
        share = float(f"0.{serial[2] or 0}")
        return _SERIAL_EPOCH + day + timedelta(minutes=round(share * 24 * 60))
    if written := _ISO.fullmatch(text):
        year, month, on, hour, minute = written.groups()
    elif written := _FRENCH.fullmatch(text):
        on, month, year, hour, minute = written.groups()
    else:
        return None
    try:
        day_on = date(int(year), int(month), int(on))
        return datetime.combine(day_on, time(int(hour or 0), int(minute or 0)))
    except ValueError:
        return None
