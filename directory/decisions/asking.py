"""What somebody asks of the directory: closed codes, and how a few typed words become them. Pure.

Words are read, then forgotten: a `Question` holds none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from directory.decisions.asking_words import TYPED_MAX, key, keys_of, telling, words_of
from directory.decisions.taxonomy import Taxonomy

_SECOND_NAME = re.compile(r" et | ou |, | – | \(")
PLACE_WORDS_MAX = 5  # « saint julien sur dheune » has four

# What each family of needs asks first; the others of the family are one click away.
LEADING_NEEDS = {
    "shelter": "mise_a_l_abri",
    "lawyer": "avocat_choix",
    "health": "sante_soins",
    "children": "enfants_protection",
    "rights": "plainte_preparation",
    "money": "aide_financiere_urgence",
    "housing": "logement_durable",
    "listening": "ecoute_soutien",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: any of these, none of them naming a person.

    `commune` is the INSEE code one measures from. `named` are entries whose name holds the words,
    `found` those whose text does, best first. `unused`: some words led to nothing.
    """

    categories: tuple[str, ...] = ()
    need: str | None = None
    commune: str | None = None
    named: tuple[UUID, ...] = ()
    found: tuple[UUID, ...] = ()
    unused: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is asked; a place alone is no question."""
        return not (self.categories or self.need or self.named or self.found)


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed words mean. `typed`: all that tells, but the place; `words`: what is left."""

    categories: tuple[str, ...] = ()
    need: str | None = None
    commune: str | None = None
    typed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Lexicon:
    """The names of categories and needs, ready to be recognised in a text."""

    def __init__(self, taxonomy: Taxonomy, words: Mapping[str, tuple[str, ...]]) -> None:
        """`words` maps words of the trade to the codes of several categories."""
        self._order = {code: rank for rank, code in enumerate(taxonomy.categories)}
        self._categories: dict[tuple[str, ...], set[str]] = {}
        for known in taxonomy.categories.values():
            # « Avocat et barreau » is asked as « avocat », « SIAO – 115 » as « SIAO ».
            head = _SECOND_NAME.split(known.label)[0]
            for name in (known.label, head, *known.synonyms):
                self._categories.setdefault(keys_of(name), set()).add(known.code)
        for word, codes in words.items():
            self._categories.setdefault(keys_of(word), set()).update(codes)
        self._needs = {keys_of(need.label): need.code for need in taxonomy.needs.values()}
        self._longest = max(map(len, (*self._categories, *self._needs)))

    def named(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Yield the stretches (start, end excluded) that name something, longest first."""
        keys = [key(word) for word in words]
        taken: set[int] = set()
        for length in range(min(self._longest, len(keys)), 0, -1):
            for start in range(len(keys) - length + 1):
                stretch = range(start, start + length)
                name = tuple(keys[start : start + length])
                if taken.isdisjoint(stretch) and (name in self._categories or name in self._needs):
                    taken.update(stretch)
                    yield start, start + length

    def categories_of(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the categories that bear this name, in the order of the taxonomy."""
        found = self._categories.get(tuple(key(word) for word in words), ())
        return tuple(sorted(found, key=self._order.__getitem__))

    def need_of(self, words: Iterable[str]) -> str | None:
        """Return the need that bears this name."""
        return self._needs.get(tuple(key(word) for word in words))


def understand(text: str, lexicon: Lexicon, find_commune: Callable[[str], str | None]) -> Reading:
    """Return what `text` means: the longest names first, then a place at its end or beginning.

    `find_commune` returns an INSEE code when a few words surely name a place.
    """
    words = telling(words_of(text[:TYPED_MAX]))
    categories: list[str] = []
    need: str | None = None
    left = dict(enumerate(words))
    for start, end in lexicon.named(words):
        name = words[start:end]
        categories += lexicon.categories_of(name)
        need = need or lexicon.need_of(name)
        for rank in range(start, end):
            del left[rank]
    commune, place = _place(left, find_commune)
    return Reading(
        tuple(dict.fromkeys(categories)),
        need,
        commune,
        typed=tuple(word for rank, word in enumerate(words) if rank not in place),
        words=tuple(word for rank, word in left.items() if rank not in place),
    )


def _place(
    left: Mapping[int, str], find_commune: Callable[[str], str | None]
) -> tuple[str | None, frozenset[int]]:
    """Return the commune named by the last or the first words left, and their ranks."""
    for ranks in _ends(sorted(left)):
        commune = find_commune(" ".join(left[rank] for rank in ranks))
        if commune:
            return commune, frozenset(ranks)
    return None, frozenset()


def _ends(ranks: list[int]) -> Iterator[list[int]]:
    """Yield the stretches that end or begin `ranks` without a hole, longest first."""
    for length in range(min(PLACE_WORDS_MAX, len(ranks)), 0, -1):
        for stretch in (ranks[-length:], ranks[:length]):
            if stretch[-1] - stretch[0] == length - 1:
                yield stretch


def names_hold(words: Iterable[str], *names: str) -> bool:
    """Return whether every word is in one of the names; no word at all is in none."""
    wanted = {key(word) for word in words}
    return bool(wanted) and wanted <= {found for name in names for found in keys_of(name)}
