"""The answers that stand somewhere: what a map may draw. A confidential place has no type here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.kernel.viewer import Viewer
from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.decisions.ranking import Ranked
from directory.decisions.taxonomy import Family
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory
from directory.queries.search import Found, search


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One answer on the map. `insee_code` is set when only its commune is known: no pin."""

    entry_id: UUID
    rank: int
    name: str
    service: str
    family: Family
    lon: float
    lat: float
    insee_code: str | None


@dataclass(frozen=True, slots=True)
class Offers:
    """The same question as a list and as points; `unplaced` counts the answers without any."""

    found: Found
    points: tuple[MapPoint, ...]
    unplaced: int


def offers(
    viewer: Viewer, question: Question, *, now: datetime, number: int = 1, only: str | None = None
) -> Offers:
    """Return page `number` of the answers, and the points of all of them, in the same order."""
    found = search(viewer, question, now=now, number=number, only=only)
    placed = [_point(place, one) for place, one in enumerate(found.ranked, start=1)]
    points = tuple(point for point in placed if point is not None)
    return Offers(found, points, len(placed) - len(points))


def _point(place: int, one: Ranked) -> MapPoint | None:
    candidate = one.candidate
    match candidate.whereabouts:
        case Exact(at):
            point, insee_code = at, None
        case Commune(insee_code, town_hall) if town_hall is not None:
            point = town_hall
        case Commune() | Territory() | Secret():
            return None
    return MapPoint(
        entry_id=candidate.id,
        rank=place,
        name=candidate.organisation,
        service=candidate.service,
        family=taxonomy().categories[candidate.category].family,
        lon=point.lon,
        lat=point.lat,
        insee_code=insee_code,
    )
