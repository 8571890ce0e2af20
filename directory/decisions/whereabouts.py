"""Where a service is, and the only point that may be shown of it. Pure.

What a variant has no field for cannot leak from it.
"""

from dataclasses import dataclass
from typing import assert_never

from app.territory.points import Point


@dataclass(frozen=True, slots=True)
class Exact:
    """A door one may walk to."""

    at: Point


@dataclass(frozen=True, slots=True)
class Commune:
    """Somewhere in a commune. `town_hall` is its reference point, None when unknown."""

    insee_code: str
    town_hall: Point | None


@dataclass(frozen=True, slots=True)
class Territory:
    """No place at all: a line, or a team that comes. `area` is a code, empty for everywhere."""

    area: str


@dataclass(frozen=True, slots=True)
class Secret:
    """Reached by a phone call, never by an address. `area` is the area served."""

    area: str


Whereabouts = Exact | Commune | Territory | Secret


def anchor(where: Whereabouts) -> Point | None:
    """Return the only point that may be shown, or from which one may measure."""
    match where:
        case Exact(at):
            return at
        case Commune(_, town_hall):
            return town_hall
        case Territory() | Secret():
            return None
        case _:
            assert_never(where)
