"""The ground is drawn once, from our own data, and nobody's words are in it."""

import json
import re
import subprocess
import sys

import folium
import pytest

from app.assets import STATIC
from app.territory.atlas import Layer, drawing, gazetteer
from maps.backdrop import Backdrop, backdrop


@pytest.fixture(scope="module")
def drawn() -> Backdrop:
    return backdrop()


def test_its_element_has_a_name_that_never_changes(drawn):
    assert drawn.element_id == "map_territory"
    assert "var map_territory = L.map(" in drawn.script


def test_two_processes_draw_the_same_ground(drawn):
    assert backdrop.__wrapped__() == drawn


def test_it_loads_our_files_alone(drawn):
    assert [name.rsplit("/", 1)[-1] for name in drawn.scripts] == [
        "leaflet.js",
        "leaflet.markercluster.js",
    ]
    assert [name.rsplit("/", 1)[-1] for name in drawn.styles] == ["leaflet.css"]
    assert all((STATIC / name).is_file() for name in (*drawn.scripts, *drawn.styles))


def test_folium_s_own_lists_are_left_as_they_are(drawn):
    assert all(address.startswith("https://") for _, address in folium.Map.default_js)


def test_its_script_names_no_host_and_writes_no_markup(drawn):
    assert "//" not in drawn.script
    assert "<" not in drawn.script
    assert "`" not in drawn.script


def test_no_name_of_the_ground_is_in_it(drawn):
    names = {commune.name for commune in gazetteer().home}
    areas = json.loads(drawing(Layer.TERRITORIES))["features"]
    names |= {area["properties"]["name"] for area in areas}
    written = set(re.findall(r'"([^"]*)"', drawn.script))
    assert not {name for name in names if any(name in text for text in written)}


def test_every_commune_and_group_of_communes_is_in_it(drawn):
    written = set(re.findall(r'"id": "([^"]*)"', drawn.script))
    home = gazetteer().home
    assert {commune.code for commune in home} | {commune.epci for commune in home} <= written


def test_one_cannot_zoom_beyond_what_the_ground_can_show(drawn):
    assert '"minZoom": 7' in drawn.script
    assert '"maxZoom": 15' in drawn.script


def test_who_does_not_look_at_a_map_does_not_pay_for_folium():
    check = "import sys, maps.backdrop; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
