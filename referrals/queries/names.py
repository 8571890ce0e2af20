"""How people and areas are named on the pages of the exchange."""

from app.territory.atlas import gazetteer
from referrals.decisions.request import ELSEWHERE
from referrals.labels import ELSEWHERE_NAME


def short_name(name: str) -> str:
    """Return a first name and an initial: « Claire B. »; a single word stays as it is."""
    first, _, rest = name.strip().partition(" ")
    return f"{first} {rest.split()[-1][0]}." if rest.strip() else first


def network_epcis() -> dict[str, str]:
    """Return SIREN to name of the groups of communes of the network, by territory then name."""
    places = gazetteer()
    return {
        siren: places.area_name(siren) or siren
        for territory in places.territories
        for siren in territory.epcis
    }


def territories() -> dict[str, str]:
    """Return what a sender may choose from: the groups of communes, then elsewhere."""
    return network_epcis() | {ELSEWHERE: str(ELSEWHERE_NAME)}


def territory_name(code: str) -> str:
    """Return the name of a group of communes, or that it is none of the network's."""
    return territories().get(code, code)
