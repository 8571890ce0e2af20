"""The ground as files give it, read once a process."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.territory.areas import Departement, Epci, Territory
from app.territory.communes import CommuneRecord, FormerCommune, Gazetteer, PointKind
from app.territory.contours import Contour
from app.territory.finding import Finder
from app.territory.points import Point

DATA = Path(__file__).parent / "data"


class Layer(StrEnum):
    """A drawing of the ground, in GeoJSON; each feature's id is the code of its area."""

    COMMUNES = "communes"  # of the territories: `name`, `epci`
    NEIGHBOURS = "neighbours"  # around them, four times as heavy: for who zooms out
    TERRITORIES = "territories"  # territories, then EPCIs: `kind`, `name`, `territory`


@cache
def gazetteer() -> Gazetteer:
    """Return the communes of France."""
    territories = _territories()
    territory_of = {siren: area.code for area in territories for siren in area.epcis}
    return Gazetteer(
        [_commune(row, territory_of) for row in _rows("gazetteer.csv.gz")],
        former=[FormerCommune(*row) for row in _rows("former_communes.csv.gz")],
        epcis=[Epci(*row) for row in _rows("epcis.csv")],
        departements=[Departement(*row) for row in _rows("departements.csv")],
        territories=territories,
    )


@cache
def finder() -> Finder:
    """Return the reader of place names."""
    return Finder(gazetteer(), nicknames=dict(_rows("nicknames.csv")))


@cache
def contours() -> Mapping[str, Contour]:
    """Return the contours of the communes drawn, by INSEE code: territories and neighbours."""
    return {
        feature["id"]: Contour.from_geometry(feature["geometry"])
        for layer in (Layer.COMMUNES, Layer.NEIGHBOURS)
        for feature in json.loads(drawing(layer))["features"]
    }


def drawing(layer: Layer) -> str:
    """Return a layer as the text of a GeoJSON feature collection."""
    return (DATA / f"{layer}.geojson").read_text(encoding="utf-8")


def _commune(row: list[str], territory_of: Mapping[str, str]) -> CommuneRecord:
    code, name, postcodes, lon, lat, kind, population, epci, departement = row
    return CommuneRecord(
        code,
        name,
        tuple(postcodes.split()),
        Point(float(lon), float(lat)) if lon else None,
        PointKind(kind) if kind else None,
        int(population),
        epci or None,
        departement,
        territory_of.get(epci),
    )


def _territories() -> list[Territory]:
    areas: dict[tuple[str, str], list[str]] = {}
    for code, name, siren in _rows("territories.csv"):
        areas.setdefault((code, name), []).append(siren)
    return [Territory(code, name, tuple(epcis)) for (code, name), epcis in areas.items()]


def _rows(name: str) -> Iterator[list[str]]:
    path = DATA / name
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return rows
