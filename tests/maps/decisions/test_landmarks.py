import json

import pytest

from app.territory.atlas import Layer, drawing, gazetteer
from app.territory.contours import Contour
from app.territory.points import Point
from maps.decisions.drawing import spot_of
from maps.decisions.landmarks import (
    ROOM_HEIGHT,
    ROOM_WIDTH,
    clear_place,
    lines,
    short_name,
    towns,
)

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.0, 46.0], [5.0, 46.0], [5.0, 46.7], [4.0, 46.7], [4.0, 46.0]]],
}


def test_the_towns_everyone_knows_are_named_and_none_hides_a_larger_one():
    names = [town.name for town in towns(gazetteer().home)]
    assert names[:4] == ["Mâcon", "Paray-le-Monial", "Digoin", "Gueugnon"]
    assert "Charnay-lès-Mâcon" not in names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CC de Marcigny", "Marcigny"),
        ("CC Le Grand Charolais", "Le Grand Charolais"),
        ("CA Mâconnais Beaujolais Agglomération", "Mâconnais Beaujolais Agglomération"),
        ("CC d’Auxonne", "Auxonne"),
        ("Métropole de Lyon", "Lyon"),
        ("Le Grand Chalon", "Le Grand Chalon"),
    ],
)
def test_a_group_of_communes_is_called_as_people_call_it(name, short):
    assert short_name(name) == short


def test_a_long_name_is_cut_between_words():
    assert lines("Entre Arroux, Loire et Somme") == ("Entre Arroux,", "Loire et Somme")
    assert lines("Marcigny") == ("Marcigny",)


def test_a_name_stands_in_the_middle_when_nothing_is_written_there():
    assert clear_place(SQUARE, []).lon == pytest.approx(4.5)


def test_a_name_stands_inside_its_area_and_away_from_the_others():
    taken = [Point(4.5, 46.35)]
    place = clear_place(SQUARE, taken)
    assert Contour.from_geometry(SQUARE).holds(place)
    here, there = spot_of(place), spot_of(taken[0])
    assert abs(here.x - there.x) >= ROOM_WIDTH or abs(here.y - there.y) >= ROOM_HEIGHT


def test_no_two_names_of_the_territories_are_written_in_one_place():
    epcis = json.loads(drawing(Layer.TERRITORIES))["features"][2:]
    taken: list[Point] = [town.point for town in towns(gazetteer().home) if town.point]
    for epci in epcis:
        taken.append(clear_place(epci["geometry"], taken))
    assert len(set(taken)) == len(taken)
