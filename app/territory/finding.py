"""From a place as typed to a commune, or to the communes between which somebody must choose.

Pure. Nothing is guessed: a caller who gets a `Choice` shows it. A fault is forgiven only near
the territories; elsewhere an invented name would always resemble a real one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.territory.communes import CommuneRecord, Gazetteer
from app.territory.points import Point, great_circle_km
from app.territory.readings import Communes, Names, Reading
from app.territory.typed import Typed

MAX_CHARACTERS = 100  # the longest name has 45
LARGER = 10  # a place this many times more populous is the one meant by a short name


@dataclass(frozen=True, slots=True)
class Found:
    """The commune meant. `others` may be called the same; `corrected`: it was typed otherwise."""

    commune: CommuneRecord
    others: tuple[CommuneRecord, ...] = ()
    corrected: bool = False

    @property
    def communes(self) -> tuple[CommuneRecord, ...]:
        """Everything that may be meant, the most likely first."""
        return (self.commune, *self.others)


@dataclass(frozen=True, slots=True)
class Choice:
    """Communes to choose from, at least one; `corrected`: none is exactly what was typed."""

    communes: tuple[CommuneRecord, ...]
    corrected: bool = False


class Finder:
    """The names of a gazetteer, ready to be looked up."""

    def __init__(self, gazetteer: Gazetteer, *, nicknames: Mapping[str, str]) -> None:
        """`nicknames` maps what people say to INSEE codes; ValueError for one unknown."""
        self._gazetteer = gazetteer
        self._names = Names(gazetteer, nicknames=nicknames)

    def find(self, text: str, *, anchor: Point | None = None) -> Found | Choice | None:
        """Return what `text` means: a name, a postcode, an INSEE code, or a name with either.

        A name in a territory wins over its homonyms elsewhere; a postcode of several communes
        is always a choice. Order: territories first, then nearness to `anchor`, or to the
        territories when there is none.
        """
        if len(text) > MAX_CHARACTERS:
            return None
        typed = Typed.taken_apart(text, self._gazetteer)
        if not typed.key:
            return self._numbered(typed, anchor)
        doubtful: list[CommuneRecord] = []
        for reading in self._names.readings(typed.key):
            agreeing = reading.kept(typed.agrees)
            if agreeing.every():
                return self._settled(agreeing, anchor)
            doubtful = doubtful or reading.every()
        if not doubtful:
            return None
        # Name and number disagree: one of the two is wrong, and only the person knows which.
        doubtful += self._gazetteer.numbered(typed.number)
        return Choice(self._ordered(doubtful, anchor), corrected=True)

    def _numbered(self, typed: Typed, anchor: Point | None) -> Found | Choice | None:
        communes = list(filter(typed.agrees, self._gazetteer.numbered(typed.number)))
        if len(communes) > 1:
            return Choice(self._ordered(communes, anchor))
        return Found(communes[0]) if communes else None

    def _settled(self, reading: Reading, anchor: Point | None) -> Found | Choice:
        every = self._ordered((*reading.every(), *reading.resembling), anchor)
        meant = self._meant(reading)
        if meant is None:
            return Choice(every, reading.corrected)
        others = tuple(commune for commune in every if commune.code != meant.code)
        return Found(meant, others, reading.corrected)

    def _meant(self, reading: Reading) -> CommuneRecord | None:
        """Return the commune that anybody here would mean, if there is one."""
        every = reading.every()
        ours = [commune for commune in reading.whole if commune.territory]
        if reading.nickname or ours:
            return _only(reading.nickname or ours)
        if len(every) == 1:
            # Far away and no larger than one of ours that resembles it: probably a fault.
            known = self._names.is_near(every[0]) or _overshadows(every[0], reading.resembling)
            return every[0] if known else None
        by_name = (*reading.whole, *reading.shorter)
        largest = max(by_name, key=lambda commune: commune.population, default=None)
        if largest and self._names.is_near(largest) and _overshadows(largest, every):
            return largest
        if any(commune.territory for commune in every):
            return None
        return _only(list(filter(self._names.is_near, reading.whole)))

    def _ordered(
        self, communes: Iterable[CommuneRecord], anchor: Point | None
    ) -> tuple[CommuneRecord, ...]:
        def rank(commune: CommuneRecord) -> tuple[bool, float, str, str]:
            return not commune.territory, self._km(commune, anchor), commune.name, commune.code

        once = {commune.code: commune for commune in communes}
        return tuple(sorted(once.values(), key=rank))

    def _km(self, commune: CommuneRecord, anchor: Point | None) -> float:
        if commune.point is None:
            return float("inf")
        if anchor is None:
            return self._gazetteer.km_from_home(commune.point)
        return great_circle_km(anchor, commune.point)


def _only(communes: Communes) -> CommuneRecord | None:
    return communes[0] if len(communes) == 1 else None


def _overshadows(large: CommuneRecord, communes: Communes) -> bool:
    return all(
        large.population >= LARGER * commune.population
        for commune in communes
        if commune.code != large.code
    )
