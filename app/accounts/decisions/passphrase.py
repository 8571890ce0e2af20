"""Which passphrases are accepted. Pure.

Byte-exact: nothing is trimmed, folded or normalised before it is stretched.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.text import fold

MIN_SIGNS = 15
MAX_SIGNS = 128
SHORTEST_WORD = 4  # below, it stands by chance in many others
HOUSE_WORDS = (
    "passerelle",
    "iscg",
    "intervenant social",
    "intervenante sociale",
    "commissariat",
    "gendarmerie",
    "police",
    "violences conjugales",
)


class Weakness(StrEnum):
    """Why a passphrase is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    KNOWN_WORDS = "known_words"


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """A passphrase of today and the next one; no trace ever shows them."""

    current: str
    wanted: str


def weakness(text: str, *, known_words: Iterable[str]) -> Weakness | None:
    """Return why `text` is refused, or nothing.

    Bounds included. What anyone could guess of its author (`known_words`: her name, employer,
    the communes around) counts for nothing: fifteen signs must remain without it.
    """
    if len(text) > MAX_SIGNS:
        return Weakness.TOO_LONG
    if len(text) < MIN_SIGNS:
        return Weakness.TOO_SHORT
    folded = fold(text)
    unknown = _without(folded, (*HOUSE_WORDS, *known_words))
    if unknown != folded and len(unknown) < MIN_SIGNS:
        return Weakness.KNOWN_WORDS
    return None


def _without(folded: str, words: Iterable[str]) -> str:
    # Longest first, so that « mâcon » leaves « mâconnais » whole; from the start of a word only,
    # so that the village of Vers does not spoil « univers ».
    known = sorted({fold(word) for word in words}, key=len, reverse=True)
    either = "|".join(re.escape(word) for word in known if len(word) >= SHORTEST_WORD)
    return re.sub(rf"(?<![a-z])(?:{either})+", "", folded)
