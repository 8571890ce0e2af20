"""Telephone numbers as they are kept: E.164, or the short number of a special line. Pure."""

import re

_SEPARATORS = re.compile(r"[\s.\-/()]+")
_NATIONAL = re.compile(r"0[1-9]\d{8}", re.ASCII)
_INTERNATIONAL = re.compile(r"(?:\+|00)33(?:0)?([1-9]\d{8})", re.ASCII)
_SHORT = re.compile(r"[1-9]\d{1,5}", re.ASCII)
_LOST_ZERO = re.compile(r"[1-9]\d{8}", re.ASCII)


def parse_phone(text: str) -> str | None:
    """Return `text` as `+33…` or as a short number of 2 to 6 digits, None if it is neither.

    Nine digits that start with 1 to 9 lost their 0 in a spreadsheet: it is put back.
    """
    digits = _SEPARATORS.sub("", text.removesuffix(".0"))
    if _NATIONAL.fullmatch(digits):
        return f"+33{digits[1:]}"
    if written := _INTERNATIONAL.fullmatch(digits):
        return f"+33{written[1]}"
    if _LOST_ZERO.fullmatch(digits):
        return f"+33{digits}"
    return digits if _SHORT.fullmatch(digits) else None
