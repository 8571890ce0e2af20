"""Where an entry stands, on the ground of the network."""

from app.territory.atlas import gazetteer
from app.territory.points import Point
from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, Whereabouts
from directory.models import Place


def whereabouts_of(
    place: Place,
    category: str,
    *,
    area: str | None,
    insee_code: str | None,
    longitude: float | None,
    latitude: float | None,
) -> Whereabouts:
    """Return where a service is; a category of confidential places has none, whatever is stored."""
    known = taxonomy().categories.get(category)
    if known and known.sensitivity is Sensitivity.SECRET:
        return Secret(area or "")
    match place:
        case Place.EXACT:
            assert longitude is not None  # noqa: S101 — a CHECK says it
            assert latitude is not None  # noqa: S101 — a CHECK says it
            return Exact(Point(longitude, latitude))
        case Place.COMMUNE:
            return Commune(insee_code or "", point_of(insee_code))
        case Place.TERRITORY:
            return Territory(area or "")
        case Place.SECRET:
            return Secret(area or "")


def point_of(insee_code: str | None) -> Point | None:
    """Return the reference point of a commune, if both are known."""
    commune = gazetteer().commune(insee_code) if insee_code else None
    return commune.point if commune else None


def commune_name(whereabouts: Whereabouts, insee_code: str | None) -> str:
    """Return the name of the commune that may be shown, or nothing."""
    match whereabouts:
        case Exact() | Commune():
            commune = gazetteer().commune(insee_code or "")
            return commune.name if commune else ""
        case Territory() | Secret():
            return ""


def covers(catchment: list[str] | None, insee_code: str | None) -> bool | None:
    """Return whether a zone holds a commune; None when nobody said, or there is no commune."""
    if not catchment or insee_code is None:
        return None
    return gazetteer().covers(catchment, insee_code)
