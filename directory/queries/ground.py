"""Where an entry stands, on the ground of the network."""

from app.territory.atlas import gazetteer
from app.territory.points import Point
from directory.data.lists import taxonomy
from directory.decisions.taxonomy import Sensitivity
from directory.decisions.whereabouts import Commune, Exact, Secret, Territory, Whereabouts
from directory.models import Site


def whereabouts_of(site: Site, category: str) -> Whereabouts:
    """Return where a service is; a category of confidential places has none, whatever is stored."""
    known = taxonomy().categories.get(category)
    if known and known.sensitivity is Sensitivity.SECRET:
        return Secret(site.area or "")
    return site.whereabouts(point_of(site.insee_code))


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
