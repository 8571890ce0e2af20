"""The gazetteer as a geopy geocoder: a commune's point from its name or postcode, offline."""

from typing import NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from app.territory.communes import CommuneRecord, Gazetteer
from app.territory.finding import Choice, Finder


class SeveralCommunes(GeocoderQueryError):  # type: ignore[misc]  # geopy ships no types
    """One commune was asked, several answer; `locations` are in the order of the choice."""

    def __init__(self, locations: list[Location]) -> None:
        super().__init__("several communes answer this query")
        self.locations = locations


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """A geopy geocoder that knows the communes of France, and calls nobody."""

    def __init__(self, gazetteer: Gazetteer, finder: Finder) -> None:
        super().__init__(adapter_factory=_Unplugged)
        self._gazetteer = gazetteer
        self._finder = finder

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Return the place of `query`, or all that it may be when not `exactly_one`.

        `raw` is the `CommuneRecord`. A query that only a person can settle raises
        SeveralCommunes rather than give the first. Communes without a point are left out.
        """
        answer = self._finder.find(query)
        if answer is None:
            return None
        if not exactly_one:
            return self._located(*answer.communes) or None
        if isinstance(answer, Choice):
            raise SeveralCommunes(self._located(*answer.communes))
        return next(iter(self._located(answer.commune)), None)

    def _located(self, *communes: CommuneRecord) -> list[Location]:
        return [
            Location(
                self._gazetteer.label(commune), (commune.point.lat, commune.point.lon), commune
            )
            for commune in communes
            if commune.point
        ]


class _Unplugged(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """The network of a geocoder that has none."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:
        raise GeocoderUnavailable("the gazetteer asks nobody")

    get_text = get_json
