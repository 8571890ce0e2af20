"""Numbered pins of a still map, moved aside so that none hides another. Pure."""

from collections.abc import Iterator, Sequence
from itertools import count
from math import cos, hypot, pi, sin

from maps.decisions.drawing import Spot

_SIDES = 6  # a ring of n steps holds 6 n places, as far from one another as from the next ring


def set_apart(spots: Sequence[Spot], *, gap: float) -> tuple[Spot, ...]:
    """Return a place for each pin, in order, at least `gap` from those before it.

    The first of a crowd stays where it is; the others stand around it, as near as they can.
    """
    placed: list[Spot] = []
    for spot in spots:
        free = (place for place in _around(spot, gap) if _is_free(place, placed, gap))
        placed.append(next(free))
    return tuple(placed)


def _around(spot: Spot, gap: float) -> Iterator[Spot]:
    """Yield the spot, then places on wider and wider rings, eastwards first."""
    yield spot
    for ring in count(1):
        places = _SIDES * ring
        for rank in range(places):
            turn = 2 * pi * rank / places
            yield Spot(spot.x + ring * gap * cos(turn), spot.y + ring * gap * sin(turn))


def _is_free(place: Spot, placed: Sequence[Spot], gap: float) -> bool:
    # A thousandth of tolerance: neighbours on a ring stand at exactly `gap`, give or take a float.
    return all(hypot(place.x - other.x, place.y - other.y) >= gap * 0.999 for other in placed)
