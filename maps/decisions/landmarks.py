"""The names that help one find her way on the ground, and where to write them. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from app.territory.communes import CommuneRecord
from app.territory.contours import Contour
from app.territory.points import Point, great_circle_km
from maps.decisions.drawing import Spot, corners, spot_of

# Nearer than this the names of two towns touch; under this many people few know the name.
APART_KM = 9.0
LEAST_POPULATION = 1500
# The room of a name of two lines, in drawing units, when both territories fill the screen.
ROOM_WIDTH, ROOM_HEIGHT = 620, 240
LINE = 14  # characters
STEPS = 24  # places tried each way

_KIND_OF_GROUP = re.compile(r"^(?:CC|CA|CU|Métropole) (?:de la |de l’|de |du |des |d’)?")


def towns(communes: Iterable[CommuneRecord]) -> list[CommuneRecord]:
    """Return the towns to name, the most populous first: none hides a larger one."""
    named: list[CommuneRecord] = []
    for commune in sorted(communes, key=lambda one: (-one.population, one.code)):
        point = commune.point
        if commune.population < LEAST_POPULATION or point is None:
            continue
        if all(great_circle_km(point, town.point) >= APART_KM for town in named if town.point):
            named.append(commune)
    return named


def short_name(epci: str) -> str:
    """Return the name of an EPCI without its kind: « CC de Marcigny » is « Marcigny »."""
    bare = _KIND_OF_GROUP.sub("", epci)
    return bare[:1].upper() + bare[1:]


def lines(name: str) -> tuple[str, ...]:
    """Return a long name cut where it reads well."""
    return tuple(wrap(name, LINE, break_long_words=False, break_on_hyphens=False))


def clear_place(geometry: Mapping[str, Any], taken: Sequence[Point]) -> Point:
    """Return where in an area a name stands clearest of those already written.

    Of places as clear as one another, the nearest to the middle of the area.
    """
    contour = Contour.from_geometry(geometry)
    south_west, north_east = corners([geometry])
    middle = spot_of(
        Point((south_west.lon + north_east.lon) / 2, (south_west.lat + north_east.lat) / 2)
    )
    written = [spot_of(point) for point in taken]
    inside = [place for place in _grid(south_west, north_east) if contour.holds(place)]
    return max(inside, key=lambda place: _clearness(spot_of(place), written, middle))


def _grid(south_west: Point, north_east: Point) -> Iterable[Point]:
    across = (north_east.lon - south_west.lon) / STEPS
    up = (north_east.lat - south_west.lat) / STEPS
    for row in range(1, STEPS):
        for column in range(1, STEPS):
            yield Point(south_west.lon + column * across, south_west.lat + row * up)


def _clearness(spot: Spot, written: Sequence[Spot], middle: Spot) -> float:
    """Return 1 or less where names touch; beyond, being farther from them brings nothing."""
    gaps = (
        max(abs(spot.x - other.x) / ROOM_WIDTH, abs(spot.y - other.y) / ROOM_HEIGHT)
        for other in written
    )
    off_centre = max(abs(spot.x - middle.x) / ROOM_WIDTH, abs(spot.y - middle.y) / ROOM_HEIGHT)
    return min(1.0, *gaps, 1.0) - off_centre / 10
