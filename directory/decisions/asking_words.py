"""Typed French cut into words that compare, whatever their accents, case or number. Pure."""

import re
from collections.abc import Iterable

from app.kernel.text import fold

TYPED_MAX = 200  # characters read of what is typed; the rest is not looked at

# Words that name nothing by themselves. « as », « ch », « bar » are not here: they are acronyms.
_SMALL = """
a au aux avec c ce ces cette chez d dans de des du elle en est et il j je l la le les lui m ma me
mes mon n ne on ou par pas plus pour pres qu que qui s sa se ses son sont sous sur t un une vers y
"""
SMALL = frozenset(_SMALL.split())
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){2,}(?:[a-z](?![a-z0-9]))?")
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded, elisions split, « A.S.E. » joined, the rest dropped."""
    joined = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", fold(text))
    return _WORD.findall(joined)


def telling(words: Iterable[str]) -> list[str]:
    """Return the words that name something, in their order."""
    return [word for word in words if word not in SMALL]


def key(word: str) -> str:
    """Return what a word shares with its plural and plain feminine: « avocates », « avocat »."""
    if len(word) > 4 and word[-1] in "sx":
        word = word[:-1]
    return word[:-1] if len(word) > 5 and word[-1] == "e" else word


def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of the telling words of a text, in their order."""
    return tuple(key(word) for word in telling(words_of(text)))
