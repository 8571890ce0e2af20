"""A row of text against every rule of the format: an entry, or all that is wrong with it. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from directory.decisions.taxonomy import Category, Sensitivity, Taxonomy
from directory.exchange import counting, describing, placing, reaching
from directory.exchange.checking import Check, clean_cells
from directory.exchange.columns import PLACING
from directory.exchange.entry import Entry, EntryRow, Spot
from directory.exchange.ground import Ground
from directory.exchange.messages import Fault, Message
from directory.exchange.reading import RawRow
from directory.exchange.repairing import without_decimals
from directory.exchange.vocabulary import PLACES, VISIBILITIES, code_key
from directory.models import Place, Visibility

_KEY = re.compile(r"[A-Za-z0-9._:-]+")


def _nothing_is_withheld(_cells: Mapping[str, str]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a row is held against.

    `withheld` tells of cleaned cells whether they speak of an entry already kept secret.
    `repeated` gives the lines of each key that the file has more than once.
    """

    taxonomy: Taxonomy
    ground: Ground
    now: datetime
    withheld: Callable[[Mapping[str, str]], bool] = _nothing_is_withheld
    repeated: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was made of a line: a row, None when refused, and every remark."""

    line: int
    row: EntryRow | None
    messages: tuple[Message, ...]


def repeated_keys(rows: Sequence[RawRow]) -> dict[str, list[int]]:
    """Return the lines of each key that stands in more than one row."""
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        lines[key_of(clean_cells({"identifiant": row.cells["identifiant"]}))].append(row.line)
    return {key: found for key, found in lines.items() if key and len(found) > 1}


def key_of(cells: Mapping[str, str]) -> str:
    """Return the identifier of cleaned cells, as it is matched and stored."""
    return without_decimals(cells.get("identifiant", ""))


def validate(raw: RawRow, rules: Rules, kept: Mapping[str, str] | None = None) -> Verdict:
    """Return the entry of a row, or None, with everything that is to be said of it.

    `kept`, the cells of the entry already stored, fills the columns that the file lacks.
    """
    cells = clean_cells(_filled(raw.cells, kept or {}))
    place = PLACES.get(code_key(cells.get("lieu", "")))
    category = rules.taxonomy.category_named(cells.get("categorie", ""))
    sensitivity = category.sensitivity if category else Sensitivity.NONE
    if place is not Place.SECRET and rules.withheld(cells):
        # One message, whatever the cells: it must not tell what the file knew.
        return Verdict(raw.line, None, (Message(Fault.WITHHELD, raw.line, "lieu"),))
    protected = placing.is_protected(place, sensitivity)
    check = Check(raw.line, cells, hides=protected)
    if protected:
        placing.refuse_places_of_secret(check)
    check.scan_damage()
    entry = _entry(check, rules, protected=protected)
    row = EntryRow(raw.line, frozenset(raw.cells), entry) if entry else None
    return Verdict(raw.line, None if check.is_refused else row, tuple(check.messages))


def _filled(cells: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row, then those kept that it lacks.

    A row that becomes placeless keeps nothing of a place, and a secret one no count either.
    """
    if not kept:
        return dict(cells)
    place, lost = PLACES.get(code_key(cells.get("lieu", ""))), set[str]()
    if place in {Place.SECRET, Place.TERRITORY}:
        lost |= set(PLACING)
    if place is Place.SECRET:
        lost |= {*counting.COUNTING, "courriel", "site_web"}
    filled = {column: cell for column, cell in kept.items() if column not in lost}
    if place is Place.SECRET:
        filled["zone"] = placing.without_communes(filled.get("zone", ""))
    return filled | dict(cells)


def _entry(check: Check, rules: Rules, *, protected: bool) -> Entry | None:
    """Look at every column, so that all faults are told at once."""
    key = _key(check, rules.repeated)
    category = describing.category(check, rules.taxonomy)
    place = check.code("lieu", PLACES, compulsory=True)
    visibility = check.code("visibilite", VISIBILITIES, compulsory=True)
    _check_secrecy(check, category, place, visibility)
    catchment, spot = _whereabouts(check, rules.ground, place, protected=protected)
    if place is Place.SECRET:
        describing.refuse_addresses_of_secret(check)
    structure = check.text("structure", at_least=3, at_most=150)
    service = check.text("service", at_least=3, at_most=140)
    offer = describing.offer(check, rules.taxonomy)
    reach = reaching.reach(check, is_secret=place is Place.SECRET)
    places = counting.places(check, is_secret=place is Place.SECRET, now=rules.now)
    source = check.text("source", at_least=1, at_most=120)
    verified_on = counting.verified_on(check, rules.now)
    if category is None or visibility is None or spot is None:
        return None
    return Entry(
        key=key,
        structure=structure,
        service=service,
        category=category.code,
        offer=offer,
        spot=spot,
        catchment=catchment,
        reach=reach,
        places=places,
        visibility=visibility,
        source=source,
        verified_on=verified_on,
    )


def _key(check: Check, repeated: Mapping[str, Sequence[int]]) -> str:
    key = without_decimals(check.text("identifiant", at_least=1, at_most=80))
    if key and not _KEY.fullmatch(key):
        check.say(Fault.MALFORMED, "identifiant", detail="lettres, chiffres et . _ : -")
    if key in repeated:
        lines = ", ".join(map(str, repeated[key]))
        check.say(Fault.TWICE, "identifiant", key, detail=lines)
    return key


def _check_secrecy(
    check: Check, category: Category | None, place: Place | None, visibility: Visibility | None
) -> None:
    """Hold category, place and visibility against one another."""
    sensitivity = category.sensitivity if category else Sensitivity.NONE
    secret_category = sensitivity is Sensitivity.SECRET
    if secret_category and place not in {None, Place.SECRET}:
        check.say(Fault.SECRET_CATEGORY, "lieu")
    if visibility is Visibility.PUBLIC and (secret_category or place is Place.SECRET):
        check.say(Fault.SECRET_PUBLIC, "visibilite")
    if visibility is Visibility.PUBLIC and sensitivity is Sensitivity.WALLED_OFF:
        check.say(Fault.WALLED_OFF_PUBLIC, "visibilite")


def _whereabouts(
    check: Check, ground: Ground, place: Place | None, *, protected: bool
) -> tuple[tuple[str, ...], Spot | None]:
    """Return the zone and the spot; of a row refused for its secrecy, nothing is read."""
    if place is None or (protected and place is not Place.SECRET):
        return (), None
    catchment = placing.zone(check, ground, place)
    return catchment, placing.spot(check, ground, place, catchment)
