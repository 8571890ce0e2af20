"""What of a list has a place on the map, and what has none. Pure.

`anchor` alone gives a point, so that a confidential place has nothing to give.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from app.territory.points import Point
from directory.decisions.ranking import Ranked
from directory.decisions.taxonomy import Family
from directory.decisions.whereabouts import Commune, anchor

DECIMALS = 5  # of a degree: one metre


class MapPoint(NamedTuple):
    """An entry with a point to show: its door, or its commune's own point.

    `number` is the one of its card, 0 when another page of the list holds it; `commune` is the
    INSEE code when nothing nearer may be shown, else empty.
    """

    number: int
    id: UUID
    organisation: str
    service: str
    family: Family
    point: Point
    commune: str


@dataclass(frozen=True, slots=True)
class Places:
    """The entries of a list that have a place, in the order of the list, and how many have none."""

    points: tuple[MapPoint, ...]
    unplaced: int

    @property
    def doors(self) -> tuple[MapPoint, ...]:
        """Return the entries shown where they are."""
        return tuple(point for point in self.points if not point.commune)

    @property
    def communes(self) -> dict[str, tuple[MapPoint, ...]]:
        """Return the entries shown by their commune alone, by INSEE code."""
        grouped: defaultdict[str, list[MapPoint]] = defaultdict(list)
        for point in self.points:
            if point.commune:
                grouped[point.commune].append(point)
        return {code: tuple(points) for code, points in grouped.items()}

    @property
    def families(self) -> tuple[Family, ...]:
        """Return the families shown, in the order of the taxonomy."""
        shown = {point.family for point in self.points}
        return tuple(family for family in Family if family in shown)


def places(
    ranked: Sequence[Ranked], *, families: Mapping[str, Family], numbers: Mapping[UUID, int]
) -> Places:
    """Return where the entries of a list stand.

    `families` gives the family of a category, `numbers` those of the cards on the page.
    """
    points = []
    for one in ranked:
        entry = one.candidate
        point = anchor(entry.whereabouts)
        if point is None:
            continue
        names = (entry.organisation, entry.service)
        commune = entry.whereabouts.insee_code if isinstance(entry.whereabouts, Commune) else ""
        family = families[entry.category]
        points.append(MapPoint(numbers.get(entry.id, 0), entry.id, *names, family, point, commune))
    return Places(tuple(points), len(ranked) - len(points))


def pair(point: Point) -> tuple[float, float]:
    """Return latitude then longitude, as Leaflet reads them."""
    return round(point.lat, DECIMALS), round(point.lon, DECIMALS)


def data(found: Places, *, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what `map.js` reads of the entries; `names` gives the name of a commune.

    A card is (id, number, rank in `texts` of its organisation, of its service). A commune bears
    the family of its first entry, which is shown only when it is alone.
    """
    families = list(found.families)
    texts: dict[str, int] = {}  # said once: many services bear the same name

    def rank(text: str) -> int:
        return texts.setdefault(text, len(texts))

    def card(one: MapPoint) -> tuple[str, int, int, int]:
        return str(one.id), one.number, rank(one.organisation), rank(one.service)

    return {
        "families": families,
        "points": [
            [*pair(one.point), families.index(one.family), *card(one)] for one in found.doors
        ],
        "communes": [
            [
                code,
                *pair(entries[0].point),
                names.get(code, ""),
                families.index(entries[0].family),
                [card(one) for one in entries],
            ]
            for code, entries in found.communes.items()
        ],
        "texts": list(texts),
    }
