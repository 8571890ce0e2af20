"""Outlines and places of a still map, in drawing units. Pure.

Mercator, like the map that moves: a shape looks the same on both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asinh, degrees, radians, tan
from typing import Any, Self

from app.territory.points import Point

UNITS_PER_DEGREE = 3000  # of longitude; at 46° north a unit is about 25 m


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawing; `y` grows southwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the drawing that one sees."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(
        cls, spots: Iterable[Spot], *, least_width: float, ratio: float, margin: float
    ) -> Self:
        """Return the window centred on `spots`, at least one, with `margin` of its size around.

        `ratio` is width over height; nothing is seen from nearer than `least_width`.
        """
        seen = tuple(spots)
        left, right = min(spot.x for spot in seen), max(spot.x for spot in seen)
        top, bottom = min(spot.y for spot in seen), max(spot.y for spot in seen)
        filled = max(right - left, (bottom - top) * ratio)
        width = max(least_width, filled / (1 - 2 * margin))
        height = width / ratio
        return cls((left + right - width) / 2, (top + bottom - height) / 2, width, height)

    def holds(self, spot: Spot, *, inset: float = 0.0) -> bool:
        """Tell whether a spot is seen, `inset` units from the edges at least."""
        return (
            inset <= spot.x - self.left <= self.width - inset
            and inset <= spot.y - self.top <= self.height - inset
        )


def spot_of(point: Point) -> Spot:
    """Return where a point of the Earth is drawn."""
    return _spot(point.lon, point.lat)


def outline(geometry: Mapping[str, Any]) -> str:
    """Return the SVG path of a GeoJSON polygon or multipolygon, in whole units."""
    return "".join(_closed(ring) for ring in _rings(geometry))


def corners(geometries: Iterable[Mapping[str, Any]]) -> tuple[Point, Point]:
    """Return the south-west and north-east corners of shapes, at least one."""
    pairs = [pair for shape in geometries for ring in _rings(shape) for pair in ring]
    west, east = min(lon for lon, _ in pairs), max(lon for lon, _ in pairs)
    south, north = min(lat for _, lat in pairs), max(lat for _, lat in pairs)
    return Point(west, south), Point(east, north)


_Pair = Sequence[float]
_Ring = Sequence[_Pair]


def _spot(lon: float, lat: float) -> Spot:
    north = degrees(asinh(tan(radians(lat))))
    return Spot(lon * UNITS_PER_DEGREE, -north * UNITS_PER_DEGREE)


def _pieces(geometry: Mapping[str, Any]) -> Sequence[Sequence[_Ring]]:
    pieces: Sequence[Sequence[_Ring]] = geometry["coordinates"]
    return [pieces] if geometry["type"] == "Polygon" else pieces  # type: ignore[list-item]  # GeoJSON


def _rings(geometry: Mapping[str, Any]) -> list[_Ring]:
    return [ring for piece in _pieces(geometry) for ring in piece]


def _closed(ring: _Ring) -> str:
    """Return one closed path: an absolute start, then steps, those of no length left out."""
    spots = [_spot(lon, lat) for lon, lat in ring]
    at = [(round(spot.x), round(spot.y)) for spot in spots]
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(at)]
    drawn = "".join(f"{x}{y:+d}" if x < 0 else f" {x}{y:+d}" for x, y in steps if (x, y) != (0, 0))
    return f"M{at[0][0]} {at[0][1]}l{drawn.strip()}z" if drawn else ""
