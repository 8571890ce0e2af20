"""Distances shown, against the geodesic and against a slow search."""

import pytest

from app.territory.atlas import gazetteer
from app.territory.distance import distance_km, nearest
from app.territory.points import Cloud, Point, great_circle_km


def point(code: str) -> Point:
    """Return the reference point of a commune that has one."""
    commune = gazetteer().commune(code)
    assert commune is not None
    assert commune.point is not None
    return commune.point


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("71270", "71342", 57), ("71270", "71076", 54), ("71270", "01370", 1), ("71176", "71342", 11)],
)
def test_distances_are_those_of_the_map(one, other, km):
    assert distance_km(point(one), point(other)) == pytest.approx(km, abs=1.5)


def test_the_sphere_is_within_three_thousandths_of_the_geodesic_here():
    home = [commune.point for commune in gazetteer().home if commune.point]
    for one in home[::12]:
        for other in home[::7]:
            exact = distance_km(one, other)
            assert great_circle_km(one, other) == pytest.approx(exact, rel=0.003, abs=0.001)


def test_the_nearest_are_those_of_a_geodesic_search():
    points = [commune.point for commune in gazetteer().home if commune.point]
    for origin in (point("71270"), point("71120"), point("42187")):
        slow = sorted(distance_km(origin, other) for other in points)[:20]
        found = nearest(origin, Cloud(points), limit=20)
        assert [km for _, km in found] == pytest.approx(slow, rel=0.003, abs=0.001)
        assert [km for _, km in found] == sorted(km for _, km in found)
        assert all(km == distance_km(origin, points[rank]) for rank, km in found)
