"""What a place name may mean, from the surest reading to the least. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.territory.communes import CommuneRecord, Gazetteer
from app.territory.naming import (
    HOLY,
    LINKS,
    name_key,
    short_forms,
    without_article,
    without_links,
)
from app.territory.spelling import Vocabulary, faults_allowed

Communes = Sequence[CommuneRecord]


@dataclass(frozen=True, slots=True)
class Reading:
    """The communes that a key may mean, by the name it gives them."""

    whole: Communes = ()
    shorter: Communes = ()
    former: Communes = ()  # the name was of a part of them: their size says nothing
    nickname: Communes = ()  # one at most: local usage is sure
    resembling: Communes = ()  # ours, at most one fault away: they may have been meant
    corrected: bool = False

    def every(self) -> list[CommuneRecord]:
        """Return each commune so named, once."""
        communes = (*self.nickname, *self.whole, *self.shorter, *self.former)
        return list({commune.code: commune for commune in communes}.values())

    def kept(self, keep: Callable[[CommuneRecord], bool]) -> "Reading":
        """Return the same reading with fewer communes."""
        return Reading(
            list(filter(keep, self.whole)),
            list(filter(keep, self.shorter)),
            list(filter(keep, self.former)),
            list(filter(keep, self.nickname)),
            list(filter(keep, self.resembling)),
            self.corrected,
        )


class Names:
    """The names of a gazetteer, by key without article."""

    def __init__(self, gazetteer: Gazetteer, *, nicknames: Mapping[str, str]) -> None:
        """`nicknames` maps what people say to INSEE codes; ValueError for one unknown."""
        self._nearby = {commune.code for commune in gazetteer.nearby}
        self._whole = _index((_bare(commune.name), commune) for commune in gazetteer.communes)
        self._former = _index(_former_names(gazetteer))
        self._nicknames = _index(_named_places(gazetteer, nicknames))
        near_keys = [(name_key(commune.name), commune) for commune in gazetteer.nearby]
        self._shorter = _index(
            (form, commune) for key, commune in near_keys for form in short_forms(key)
        )
        self._linkless = _index((without_links(key), commune) for key, commune in near_keys)
        near_former = [key for key, past in self._former.items() if any(map(self.is_near, past))]
        spellings = [form for key, _ in near_keys for form in _called(key)]
        self._spellings = _by_letters([*spellings, *near_former, *self._nicknames])
        self._vocabulary = Vocabulary(self._spellings)
        ours = [form for key, commune in near_keys if commune.territory for form in _called(key)]
        self._our_vocabulary = Vocabulary(_by_letters(ours))

    def is_near(self, commune: CommuneRecord) -> bool:
        """Tell whether a commune is among those whose names may be typed with faults."""
        return commune.code in self._nearby

    def readings(self, key: str) -> Iterator[Reading]:
        """Yield what a key may mean; no reading is empty."""
        as_named = self._as_named(key)
        if as_named.every():
            yield replace(as_named, resembling=self._resembling(key))
        if linkless := self._linkless.get(without_links(key)):
            yield Reading(whole=linkless)
        if former := self._former.get(without_article(key)):
            yield Reading(former=former)
        corrected = self._corrected(key)
        if corrected.every():
            yield corrected

    def _as_named(self, key: str) -> Reading:
        bare = without_article(key)
        whole = self._whole.get(bare, [])
        if not any(commune.territory for commune in whole):
            # « Roche » is not « La Roche » where both exist, unless one of them is ours.
            whole = [commune for commune in whole if name_key(commune.name) == key] or whole
        return Reading(
            whole,
            # What has the name but for an article is only less sure.
            (*self._shorter.get(bare, ()), *self._whole.get(bare, ())),
            list(filter(self.is_near, self._former.get(bare, ()))),
            self._nicknames.get(bare, ()),
        )

    def _resembling(self, key: str) -> Communes:
        meant = self._closest(self._our_vocabulary, key, limit=min(1, _limit(key)))
        return [commune for reading in meant for commune in reading.every() if commune.territory]

    def _corrected(self, key: str) -> Reading:
        meant = self._closest(self._vocabulary, key, limit=_limit(key))
        if len(meant) == 1:
            return replace(meant[0], corrected=True)
        # Several names are as close: none of them is surely the one.
        communes = [commune for reading in meant for commune in reading.every()]
        return Reading(former=communes, corrected=True)

    def _closest(self, vocabulary: Vocabulary, key: str, *, limit: int) -> list[Reading]:
        letters = _letters(key)
        if not letters.isalpha():  # a number is not a fault
            return []
        spellings = vocabulary.closest(letters, limit=limit)
        keys = {known for spelling in spellings for known in self._spellings[spelling]}
        return [self._as_named(known).kept(self.is_near) for known in sorted(keys)]


def _former_names(gazetteer: Gazetteer) -> Iterator[tuple[str, CommuneRecord]]:
    for past in gazetteer.former:
        today = gazetteer.commune(past.current_code)
        if past.name and today:
            yield _bare(past.name), today


def _named_places(
    gazetteer: Gazetteer, nicknames: Mapping[str, str]
) -> Iterator[tuple[str, CommuneRecord]]:
    for nickname, code in nicknames.items():
        commune = gazetteer.commune(code)
        if commune is None:
            raise ValueError(f"nickname {nickname!r}: no commune {code}")
        yield _bare(nickname), commune


def _index(pairs: Iterable[tuple[str, CommuneRecord]]) -> dict[str, list[CommuneRecord]]:
    index: defaultdict[str, list[CommuneRecord]] = defaultdict(list)
    for key, commune in pairs:
        index[key].append(commune)
    return dict(index)


def _bare(name: str) -> str:
    return without_article(name_key(name))


def _called(key: str) -> tuple[str, ...]:
    """Return the ways to say a name that people misspell."""
    return (key, without_article(key), *short_forms(key)[:1])


def _by_letters(keys: Iterable[str]) -> dict[str, set[str]]:
    """Return keys, without article, by their letters alone: a space is no fault."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        spellings[_letters(key)].add(without_article(key))
    return dict(spellings)


def _letters(key: str) -> str:
    return key.replace(" ", "")


def _limit(key: str) -> int:
    """Return the faults forgiven: none for « saint » alone, nor does it earn the second one."""
    telling = "".join(word for word in key.split(" ") if word not in HOLY | LINKS)
    if not telling or faults_allowed(len(telling)) == 2:
        return faults_allowed(len(telling))
    return min(1, faults_allowed(len(_letters(key))))
