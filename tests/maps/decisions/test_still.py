import pytest

from app.territory.points import Point
from directory.decisions.taxonomy import Family
from maps.decisions.drawing import spot_of
from maps.decisions.still import LEAST_WIDTH, WIDTH_PX, Pin, composed

PARAY, DIGOIN, MACON = Point(4.1207, 46.4521), Point(3.9779, 46.4818), Point(4.8337, 46.3035)
GROUND = (Point(3.62, 46.15), Point(4.89, 46.79))


def pin(number: int, point: Point, *, is_door: bool = True) -> Pin:
    return Pin(number, Family.LEGAL, point, is_door)


def test_each_entry_of_the_page_keeps_its_number_and_is_seen():
    still = composed([pin(1, DIGOIN), pin(2, MACON)], others=[], home=None, ground=GROUND)
    assert [drawn.number for drawn in still.pins] == [1, 2]
    assert [(drawn.x, drawn.y) for drawn in still.pins] == [
        (round(spot.x), round(spot.y)) for spot in map(spot_of, (DIGOIN, MACON))
    ]


def test_the_starting_point_is_framed_with_the_entries():
    still = composed([pin(1, DIGOIN)], others=[], home=MACON, ground=GROUND)
    assert still.home == spot_of(MACON)
    assert still.window.holds(spot_of(MACON))


def test_one_entry_is_seen_among_its_neighbours():
    still = composed([pin(1, DIGOIN)], others=[PARAY], home=None, ground=GROUND)
    assert still.window.width == LEAST_WIDTH
    assert still.unit == pytest.approx(LEAST_WIDTH / WIDTH_PX)
    assert still.dots == "", "Paray lies beyond the frame"


def test_the_whole_ground_is_framed_when_nothing_has_a_place():
    still = composed([], others=[], home=DIGOIN, ground=GROUND)
    assert all(still.window.holds(spot_of(corner)) for corner in GROUND)
    assert still.pins == ()


def test_entries_of_other_pages_are_dots_without_number_drawn_once():
    still = composed(
        [pin(1, DIGOIN), pin(2, MACON)], others=[PARAY, PARAY], home=None, ground=GROUND
    )
    spot = spot_of(PARAY)
    assert still.dots == f"M{round(spot.x)} {round(spot.y)}h0"


def test_two_entries_behind_one_door_are_both_readable():
    still = composed([pin(1, DIGOIN), pin(2, DIGOIN)], others=[], home=None, ground=GROUND)
    first, second = still.pins
    assert abs(first.x - second.x) + abs(first.y - second.y) >= 25 * still.unit


def test_an_entry_known_by_its_commune_alone_says_so():
    still = composed([pin(1, DIGOIN, is_door=False)], others=[], home=None, ground=GROUND)
    assert not still.pins[0].is_door
