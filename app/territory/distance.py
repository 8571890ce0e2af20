"""Distances to show, « à vol d’oiseau »: on the ellipsoid, for the few that are shown.

Everything is sifted on the sphere first (`points.Cloud`): a geodesic costs 300 times more.
"""

from geopy import distance as geodesics

from app.territory.points import Cloud, Point


def distance_km(one: Point, other: Point) -> float:
    """Return the geodesic distance of two points, in km."""
    return float(geodesics.geodesic((one.lat, one.lon), (other.lat, other.lon)).km)


def nearest(origin: Point, cloud: Cloud, *, limit: int) -> list[tuple[int, float]]:
    """Return the ranks in `cloud` of the nearest points with their geodesic km, nearest first.

    Which are kept is decided on the sphere (within 0.3 %); their order is the geodesic's.
    """
    shown = [
        (rank, distance_km(origin, cloud.point(rank))) for rank in cloud.nearest(origin, limit)
    ]
    return sorted(shown, key=lambda pair: pair[1])
