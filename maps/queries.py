"""What the map page shows: the ground, the same for all, and what a question found."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from app.territory.atlas import Layer, drawing, gazetteer
from app.territory.points import Point
from maps.decisions.drawing import Spot, corners, outline, spot_of
from maps.decisions.landmarks import clear_place, lines, short_name, towns


class Outline(NamedTuple):
    """An area of the still map, as an SVG path."""

    code: str
    path: str


class Landmark(NamedTuple):
    """A name written on both maps, cut in lines; `kind` is « epci » or « town »."""

    kind: str
    lines: tuple[str, ...]
    point: Point
    spot: Spot


@dataclass(frozen=True, slots=True)
class Ground:
    """The territories of the network. `corners` are their south-west and north-east."""

    communes: tuple[Outline, ...]
    epcis: tuple[Outline, ...]
    territories: tuple[Outline, ...]
    landmarks: tuple[Landmark, ...]
    corners: tuple[Point, Point]


@cache
def ground() -> Ground:
    """Return the outlines and names of the territories, computed once a process."""
    communes = json.loads(drawing(Layer.COMMUNES))["features"]
    areas = json.loads(drawing(Layer.TERRITORIES))["features"]
    epcis = [area for area in areas if area["properties"]["kind"] == "epci"]
    return Ground(
        communes=_outlines(communes),
        epcis=_outlines(epcis),
        territories=_outlines(area for area in areas if area not in epcis),
        landmarks=tuple(_landmarks(epcis)),
        corners=corners(area["geometry"] for area in epcis),
    )


def _outlines(features: Iterable[dict[str, Any]]) -> tuple[Outline, ...]:
    return tuple(Outline(shape["id"], outline(shape["geometry"])) for shape in features)


def _landmarks(epcis: Iterable[dict[str, Any]]) -> Iterator[Landmark]:
    taken = []
    for town in towns(gazetteer().home):
        if town.point:
            taken.append(town.point)
            yield Landmark("town", (town.name,), town.point, spot_of(town.point))
    for epci in epcis:
        taken.append(clear_place(epci["geometry"], taken))
        name = lines(short_name(epci["properties"]["name"]))
        yield Landmark("epci", name, taken[-1], spot_of(taken[-1]))
