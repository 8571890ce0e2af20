"""The communes of France and the areas they belong to. Pure: built from rows already read.

Codes are text and current: « 01370 » is Saint-Laurent-sur-Saône, whose postcode is 01750.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from app.kernel.text import fold
from app.territory.areas import FRANCE, Departement, Epci, Territory
from app.territory.points import Cloud, Point

# Farther than this from both territories, a name must be typed without a fault.
NEARBY_KM = 60.0


class PointKind(StrEnum):
    """What the point of a commune is."""

    TOWN_HALL = "town_hall"  # inside the commune's contour, or within 1 km of it
    INTERIOR = "interior"  # a point inside: the town hall published lies elsewhere
    UNVERIFIED = "unverified"  # a town hall, without a contour to check it against


class CommuneRecord(NamedTuple):
    """A commune of today.

    A tuple, because 35,000 are made when a process starts. `population` is that of
    `sources.POPULATION_VINTAGE`; `territory` is the code of a ground of the network, or None.
    """

    code: str
    name: str
    postcodes: tuple[str, ...]
    point: Point | None
    point_kind: PointKind | None
    population: int
    epci: str | None
    departement: str
    territory: str | None


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune that was merged, or a borough; `name` is empty when no source gives it."""

    code: str
    name: str
    current_code: str


class Gazetteer:
    """Every commune of France by its codes; `finding.Finder` reads names."""

    def __init__(
        self,
        communes: Sequence[CommuneRecord],
        *,
        former: Sequence[FormerCommune],
        epcis: Iterable[Epci],
        departements: Iterable[Departement],
        territories: Sequence[Territory],
    ) -> None:
        self.communes = tuple(communes)
        self.former = tuple(former)
        self.territories = tuple(territories)
        self._by_code = {commune.code: commune for commune in communes}
        self._today = {past.code: past.current_code for past in former}
        self._epcis = {epci.siren: epci for epci in epcis}
        self._departements = {departement.code: departement for departement in departements}

    def commune(self, insee_code: str) -> CommuneRecord | None:
        """Return the commune of a code; the code of a merged commune leads to today's."""
        return self._by_code.get(insee_code) or self._by_code.get(self._today.get(insee_code, ""))

    def with_postcode(self, postcode: str) -> tuple[CommuneRecord, ...]:
        """Return the communes that share a postcode, by code; 71800 has 22."""
        return self._by_postcode.get(postcode, ())

    def numbered(self, number: str) -> tuple[CommuneRecord, ...]:
        """Return the communes of a postcode, else the one of an INSEE code: both look alike."""
        commune = self.commune(number)
        return self.with_postcode(number) or ((commune,) if commune else ())

    def epci(self, siren: str) -> Epci | None:
        """Return the group of communes of a SIREN."""
        return self._epcis.get(siren)

    def departement(self, code: str) -> Departement | None:
        """Return the département of a code, whatever its case (« 2a »)."""
        return self._departements.get(code.upper())

    def departement_named(self, name: str) -> Departement | None:
        """Return the département of a name, whatever its case and accents."""
        return self._departements_by_name.get(fold(name))

    def members(self, siren: str) -> tuple[CommuneRecord, ...]:
        """Return the communes of an EPCI, by code; none for an unknown one."""
        return self._by_epci.get(siren, ())

    @cached_property
    def home(self) -> tuple[CommuneRecord, ...]:
        """The communes of the network's territories, by code."""
        return tuple(commune for commune in self.communes if commune.territory)

    @cached_property
    def nearby(self) -> tuple[CommuneRecord, ...]:
        """The communes at most NEARBY_KM from one of `home`, itself included, by code."""
        placed = [(commune, commune.point) for commune in self.communes if commune.point]
        distances = Cloud([point for _, point in placed]).km_from_nearest(self._home_cloud)
        near = np.flatnonzero(distances <= NEARBY_KM)
        return tuple(placed[rank][0] for rank in near)

    def area_name(self, code: str) -> str | None:
        """Return the French name of a zone's code, or None when no such area exists.

        A zone is made of INSEE codes, EPCI SIRENs, départements, or `FRANCE`.
        """
        if code == FRANCE:
            return "France"
        area = self.commune(code) or self.epci(code) or self.departement(code)
        return area.name if area else None

    def covers(self, codes: Collection[str], insee_code: str) -> bool:
        """Tell whether a zone made of `codes` holds a commune.

        No code holds nothing: that an empty zone is unknown is for the caller to say.
        """
        commune = self.commune(insee_code)
        if commune is None:
            return False
        areas = {FRANCE, commune.code, commune.epci, commune.departement}
        return any(code in areas or self._today.get(code) == commune.code for code in codes)

    def label(self, commune: CommuneRecord) -> str:
        """Return the name to show where homonyms are possible: « Cluny (Saône-et-Loire) »."""
        return f"{commune.name} ({self._departements[commune.departement].name})"

    def km_from_home(self, point: Point) -> float:
        """Return the distance to the nearest commune point of the network's territories."""
        return float(self._home_cloud.km_from(point).min())

    @cached_property
    def _home_cloud(self) -> Cloud:
        return Cloud([commune.point for commune in self.home if commune.point])

    @cached_property
    def _departements_by_name(self) -> dict[str, Departement]:
        return {fold(area.name): area for area in self._departements.values()}

    @cached_property
    def _by_postcode(self) -> dict[str, tuple[CommuneRecord, ...]]:
        return _grouped((code, commune) for commune in self.communes for code in commune.postcodes)

    @cached_property
    def _by_epci(self) -> dict[str, tuple[CommuneRecord, ...]]:
        return _grouped((commune.epci, commune) for commune in self.communes if commune.epci)


def _grouped(
    pairs: Iterable[tuple[str, CommuneRecord]],
) -> dict[str, tuple[CommuneRecord, ...]]:
    groups: defaultdict[str, list[CommuneRecord]] = defaultdict(list)
    for key, commune in pairs:
        groups[key].append(commune)
    return {key: tuple(communes) for key, communes in groups.items()}
