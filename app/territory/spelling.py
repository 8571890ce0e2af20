"""Closest words of a closed vocabulary. Pure.

Only for vocabularies, never for whole texts: nationwide, any made-up name has a neighbour.
"""

from collections.abc import Iterable
from string import ascii_lowercase, digits

import numpy as np
import numpy.typing as npt

_SIGNS = {sign: rank for rank, sign in enumerate(ascii_lowercase + digits + " ")}


def faults_allowed(letters: int) -> int:
    """Return how many faults a word of that many letters may have: 0, then 1 from 4, 2 from 7."""
    if letters < 4:
        return 0
    return 1 if letters < 7 else 2


def faults(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance (adjacent swaps count for one; restricted)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, sign in enumerate(other, start=1):
            cost = min(
                above[column] + 1,
                current[column - 1] + 1,
                above[column - 1] + (letter != sign),
            )
            if before and column > 1 and letter == other[column - 2] and sign == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


class Vocabulary:
    """Folded words in which to look for the closest."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        counted = [_counts(word) for word in self._words]
        self._counts = np.array(counted, dtype=np.int16).reshape(-1, len(_SIGNS) + 1)

    def closest(self, word: str, *, limit: int) -> list[str]:
        """Return the words with the fewest faults, at most `limit`, in alphabetical order.

        Two faults are forgiven only behind a right first letter.
        """
        # A fault changes at most two counts of letters: most words are put aside without reading.
        apart = np.abs(self._counts - _counts(word)).sum(axis=1)
        near = [self._words[rank] for rank in np.flatnonzero(apart <= 2 * limit)]
        scored = [(faults(word, other), other) for other in near if word]
        scored = [pair for pair in scored if pair[0] < 2 or pair[1][:1] == word[:1]]
        fewest = min((score for score, _ in scored), default=limit + 1)
        return [other for score, other in scored if score == fewest <= limit]


def _counts(word: str) -> npt.NDArray[np.int16]:
    counts = np.zeros(len(_SIGNS) + 1, dtype=np.int16)
    for sign in word:
        counts[_SIGNS.get(sign, len(_SIGNS))] += 1
    return counts
