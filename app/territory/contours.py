"""The contour of a commune, and how far outside it a point falls. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from app.territory.points import EARTH_RADIUS_KM, Point

_Ring = Sequence[Sequence[float]]  # (longitude, latitude), the last the same as the first


class Contour:
    """The border of an area, in one or several pieces, with or without holes."""

    def __init__(self, rings: Sequence[_Ring]) -> None:
        pairs = [np.array(ring, dtype=np.float64) for ring in rings]
        self._starts = np.vstack([ring[:-1] for ring in pairs])
        self._ends = np.vstack([ring[1:] for ring in pairs])

    @classmethod
    def from_geometry(cls, geometry: Mapping[str, Any]) -> Self:
        """Read a GeoJSON polygon or multipolygon."""
        pieces = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            pieces = [pieces]
        return cls([ring for piece in pieces for ring in piece])

    def holds(self, point: Point) -> bool:
        """Tell whether a point is inside; on the border itself, either answer."""
        (x0, y0), (x1, y1) = self._starts.T, self._ends.T
        level = (y0 > point.lat) != (y1 > point.lat)
        # Edges that are not level with the point may be flat: they are not divided by.
        x0, y0, x1, y1 = x0[level], y0[level], x1[level], y1[level]
        crossed_at = x0 + (point.lat - y0) * (x1 - x0) / (y1 - y0)
        return bool(np.count_nonzero(crossed_at > point.lon) % 2)

    def km_outside(self, point: Point) -> float:
        """Return the distance to the contour in km, 0 inside.

        On a plane tangent at the point: exact enough up to a few tens of km.
        """
        if self.holds(point):
            return 0.0
        scale = np.array((np.cos(np.radians(point.lat)), 1.0))
        here = np.array((point.lon, point.lat))
        starts, ends = (self._starts - here) * scale, (self._ends - here) * scale
        degrees = _from_origin(starts, ends).min()
        return float(np.radians(degrees) * EARTH_RADIUS_KM)


def _from_origin(
    starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the distance of each segment to the origin."""
    along = ends - starts
    lengths = (along**2).sum(axis=1)
    share = np.clip(-(starts * along).sum(axis=1) / np.where(lengths, lengths, 1.0), 0.0, 1.0)
    nearest = starts + share[:, None] * along
    distances: npt.NDArray[np.float64] = np.sqrt((nearest**2).sum(axis=1))
    return distances
