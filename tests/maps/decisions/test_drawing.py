import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.territory.points import Point
from maps.decisions.drawing import Spot, Window, corners, outline, spot_of

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.0, 46.0], [4.1, 46.0], [4.1, 46.1], [4.0, 46.1], [4.0, 46.0]]],
}
PAIR = {
    "type": "MultiPolygon",
    "coordinates": [SQUARE["coordinates"], [[[5.0, 47.0], [5.1, 47.0], [5.0, 47.1], [5.0, 47.0]]]],
}
spots = st.builds(Spot, st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))


def test_north_is_up_and_east_is_right():
    paray, macon = spot_of(Point(4.12, 46.45)), spot_of(Point(4.83, 46.30))
    assert paray.x < macon.x
    assert paray.y < macon.y


def test_a_shape_keeps_its_proportions_on_the_ground():
    # At 46.3° a degree of latitude is 1 / cos(46.3°) times a degree of longitude.
    south, north = spot_of(Point(4.0, 46.0)), spot_of(Point(4.0, 46.6))
    west, east = spot_of(Point(4.0, 46.3)), spot_of(Point(4.6, 46.3))
    assert (south.y - north.y) / (east.x - west.x) == pytest.approx(1.447, abs=0.001)


def test_an_outline_is_drawn_by_steps_from_its_first_corner():
    assert outline(SQUARE) == "M12000 -155777l300+0 0-433-300+0 0+433z"


def test_each_piece_of_an_area_is_drawn():
    assert outline(PAIR).count("M") == outline(PAIR).count("z") == 2


def test_a_ring_too_small_to_be_seen_draws_nothing():
    dust = {"type": "Polygon", "coordinates": [[[4.0, 46.0], [4.00001, 46.0], [4.0, 46.0]]]}
    assert outline(dust) == ""


def test_steps_lead_back_to_the_first_corner():
    steps = re.findall(r"(-?\d+)([+-]\d+)", outline(SQUARE).split("l")[1])
    assert (sum(int(x) for x, _ in steps), sum(int(y) for _, y in steps)) == (0, 0)


def test_corners_are_the_extremes_of_every_shape():
    assert corners([SQUARE, PAIR]) == (Point(4.0, 46.0), Point(5.1, 47.1))


@given(st.lists(spots, min_size=1, max_size=20), st.floats(1, 500), st.floats(0.5, 2))
def test_a_window_shows_all_it_was_made_for(seen, least, ratio):
    window = Window.around(seen, least_width=least, ratio=ratio, margin=0.1)
    assert window.width >= least
    assert window.width / window.height == pytest.approx(ratio)
    assert all(window.holds(spot, inset=-window.width * 1e-9) for spot in seen)


def test_a_window_leaves_a_margin_around_what_it_shows():
    window = Window.around([Spot(0, 0), Spot(80, 0)], least_width=1, ratio=1, margin=0.1)
    assert window == Window(-10, -50, 100, 100)
    assert window.holds(Spot(-9, 0))
    assert not window.holds(Spot(-9, 0), inset=2)
    assert not window.holds(Spot(0, 51))


def test_nothing_is_seen_from_nearer_than_the_least_width():
    window = Window.around([Spot(5, 5)], least_width=40, ratio=2, margin=0.1)
    assert window == Window(-15, -5, 40, 20)
