"""The data of the ground, rebuilt from the packages when they are at hand."""

import gzip
import json
from pathlib import Path

import pytest

from app.territory import build
from app.territory.making import packages

shapely = pytest.importorskip("shapely", reason="only the development set rebuilds the ground")

WRITTEN_BY_HAND = {"territories.csv", "nicknames.csv"}
AT_HAND = all(
    (build.PACKAGES / package.filename).exists()
    for package in (packages.CONTOURS, packages.DIVISIONS)
)


def content(path: Path) -> bytes:
    """Return what a file says: another zlib may pack the same text otherwise."""
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


@pytest.mark.campaign
def test_a_rebuild_gives_the_committed_files(tmp_path, campaign):
    if not campaign:
        pytest.skip("six seconds: part of the campaign")
    if not AT_HAND:
        pytest.skip("fetch the packages first: python -m app.territory.build")
    build.rebuild(build.PACKAGES, tmp_path)
    rebuilt = {file.name for file in tmp_path.iterdir()}
    assert rebuilt == {file.name for file in build.DATA.iterdir()} - WRITTEN_BY_HAND
    for name in rebuilt:
        assert content(tmp_path / name) == content(build.DATA / name), name


def test_a_package_that_is_not_ours_is_refused(tmp_path):
    (tmp_path / packages.DIVISIONS.filename).write_bytes(b"something else")
    with pytest.raises(packages.Tampered, match="decoupage-administratif"):
        packages.divisions_table(tmp_path, "communes")


@pytest.mark.parametrize("name", ["communes", "neighbours", "territories"])
def test_a_drawing_is_a_coverage_without_overlap(name):
    text = (build.DATA / f"{name}.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert shapely.is_valid(shapes).all()
    if name == "territories":
        whole = shapely.union_all(shapes[:2])
        assert whole.equals(shapely.union_all(shapes[2:]))
        shapes = shapes[2:]
    assert shapely.coverage_is_valid(shapes)


def test_the_communes_fill_their_territories():
    def drawn(name: str) -> list:
        text = (build.DATA / f"{name}.geojson").read_text(encoding="utf-8")
        return [shapely.geometry.shape(each["geometry"]) for each in json.loads(text)["features"]]

    communes = shapely.union_all(drawn("communes"))
    assert communes.symmetric_difference(shapely.union_all(drawn("territories")[:2])).area < 1e-9
