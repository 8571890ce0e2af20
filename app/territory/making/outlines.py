"""The contours that maps draw, as GeoJSON features made of one common coverage.

Every vertex of the source is kept: it is already generalised, and simplifying it by 200 m
removes less than 1 % of them. What was a common border stays one.
"""

from collections.abc import Collection, Mapping
from typing import Any

import shapely

from app.territory.making.published import DECIMALS, Geometry, Published

OWN_DEPARTEMENT = "71"  # drawn whole around the territories
TOUCHING_DEGREES = 0.0005  # two contours this near are neighbours: about 50 m

Feature = dict[str, Any]


def drawn(published: Published, home_epcis: Collection[str]) -> dict[str, Geometry]:
    """Return the contours to draw, by INSEE code in its order.

    They are the territories, every EPCI that touches one, whole, and the département.
    """
    contours, epci_of = published.contours, published.epci_of
    home = [code for code, epci in epci_of.items() if epci in home_epcis]
    zone = shapely.union_all([contours[code] for code in home]).buffer(TOUCHING_DEGREES)
    touching = {epci_of.get(code) for code, shape in contours.items() if shape.intersects(zone)}
    wanted = sorted(
        code
        for code, commune in published.communes.items()
        if commune["departement"] == OWN_DEPARTEMENT or epci_of.get(code, "") in touching
    )
    shapes = [_rounded(contours[code]) for code in wanted]
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise ValueError("the rounded contours overlap or leave gaps")
    return dict(zip(wanted, shapes, strict=True))


def commune_features(
    published: Published, shapes: Mapping[str, Geometry], codes: Collection[str]
) -> list[Feature]:
    """Return one feature a commune, its id the INSEE code."""
    return [
        _feature(
            shapes[code],
            code,
            name=published.name(code),
            epci=published.epci_of.get(code),
        )
        for code in codes
    ]


def area_features(
    published: Published,
    shapes: Mapping[str, Geometry],
    territories: Mapping[str, tuple[str, Collection[str]]],
) -> list[Feature]:
    """Return the territories, then their EPCIs; `territories`: code to name and SIRENs."""
    features = [
        _feature(_union(published, shapes, epcis), code, kind="territory", name=name)
        for code, (name, epcis) in territories.items()
    ]
    return features + [
        _feature(
            _union(published, shapes, (siren,)),
            siren,
            kind="epci",
            name=published.epci_names[siren],
            territory=code,
        )
        for code, (_, epcis) in territories.items()
        for siren in epcis
    ]


def _union(
    published: Published, shapes: Mapping[str, Geometry], epcis: Collection[str]
) -> Geometry:
    members = [shape for code, shape in shapes.items() if published.epci_of.get(code) in epcis]
    return _canonical(shapely.coverage_union_all(members))


def _rounded(shape: Geometry) -> Geometry:
    return _canonical(shapely.transform(shape, lambda degrees: degrees.round(DECIMALS)))


def _canonical(shape: Geometry) -> Geometry:
    """Return the same area in one order of rings and vertices, outer rings counter-clockwise."""
    alone = shape.geom_type == "MultiPolygon" and len(shape.geoms) == 1
    lean = shapely.remove_repeated_points(shape.geoms[0] if alone else shape, tolerance=0)
    return shapely.orient_polygons(shapely.normalize(lean))


def _feature(shape: Geometry, code: str, **properties: str | None) -> Feature:
    geometry = shapely.geometry.mapping(shape)
    return {"type": "Feature", "id": code, "properties": properties, "geometry": geometry}
