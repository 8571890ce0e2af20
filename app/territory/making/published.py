"""What the two packages say of France, joined by code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.ops import nearest_points

from app.kernel.text import fold
from app.territory.communes import PointKind
from app.territory.making import packages
from app.territory.points import Point, great_circle_km

DECIMALS = 4  # of a degree: about 10 m, finer than the contours themselves
TOWN_HALL_SLACK_KM = 1.0  # contours are generalised; a town hall may stand just outside

Geometry = Any  # shapely ships no types
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Published:
    """The tables used. Overseas collectivities that are no département are left out."""

    communes: Mapping[str, Mapping[str, Any]]
    parts: Sequence[Mapping[str, Any]]  # delegated and associated communes, boroughs
    epci_names: Mapping[str, str]
    epci_of: Mapping[str, str]
    departement_names: Mapping[str, str]
    contours: Mapping[str, Geometry]
    town_halls: Mapping[str, Geometry]

    def name(self, code: str) -> str:
        """Return the name of a commune of today."""
        return typeset(self.communes[code]["nom"])


def read(folder: Path) -> Published:
    """Join the tables of the packages of `folder`."""
    divisions = packages.divisions_table(folder, "communes")
    epcis = packages.divisions_table(folder, "epci")
    departements = packages.divisions_table(folder, "departements")
    placed = [row for row in packages.contours_table(folder, "communes") if row["type"] == "COM"]
    today = [row for row in divisions if row["type"] == "commune-actuelle"]
    return Published(
        communes={row["code"]: row for row in today if row["zone"] != "com"},
        parts=[row for row in divisions if row["type"] != "commune-actuelle"],
        epci_names={epci["code"]: typeset(epci["nom"]) for epci in epcis},
        epci_of={member["code"]: epci["code"] for epci in epcis for member in epci["membres"]},
        departement_names={
            row["code"]: typeset(row["nom"]) for row in departements if row["zone"] != "com"
        },
        contours=_geometries(placed, "geometry"),
        town_halls=_geometries(placed, "mairie_localisation"),
    )


def gazetteer_rows(published: Published) -> Iterable[Row]:
    """Return the rows of `gazetteer.csv.gz`, by code."""
    for code, commune in sorted(published.communes.items()):
        lon, lat, kind = _reference_point(published, code)
        yield (
            code,
            published.name(code),
            " ".join(sorted(commune.get("codesPostaux", ()))),
            lon,
            lat,
            kind,
            commune.get("population", 0),
            published.epci_of.get(code, ""),
            commune["departement"],
        )


def former_rows(published: Published) -> Iterable[Row]:
    """Return the rows of `former_communes.csv.gz`, by code; a name may be empty.

    Where both speak, a part's own parent wins: the list of old codes follows an older merger.
    """
    names = {part["code"]: part["nom"] for part in published.parts}
    today: dict[str, str] = {}
    for code, commune in published.communes.items():
        today.update(dict.fromkeys(commune.get("anciensCodes", ()), code))
    today.update(
        {part["code"]: part.get("chefLieu") or part["commune"] for part in published.parts}
    )
    for code, current in sorted(today.items()):
        name = typeset(names.get(code, ""))
        if current in published.communes and (
            code != current or fold(name) != fold(published.name(current))
        ):
            yield code, name, current


def typeset(name: str) -> str:
    """Return a name with the apostrophe of French print."""
    return name.replace("'", "’")


def _reference_point(published: Published, code: str) -> tuple[str, str, str]:
    """Return the town hall when the contour vouches for it: some are hundreds of km away."""
    contour, hall = published.contours.get(code), published.town_halls.get(code)
    if contour is None:
        return ("", "", "") if hall is None else (*_degrees(hall), PointKind.UNVERIFIED)
    if hall is not None and _km_outside(contour, hall) <= TOWN_HALL_SLACK_KM:
        return (*_degrees(hall), PointKind.TOWN_HALL)
    centre = contour.centroid
    if not contour.contains(centre):
        centre = contour.representative_point()
    return (*_degrees(centre), PointKind.INTERIOR)


def _km_outside(contour: Geometry, spot: Geometry) -> float:
    if contour.contains(spot):
        return 0.0
    edge = nearest_points(contour, spot)[0]
    return great_circle_km(Point(edge.x, edge.y), Point(spot.x, spot.y))


def _degrees(spot: Geometry) -> tuple[str, str]:
    return f"{spot.x:.{DECIMALS}f}", f"{spot.y:.{DECIMALS}f}"


def _geometries(rows: Iterable[Mapping[str, str]], column: str) -> dict[str, Geometry]:
    present = {row["code"]: row[column] for row in rows if row[column] not in ("", "\\N")}
    found = {code: shapely.from_wkb(hexadecimal) for code, hexadecimal in present.items()}
    return {code: geometry for code, geometry in found.items() if not geometry.is_empty}
