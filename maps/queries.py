"""What the map page shows: the ground, the same for all, and what a question found."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from app.kernel.viewer import Viewer
from app.territory.atlas import Layer, drawing, gazetteer
from app.territory.points import Point
from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.decisions.taxonomy import Family
from directory.queries.search import Found, search
from maps.decisions.drawing import Spot, corners, outline, spot_of
from maps.decisions.landmarks import clear_place, lines, short_name, towns
from maps.decisions.places import Places, data, pair, places
from maps.decisions.still import Pin, Still, composed


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


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer of the directory, seen on the map. `data` is what the moving map reads of it.

    `tinted` are the communes of the territories that entries are somewhere in; `kinds` says of
    each card of the page that has a place whether it is a « door » or a « commune ».
    """

    found: Found
    places: Places
    still: Still
    tinted: tuple[str, ...]
    data: dict[str, Any]
    kinds: dict[UUID, str]


def on_the_map(
    viewer: Viewer, question: Question, *, now: datetime, number: int = 1, only: str | None = None
) -> Shown:
    """Return page `number` of what answers a question, and where all of it stands.

    An empty question is answered by all that may be proposed.
    """
    found = search(viewer, question, now=now, number=number, only=only)
    numbers = {card.id: card.rank for card in found.page.items}
    located = places(found.ranked, families=_families(), numbers=numbers)
    home = found.origin.point if found.origin else None
    communes = located.communes
    return Shown(
        found=found,
        places=located,
        still=_still(located, home),
        tinted=tuple(shape.code for shape in ground().communes if shape.code in communes),
        data={
            **data(located, names={code: _name(code) for code in communes}),
            "names": [[*pair(one.point), one.kind, one.lines] for one in ground().landmarks],
            "home": pair(home) if home else None,
        },
        kinds={
            one.id: "commune" if one.commune else "door" for one in located.points if one.number
        },
    )


def _still(located: Places, home: Point | None) -> Still:
    numbered = sorted(one for one in located.points if one.number)
    pins = [Pin(one.number, one.family, one.point, not one.commune) for one in numbered]
    others = [one.point for one in located.points if not one.number]
    return composed(pins, others=others, home=home, ground=ground().corners)


@cache
def _families() -> dict[str, Family]:
    return {code: category.family for code, category in taxonomy().categories.items()}


def _name(insee_code: str) -> str:
    commune = gazetteer().commune(insee_code)
    return commune.name if commune else ""


def neighbours() -> str:
    """Return the contours of the communes around, without their names, as GeoJSON."""
    features = json.loads(drawing(Layer.NEIGHBOURS))["features"]
    bare = [{**shape, "properties": {}} for shape in features]
    return json.dumps({"type": "FeatureCollection", "features": bare}, separators=(",", ":"))


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
