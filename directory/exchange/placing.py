"""Where a row puts its service. Pure.

In a protected row the cells that say where are counted as filled or empty, and never read.
"""

from app.territory.areas import FRANCE
from app.territory.communes import CommuneRecord
from app.territory.points import Point
from directory.decisions.taxonomy import Sensitivity
from directory.exchange.checking import Check
from directory.exchange.columns import PLACING
from directory.exchange.entry import Spot
from directory.exchange.ground import INSEE_CODE, Ground
from directory.exchange.messages import Fault
from directory.exchange.repairing import decimal_number, padded, without_decimals
from directory.models import Place

FAR_FROM_COMMUNE_KM = 5.0
FAR_FROM_TERRITORY_KM = 100.0

_ZONE = "commune, EPCI, département ou « france »"
_ONE_COMMUNE = 1


def is_protected(place: Place | None, sensitivity: Sensitivity) -> bool:
    """Tell whether a row must be handled as secret; a `lieu` one cannot read may well be."""
    return place in {None, Place.SECRET} or sensitivity is Sensitivity.SECRET


def refuse_places_of_secret(check: Check) -> None:
    """Refuse each filled cell that would locate a secret row, with words that tell nothing."""
    for column in PLACING:
        if check[column]:
            check.say(Fault.PLACED_SECRET, column)
            check.drop(column)


def zone(check: Check, ground: Ground, place: Place | None) -> tuple[str, ...]:
    """Return the codes of the areas served, current, in their order."""
    read = _wide_area if place is Place.SECRET else _zone_code
    codes = (read(check, ground, without_decimals(item)) for item in check.items("zone"))
    return tuple(dict.fromkeys(code for code in codes if code))


def without_communes(zone: str) -> str:
    """Return a zone already known without what would locate a secret place."""
    return "|".join(code for code in zone.split("|") if not INSEE_CODE.fullmatch(code))


def spot(check: Check, ground: Ground, place: Place, catchment: tuple[str, ...]) -> Spot | None:
    """Return where the row puts its service, None when it is refused."""
    match place:
        case Place.SECRET:
            return Spot(place, area=_area(catchment))
        case Place.TERRITORY:
            return _unplaced(check, catchment)
        case Place.EXACT | Place.COMMUNE:
            return _placed(check, ground, place)


def _unplaced(check: Check, catchment: tuple[str, ...]) -> Spot:
    for column in ("adresse", "longitude", "latitude"):
        if check[column]:
            check.say(Fault.PLACED_TERRITORY, column)
    for column in ("code_postal", "commune", "code_insee"):
        if check[column]:
            check.say(Fault.TERRITORY_COMMUNE, column)
    return Spot(Place.TERRITORY, area=_area(catchment))


def _placed(check: Check, ground: Ground, place: Place) -> Spot | None:
    postcode = _postcode(check, ground)
    commune = _commune(check, ground, postcode)
    point = _point(check, ground, place, commune)
    address = check.text("adresse", at_most=200) or None
    if commune is None:
        return None
    if postcode and postcode not in commune.postcodes:
        check.say(Fault.OTHER_POSTCODE, "code_postal", postcode)
    elif not postcode and len(commune.postcodes) == _ONE_COMMUNE:
        postcode = commune.postcodes[0]
    return Spot(
        Place.EXACT if point else Place.COMMUNE,
        insee_code=commune.code,
        postcode=postcode or None,
        address=address,
        longitude=point.lon if point else None,
        latitude=point.lat if point else None,
    )


def _postcode(check: Check, ground: Ground) -> str:
    typed = without_decimals(check["code_postal"])
    if len(typed) == 4 and typed.isdecimal():
        typed = _padded(
            check, "code_postal", typed, padded(typed, lambda code: _is_postcode(ground, code))
        )
    if typed and not (len(typed) == 5 and typed.isascii() and typed.isdecimal()):
        check.say(Fault.MALFORMED, "code_postal", detail="5 chiffres")
        return ""
    return typed


def _commune(check: Check, ground: Ground, postcode: str) -> CommuneRecord | None:
    if check.faulted("code_insee"):
        return None
    if check["code_insee"]:
        return _commune_of_code(check, ground)
    return _commune_of_name(check, ground, postcode)


def _commune_of_code(check: Check, ground: Ground) -> CommuneRecord | None:
    typed = without_decimals(check["code_insee"]).upper()
    code = padded(typed, lambda code: ground.gazetteer.commune(code) is not None)
    code = _padded(check, "code_insee", typed, code)
    if not INSEE_CODE.fullmatch(code):
        check.say(Fault.MALFORMED, "code_insee", detail="5 caractères, comme 01370 ou 2A004")
        return None
    commune = ground.gazetteer.commune(code)
    if commune is None:
        check.say(Fault.UNKNOWN, "code_insee", code)
        return None
    name = check["commune"]
    if name and not ground.answers_to(commune, name):
        check.say(Fault.OTHER_COMMUNE, "commune", detail=f"{commune.code} est {commune.name}")
        return None
    return commune


