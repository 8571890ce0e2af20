"""Contours: inside, outside, and by how much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.territory.atlas import contours, gazetteer
from app.territory.contours import Contour
from app.territory.points import Point

# One degree of latitude is about 111.2 km; these squares lie on the equator, where longitude too.
KM_PER_DEGREE = 111.195
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
HOLE = [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6], [0.4, 0.4]]
ISLAND = [[3, 0], [4, 0], [4, 1], [3, 1], [3, 0]]


@settings(deadline=None)
@given(st.floats(-2, 6), st.floats(-2, 2))
def test_a_point_is_inside_a_square_or_as_far_as_its_side(lon, lat):
    contour = Contour.from_geometry({"type": "Polygon", "coordinates": [SQUARE]})
    east, north = max(-lon, lon - 1, 0), max(-lat, lat - 1, 0)
    expected = (east**2 + north**2) ** 0.5 * KM_PER_DEGREE
    assert contour.km_outside(Point(lon, lat)) == pytest.approx(expected, rel=0.002, abs=0.001)


@pytest.mark.parametrize(
    ("lon", "lat", "held", "degrees"),
    [(0.5, 0.2, True, 0), (0.5, 0.5, False, 0.1), (3.5, 0.5, True, 0), (2.1, 0.5, False, 0.9)],
)
def test_holes_are_outside_and_every_piece_counts(lon, lat, held, degrees):
    contour = Contour.from_geometry(
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]}
    )
    assert contour.holds(Point(lon, lat)) is held
    expected = degrees * KM_PER_DEGREE
    assert contour.km_outside(Point(lon, lat)) == pytest.approx(expected, rel=0.002)


def test_every_town_hall_of_the_area_drawn_stands_in_its_commune_or_beside():
    for code, contour in contours().items():
        commune = gazetteer().commune(code)
        assert commune is not None
        assert commune.point is not None
        assert contour.km_outside(commune.point) <= 1.01, commune


def test_two_communes_never_share_their_ground():
    holders = {
        commune.code: [code for code, contour in contours().items() if contour.holds(commune.point)]
        for commune in gazetteer().home[::8]
        if commune.point and commune.point_kind == "interior"
    }
    assert holders
    assert all(held == [code] for code, held in holders.items())


def test_the_distance_outside_is_what_one_would_measure():
    macon = contours()["71270"]
    roanne = gazetteer().commune("42187")
    assert roanne is not None
    assert roanne.point is not None
    assert macon.km_outside(roanne.point) == pytest.approx(62, abs=4)
