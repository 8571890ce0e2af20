"""The map that does not move: what it frames, and where each number stands on it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.territory.points import Point
from directory.decisions.taxonomy import Family
from maps.decisions.drawing import Spot, Window, spot_of
from maps.decisions.pins import set_apart

# The drawing is made for this width in CSS pixels; a browser may show it smaller or larger.
WIDTH_PX = 640
RATIO = 4 / 3
MARGIN = 0.08
LEAST_WIDTH = 600  # drawing units: 15 km, so that one place is seen among its neighbours
PIN_PX = 30


class Pin(NamedTuple):
    """An entry of the page, by its number; `is_door` is false when only its commune is known."""

    number: int
    family: Family
    point: Point
    is_door: bool


class Drawn(NamedTuple):
    """A pin and its place on the drawing."""

    number: int
    family: Family
    is_door: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Still:
    """What a still map shows. `unit` is one CSS pixel in drawing units.

    `dots` are the places of entries on other pages of the list, as one SVG path.
    """

    window: Window
    unit: float
    pins: tuple[Drawn, ...]
    dots: str
    home: Spot | None


def composed(
    pins: Sequence[Pin], *, others: Iterable[Point], home: Point | None, ground: Iterable[Point]
) -> Still:
    """Return the still map of a page of the list; `ground` is framed when nothing has a place."""
    places = [pin.point for pin in pins]
    framed = [*places, *([home] if home and places else [])] or list(ground)
    window = Window.around(
        map(spot_of, framed), least_width=LEAST_WIDTH, ratio=RATIO, margin=MARGIN
    )
    unit = window.width / WIDTH_PX
    spots = set_apart([spot_of(place) for place in places], gap=PIN_PX * unit)
    drawn = (
        Drawn(pin.number, pin.family, pin.is_door, round(spot.x), round(spot.y))
        for pin, spot in zip(pins, spots, strict=True)
    )
    seen = {(round(spot.x), round(spot.y)) for spot in map(spot_of, others) if window.holds(spot)}
    return Still(
        window,
        unit,
        tuple(drawn),
        # A step of no length, with round caps, is a dot.
        "".join(f"M{x} {y}h0" for x, y in sorted(seen)),
        spot_of(home) if home else None,
    )
