"""Rebuild `data/` from published packages: `python -m app.territory.build`.

Two runs write the same bytes. `territories.csv` is read and `nicknames.csv` left alone: both are
written by hand. The libraries of the development set are needed, and npm for a first run.
"""

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.territory.making import outlines, packages, published
from app.territory.sources import ATTRIBUTION, CODES_VINTAGE, POPULATION_VINTAGE

DATA = Path(__file__).parent / "data"
PACKAGES = Path(__file__).parents[2] / "instance" / "packages"

GAZETTEER = "code,name,postcodes,lon,lat,point_kind,population,epci,departement"
FORMER = "code,name,current_code"


def rebuild(folder: Path, into: Path) -> None:
    """Write every generated file of `into` from the packages of `folder`, fetched if missing."""
    packages.fetch(folder)
    source = published.read(folder)
    territories = _territories()
    into.mkdir(parents=True, exist_ok=True)
    gazetteer = list(published.gazetteer_rows(source))
    _write_gzip(into / "gazetteer.csv.gz", _csv(GAZETTEER, gazetteer))
    _write_gzip(into / "former_communes.csv.gz", _csv(FORMER, published.former_rows(source)))
    _write(into / "epcis.csv", _csv("siren,name", sorted(source.epci_names.items())))
    _write(into / "departements.csv", _csv("code,name", sorted(source.departement_names.items())))
    inside, around = _write_outlines(source, territories, into)
    _write(into / "SOURCES.md", _sources(len(gazetteer), inside, around))


def _write_outlines(
    source: published.Published, territories: dict[str, tuple[str, list[str]]], into: Path
) -> tuple[int, int]:
    """Write the three layers; return how many communes are in the territories, and around."""
    home = {siren for _, epcis in territories.values() for siren in epcis}
    shapes = outlines.drawn(source, home)
    inside = [code for code in shapes if source.epci_of.get(code) in home]
    around = [code for code in shapes if source.epci_of.get(code) not in home]
    layers = {
        "communes": outlines.commune_features(source, shapes, inside),
        "neighbours": outlines.commune_features(source, shapes, around),
        "territories": outlines.area_features(source, shapes, territories),
    }
    for name, features in layers.items():
        _write(into / f"{name}.geojson", _collection(features))
    return len(inside), len(around)


def _territories() -> dict[str, tuple[str, list[str]]]:
    """Return the name and SIRENs of each territory, by code, in the order of the file."""
    found: dict[str, tuple[str, list[str]]] = {}
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["code"], (row["name"], []))[1].append(row["epci"])
    return found


def _csv(header: str, rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def _collection(features: Sequence[outlines.Feature]) -> str:
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _write_gzip(path: Path, text: str) -> None:
    # No date and no file name inside: the same text gives the same bytes.
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def _sources(gazetteer: int, inside: int, around: int) -> str:
    used = "\n".join(
        f"- `{package.name}` {package.version}, SHA-256 `{package.sha256}`"
        for package in (packages.CONTOURS, packages.DIVISIONS)
    )
    return f"""# Sources of the ground

{ATTRIBUTION}

Written by `python -m app.territory.build`; do not edit by hand. Two packages are read:

{used}

The first gives contours and town-hall points (its code, labelled GPL-3, is not copied: only the
open data inside is used); the second gives codes, names, postcodes, populations and EPCIs.

| File | Content |
|---|---|
| `gazetteer.csv.gz` | {gazetteer} communes of France, overseas départements included |
| `former_communes.csv.gz` | merged communes and boroughs, with the code of today's commune |
| `epcis.csv`, `departements.csv` | names of areas |
| `communes.geojson` | contours of the {inside} communes of the two territories |
| `neighbours.geojson` | contours of {around} others: the rest of the département, neighbour EPCIs |
| `territories.geojson` | the territories and their EPCIs: unions of the same contours |
| `territories.csv`, `nicknames.csv` | written by hand for the project |

- Vintages: {CODES_VINTAGE}; {POPULATION_VINTAGE}, except Mayotte (2017); contours are older.
- `point_kind`: `town_hall` stands in its commune, or within {published.TOWN_HALL_SLACK_KM:.0f} km;
  `interior` is the centroid, or a point inside, where the town hall published is elsewhere;
  `unverified` has no contour to be checked against. A few communes have no point.
- Changes made: apostrophes typeset, coordinates rounded to {published.DECIMALS} decimals, town
  halls checked.
- Licence of the data: Licence Ouverte 2.0.
"""


def main() -> None:
    """Read the folders on the command line and rebuild."""
    parser = argparse.ArgumentParser(description="Rebuild the data of app.territory.")
    parser.add_argument("--packages", type=Path, default=PACKAGES, help="where the archives are")
    parser.add_argument("--into", type=Path, default=DATA, help="where to write")
    asked = parser.parse_args()
    rebuild(asked.packages, asked.into)


if __name__ == "__main__":
    main()
