"""Estimated minutes, and how they are shown."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.territory.points import Point, great_circle_km
from app.territory.travel import Estimate, Kind, rounded

CHAROLLES, DIGOIN = Point(4.2758, 46.4355), Point(3.9797, 46.4808)


def test_minutes_are_drawn_from_the_straight_line():
    km = great_circle_km(CHAROLLES, DIGOIN)
    ((minutes, kind),) = Estimate().minutes(CHAROLLES, [DIGOIN])
    assert kind is Kind.ESTIMATED
    assert minutes == pytest.approx(0.85 * km + 3.2 * math.sqrt(km))
    assert rounded(minutes) == 35


def test_the_coefficients_are_settings():
    km = great_circle_km(CHAROLLES, DIGOIN)
    assert Estimate(per_km=1, per_root_km=0).minutes(CHAROLLES, [DIGOIN])[0][0] == pytest.approx(km)


def test_one_answer_a_point_in_the_order_asked():
    here, there = Estimate().minutes(CHAROLLES, [CHAROLLES, DIGOIN])
    assert here[0] == pytest.approx(0, abs=0.1) and there[0] > 30  # noqa: PT018 — one pair
    assert Estimate().minutes(CHAROLLES, []) == []


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, 5), (2, 5), (7.4, 5), (7.5, 10), (12.5, 15), (22.4, 20), (58, 60)],
)
def test_minutes_are_shown_to_the_nearest_five(minutes, shown):
    assert rounded(minutes) == shown


@settings(deadline=None)
@given(st.floats(3, 500))
def test_rounding_moves_nothing_by_more_than_half_a_step(minutes):
    assert rounded(minutes) % 5 == 0
    assert abs(rounded(minutes) - minutes) <= 2.5
