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

    `commune` is its INSEE code when nothing nearer may be shown, else empty.
    """

    rank: int
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


def places(ranked: Sequence[Ranked], families: Mapping[str, Family]) -> Places:
    """Return where the entries of a list stand; `families` gives the family of a category."""
    points = []
    for rank, one in enumerate(ranked, start=1):
        entry = one.candidate
        point = anchor(entry.whereabouts)
        if point is None:
            continue
        commune = entry.whereabouts.insee_code if isinstance(entry.whereabouts, Commune) else ""
        family = families[entry.category]
        points.append(
            MapPoint(rank, entry.id, entry.organisation, entry.service, family, point, commune)
        )
    return Places(tuple(points), len(ranked) - len(points))


def data(found: Places, *, shown: range, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what `map.js` reads of the entries; `names` gives the name of a commune.

    Only the entries on the page, whose ranks are in `shown`, bear their number; others bear 0.
    """
    families = list(found.families)
    return {
        "families": families,
        "points": [
            [
                str(one.id),
                *_pair(one.point),
                families.index(one.family),
                one.rank if one.rank in shown else 0,
                one.organisation,
                one.service,
            ]
            for one in found.doors
        ],
        "communes": [
            [
                code,
                *_pair(entries[0].point),
                names.get(code, ""),
                [
                    [
                        str(one.id),
                        one.rank if one.rank in shown else 0,
                        one.organisation,
                        one.service,
                    ]
                    for one in entries
                ],
            ]
            for code, entries in found.communes.items()
        ],
    }


def _pair(point: Point) -> tuple[float, float]:
    """Return latitude then longitude, as Leaflet reads them."""
    return round(point.lat, DECIMALS), round(point.lon, DECIMALS)
