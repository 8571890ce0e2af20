"""Points, and a cloud of them measured at once."""

import math
import time
import timeit

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.territory.points import EARTH_RADIUS_KM, Cloud, Point, great_circle_km

POINTS = st.builds(
    Point,
    st.floats(-180, 180, allow_nan=False),
    st.floats(-90, 90, allow_nan=False),
)


def haversine_km(one: Point, other: Point) -> float:
    lon1, lat1, lon2, lat2 = map(math.radians, (one.lon, one.lat, other.lon, other.lat))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def scattered(count: int) -> list[Point]:
    random = np.random.default_rng(71)
    lons, lats = random.uniform(-5, 9, count), random.uniform(42, 51, count)
    return [Point(float(lon), float(lat)) for lon, lat in zip(lons, lats, strict=True)]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(181, 0), (-181, 0), (0, 91), (0, -91), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_a_point_outside_the_globe_cannot_be_written(lon, lat):
    with pytest.raises(ValueError, match="out of bounds"):
        Point(lon, lat)


@settings(deadline=None)
@given(POINTS, POINTS)
def test_a_great_circle_is_that_of_the_textbook(one, other):
    assert great_circle_km(one, other) == pytest.approx(haversine_km(one, other), abs=0.001)


@settings(deadline=None)
@given(st.lists(POINTS, max_size=40), POINTS, st.integers(0, 45))
def test_the_nearest_are_those_that_a_naive_sort_gives(points, origin, limit):
    cloud = Cloud(points)
    distances = cloud.km_from(origin)
    ranks = cloud.nearest(origin, limit)
    assert len(ranks) == len(set(ranks)) == min(limit, len(points))
    naive = sorted(distances)[:limit]
    assert [distances[rank] for rank in ranks] == pytest.approx(naive, abs=0.001)


def test_equal_distances_come_in_the_order_given():
    mill = Point(4.3, 46.4)
    assert Cloud([Point(5, 46), *[mill] * 100]).nearest(mill, 60) == list(range(1, 61))


def test_nobody_is_near_where_there_is_nobody():
    assert Cloud([]).nearest(Point(4.3, 46.4), 20) == []
    assert list(Cloud([]).km_from(Point(4.3, 46.4))) == []


def test_the_nearest_of_each_point_is_the_smallest_of_all_pairs():
    points, others = scattered(60), scattered(17)
    expected = [min(great_circle_km(point, other) for other in others) for point in points]
    found = Cloud(points).km_from_nearest(Cloud(others))
    assert list(found) == pytest.approx(expected, abs=0.001)


def test_twenty_of_all_the_services_of_france_are_found_in_a_blink():
    cloud, origin = Cloud(scattered(49_000)), Point(4.3, 46.4)
    runs = timeit.repeat(lambda: cloud.nearest(origin, 20), time.process_time, number=5, repeat=5)
    assert min(runs) / 5 < 0.001  # seconds of processor; 0.25 ms measured