def _commune_of_name(check: Check, ground: Ground, postcode: str) -> CommuneRecord | None:
    name = check["commune"]
    if not name:
        found = ground.gazetteer.with_postcode(postcode) if postcode else ()
        if len(found) != _ONE_COMMUNE:
            check.say(Fault.NO_COMMUNE, "code_insee")
            return None
        return found[0]
    found = ground.named(name, postcode)
    if not found:
        check.say(Fault.UNKNOWN, "commune")
        return None
    if len(found) > _ONE_COMMUNE:
        which = ", ".join(sorted(ground.gazetteer.label(commune) for commune in found)[:5])
        check.say(Fault.SEVERAL_COMMUNES, "commune", detail=which)
        return None
    return found[0]


def _point(
    check: Check, ground: Ground, place: Place, commune: CommuneRecord | None
) -> Point | None:
    typed = check["longitude"], check["latitude"]
    if place is Place.COMMUNE:
        if any(typed):
            check.say(Fault.COMMUNE_POINT, "longitude" if typed[0] else "latitude")
        return None
    if not any(typed):
        if not (check.faulted("longitude") or check.faulted("latitude")):
            check.say(Fault.NOT_LOCATED, "lieu")
        return None
    lon, lat = _degrees(check, "longitude"), _degrees(check, "latitude")
    if lon is None or lat is None:
        return None
    if _is_swapped(lon, lat, commune):
        check.say(Fault.SWAPPED, "longitude")
        lon, lat = lat, lon
    return _bounded(check, ground, commune, lon, lat)


def _degrees(check: Check, column: str) -> float | None:
    """Return a coordinate; told when it is missing beside the other one, or is no number."""
    cell = check[column]
    number = decimal_number(cell)
    if not cell:
        if not check.faulted(column):
            check.say(Fault.HALF_POINT, column)
    elif number is None:
        check.say(Fault.MALFORMED, column, detail="degrés décimaux, comme 4.2789")
    return number


def _is_swapped(lon: float, lat: float, commune: CommuneRecord | None) -> bool:
    overseas = commune is not None and len(commune.departement) == len("971")
    return not overseas and 41 <= lon <= 52 and -6 <= lat <= 10


def _bounded(
    check: Check, ground: Ground, commune: CommuneRecord | None, lon: float, lat: float
) -> Point | None:
    for column, value, limit in (("longitude", lon, 180), ("latitude", lat, 90)):
        if abs(value) > limit:
            check.say(Fault.OUT_OF_BOUNDS, column, detail=f"de -{limit} à {limit}")
            return None
    point = Point(lon, lat)
    contour = ground.contours.get(commune.code) if commune else None
    if contour and contour.km_outside(point) > FAR_FROM_COMMUNE_KM:
        check.say(Fault.FAR_FROM_COMMUNE, "longitude")
        return None
    if ground.gazetteer.km_from_home(point) > FAR_FROM_TERRITORY_KM:
        check.say(Fault.FAR_FROM_TERRITORY, "longitude")
    return point


def _wide_area(check: Check, ground: Ground, typed: str) -> str | None:
    """Return an area too wide to locate a secret place; anything else gets the same refusal."""
    code = ground.zone_code(typed.upper())
    if typed.lower() == FRANCE:
        return FRANCE
    if code is None or INSEE_CODE.fullmatch(code):
        check.say(Fault.SECRET_ZONE, "zone")
        return None
    return code


def _zone_code(check: Check, ground: Ground, item: str) -> str | None:
    if item.lower() == FRANCE:
        return FRANCE
    typed = item.upper()
    known = padded(typed, lambda code: ground.zone_code(code) is not None)
    known = _padded(check, "zone", typed, known)
    code = ground.zone_code(known)
    if code is None:
        shaped = INSEE_CODE.fullmatch(known) or (known.isdecimal() and len(known) in {2, 3, 9})
        if shaped:
            check.say(Fault.UNKNOWN, "zone", known)
        else:
            check.say(Fault.MALFORMED, "zone", typed, detail=_ZONE)
    return code


def _padded(check: Check, column: str, typed: str, known: str) -> str:
    if known != typed:
        check.say(Fault.PADDED, column, typed, detail=known)
    return known


def _is_postcode(ground: Ground, code: str) -> bool:
    return bool(ground.gazetteer.with_postcode(code))


def _area(catchment: tuple[str, ...]) -> str:
    """Return the one area served, empty for several or for nobody knows."""
    return catchment[0] if len(catchment) == _ONE_COMMUNE else ""
