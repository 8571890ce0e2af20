"""One entry as a file or the database holds it: a service, its place, how to reach it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from directory.decisions.offer import Access, Animals, CalledBy, Cost, Mode, Public
from directory.models import Place, Visibility


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a service is; each field but the first is a column of `Site`.

    `area` is the code of the area served, empty for everywhere, and stands alone when there is
    no place; a secret or territory-wide spot has no other field filled.
    """

    place: Place
    area: str | None = None
    insee_code: str | None = None
    postcode: str | None = None
    address: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What the service does, for whom and on what terms.

    `needs` are those stated: none means the category's own. Languages are BCP 47 tags.
    """

    needs: tuple[str, ...] = ()
    description: str = ""
    publics: tuple[Public, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[Access, ...] = ()
    animals: Animals | None = None
    cost: Cost | None = None
    modes: tuple[Mode, ...] = ()
    called_by: tuple[CalledBy, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach it: telephones as +33… or short, hours in opening_hours syntax."""

    phone: str | None = None
    pro_phone: str | None = None
    mail: str | None = None
    website: str | None = None
    hours: str | None = None
    hours_note: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """How many places, how many free, and when somebody saw it; never 0 for unknown."""

    total: int | None = None
    free: int | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Every column of the format as a value; None and empty tuples: nobody said."""

    key: str
    structure: str
    service: str
    category: str
    offer: Offer
    spot: Spot
    catchment: tuple[str, ...]
    reach: Reach
    places: Places
    visibility: Visibility
    source: str
    verified_on: date | None

    @property
    def is_secret(self) -> bool:
        """Return whether nothing may say where it is."""
        return self.spot.place is Place.SECRET


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry read on `line`; only the columns `given` were in the file."""

    line: int
    given: frozenset[str]
    entry: Entry
