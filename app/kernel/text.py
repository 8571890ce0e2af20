"""Folding of typed French, so that two spellings of a word meet. Pure."""

import unicodedata

_JOINED = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "\u02bc": "'", "\u2018": "'"}
)


def fold(text: str) -> str:
    """Return `text` lower-cased, unaccented, œ/æ opened, apostrophes straight, spaces single."""
    if text.isascii():
        return " ".join(text.lower().split())
    opened = unicodedata.normalize("NFKD", text.translate(_JOINED))
    bare = "".join(sign for sign in opened if not unicodedata.combining(sign))
    return " ".join(bare.lower().split())
