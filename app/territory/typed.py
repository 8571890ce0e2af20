"""A place as typed, taken apart. Pure."""

import re
from dataclasses import dataclass
from typing import Self

from app.kernel.text import fold
from app.territory.communes import CommuneRecord, Gazetteer
from app.territory.naming import name_key

_CODE = re.compile(r"\b(?:\d{5}|2[ab]\d{3})\b")
_CEDEX = re.compile(r"\bcedex\b(?: \d+)?")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Typed:
    """The key of a name, and what must agree with it; each may be empty, `number` too."""

    key: str
    number: str = ""  # five characters: a postcode or an INSEE code
    departement: str = ""  # a code

    @classmethod
    def taken_apart(cls, text: str, gazetteer: Gazetteer) -> Self:
        """Read « 71160 Digoin », « Saint-Laurent (Ain) », « MACON CEDEX », « 71800 »."""
        rest, departement = fold(text), ""
        for remark in _IN_BRACKETS.findall(rest):
            area = gazetteer.departement(remark) or gazetteer.departement_named(remark)
            if area:
                departement, rest = area.code, rest.replace(f"({remark})", " ")
        codes = [code.upper() for code in _CODE.findall(rest)]
        rest = _CODE.sub(" ", rest)
        if _CEDEX.search(rest):  # the numbers of large mail receivers are nobody's postcode
            rest, codes = _CEDEX.sub(" ", rest), []
        known = [code for code in codes if gazetteer.numbered(code)]
        return cls(name_key(rest), "".join(known[:1]), departement)

    def agrees(self, commune: CommuneRecord) -> bool:
        """Tell whether the number and the département typed, if any, are the commune's."""
        return (not self.number or self.number in (commune.code, *commune.postcodes)) and (
            not self.departement or self.departement == commune.departement
        )
