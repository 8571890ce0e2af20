"""The communes a row may name, found without forgiving a fault. Pure.

A search may guess and show its guess; an import never chooses between two communes.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache

from app.kernel.text import fold
from app.territory.communes import CommuneRecord, Gazetteer
from app.territory.contours import Contour
from app.territory.naming import name_key, short_forms, without_article

INSEE_CODE = re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII)
_DELIVERY = re.compile(r"\bcedex\b.*$|\b\d{1,2}(?:er|e|eme)?(?: arrondissement)?$")


class Ground:
    """A gazetteer whose names are looked up exactly, accents and abbreviations aside."""

    def __init__(self, gazetteer: Gazetteer, contours: Mapping[str, Contour]) -> None:
        self.gazetteer = gazetteer
        self.contours = contours

    def named(self, name: str, postcode: str) -> tuple[CommuneRecord, ...]:
        """Return the communes that bear a name, once each; those of the postcode if any are."""
        found = {commune.code: commune for commune in self._named.get(_key(name), ())}
        near = [commune for commune in found.values() if postcode in commune.postcodes]
        return tuple(near or found.values())

    def answers_to(self, commune: CommuneRecord, name: str) -> bool:
        """Tell whether `name` is that commune's, its former name, or the beginning of its name."""
        key, own = _key(name), name_key(commune.name)
        if key == without_article(own) or key in short_forms(own):
            return True
        return commune in self._named.get(key, ())

    def zone_code(self, code: str) -> str | None:
        """Return the code of an area as it is today, None when no such area exists."""
        if INSEE_CODE.fullmatch(code):
            commune = self.gazetteer.commune(code)
            return commune.code if commune else None
        area = self.gazetteer.epci(code) or self.gazetteer.departement(code)
        return code if area else None

    @cached_property
    def _named(self) -> dict[str, list[CommuneRecord]]:
        """Communes by name, former ones included; half a second that codes alone do not cost."""
        named: defaultdict[str, list[CommuneRecord]] = defaultdict(list)
        for commune in self.gazetteer.communes:
            named[without_article(name_key(commune.name))].append(commune)
        for past in self.gazetteer.former:
            today = self.gazetteer.commune(past.current_code)
            if past.name and today:
                named[without_article(name_key(past.name))].append(today)
        return dict(named)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return without_article(name_key(_DELIVERY.sub("", fold(name)).strip(" -")))
