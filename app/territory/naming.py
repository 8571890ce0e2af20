"""Spellings of a place name brought to one key. Pure.

A key is folded words separated by single spaces: « St-Julien s/ Dheune » and
« Saint-Julien-sur-Dheune » have the same.
"""

import re

from app.kernel.text import fold

ARTICLES = frozenset({"l", "la", "le", "les"})
LINKS = ARTICLES | {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "sous", "sur"}
HOLY = frozenset({"saint", "sainte", "saints", "saintes"})

_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s": "sur",
    "ss": "sous",
    "lez": "les",  # « lès », « les » and « lez » are one word: near
}
_UNDER = re.compile(r"\bs/s\b")
_ON = re.compile(r"(?:\bs)? ?/")
_WORD = re.compile(r"[a-z0-9]+")


def name_key(text: str) -> str:
    """Return the key of a name as typed or as published; empty when it holds no letter."""
    folded = fold(text)
    if "/" in folded:
        folded = _ON.sub(" sur ", _UNDER.sub(" sous ", folded))
    return " ".join([_ABBREVIATIONS.get(word, word) for word in _WORD.findall(folded)])


def without_article(key: str) -> str:
    """Return the key without the article that opens it, or closes it as in « Clayette (La) ».

    « Le Saint » keeps its own: « saint » alone is how half of the names begin.
    """
    first, _, rest = key.partition(" ")
    if rest and first in ARTICLES:
        return key if rest in HOLY else rest
    rest, _, last = key.rpartition(" ")
    return rest if rest and last in ARTICLES else key


def without_links(key: str) -> str:
    """Return the key without its small words, or the key itself when there is nothing else."""
    return " ".join(word for word in key.split(" ") if word not in LINKS) or key


def short_forms(key: str) -> list[str]:
    """Return the beginnings by which a name may be called, shortest first.

    « Saint » or « La » alone call nobody: « la motte saint jean » gives « la motte ».
    """
    words = without_article(key).split(" ")
    return [
        " ".join(words[:count])
        for count in range(1, len(words))
        if words[count - 1] not in HOLY | LINKS
    ]
