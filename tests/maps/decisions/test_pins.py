from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from maps.decisions.drawing import Spot
from maps.decisions.pins import set_apart

spots = st.lists(st.builds(Spot, st.integers(0, 60), st.integers(0, 60)), max_size=20)


def gap_between(one: Spot, other: Spot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


@given(spots)
def test_no_pin_hides_another(crowd):
    placed = set_apart(crowd, gap=30)
    assert len(placed) == len(crowd)
    assert all(gap_between(one, other) >= 29.9 for one, other in combinations(placed, 2))


@given(spots.filter(bool))
def test_the_first_of_a_crowd_stays_in_place(crowd):
    assert set_apart(crowd, gap=30)[0] == crowd[0]


def test_pins_far_from_one_another_do_not_move():
    apart = [Spot(0, 0), Spot(100, 0), Spot(0, 31)]
    assert set_apart(apart, gap=30) == tuple(apart)


def test_a_crowd_in_one_place_stays_around_it():
    placed = set_apart([Spot(0, 0)] * 7, gap=30)
    assert all(gap_between(Spot(0, 0), spot) <= 30.1 for spot in placed)


def test_the_same_page_is_always_drawn_alike():
    crowd = [Spot(3, 4), Spot(3, 4), Spot(5, 5)]
    assert set_apart(crowd, gap=30) == set_apart(crowd, gap=30)
