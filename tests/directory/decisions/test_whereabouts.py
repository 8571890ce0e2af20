"""What each kind of place may show, and what it cannot hold."""

from dataclasses import fields

import pytest

from app.territory.points import Point
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, anchor

DOOR, TOWN_HALL = Point(4.2789, 46.4367), Point(4.8280, 46.3060)


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Exact(DOOR), DOOR),
        (Commune("71270", TOWN_HALL), TOWN_HALL),
        (Commune("71270", None), None),
        (Territory("200071884"), None),
        (Secret("200071884"), None),
    ],
)
def test_only_a_door_or_a_town_hall_is_ever_shown(where, shown):
    assert anchor(where) == shown


def test_a_secret_place_has_no_field_but_the_area_it_serves():
    assert [field.name for field in fields(Secret)] == ["area"]


def test_nothing_can_be_added_to_a_secret_place():
    with pytest.raises((AttributeError, TypeError)):
        Secret("71").at = DOOR  # type: ignore[attr-defined]  # the point of the test
