"""From typed words to a question of closed codes. The words go no further than this module."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from app.kernel.db import db
from app.kernel.viewer import Viewer
from app.territory import finding
from app.territory.atlas import finder, gazetteer
from directory.data import lists
from directory.data.lists import taxonomy
from directory.decisions.asking import Lexicon, Question, Reading, names_hold, understand
from directory.decisions.asking_words import TYPED_MAX
from directory.decisions.taxonomy import Sensitivity
from directory.models import Organisation, Service, ServiceAtSite
from directory.queries.scope import visible_entries
from directory.search import upkeep
from directory.search.contract import Hit

HITS_MAX = 200
WORTH = 0.6  # of the best hit the viewer may see; less is nonsense, measured on the real network
FAR_TOWN = 20_000  # inhabitants from which a town out of reach is meant by its bare name


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and whether the index was there to answer; else a new one must be promised."""

    question: Question
    index_is_sound: bool = True


@cache
def lexicon() -> Lexicon:
    """Return the names of categories and needs, with the words of the trade."""
    with (lists.HERE / "words.csv").open(encoding="utf-8", newline="") as file:
        words = {row["mot"]: tuple(row["categories"].split("|")) for row in csv.DictReader(file)}
    return Lexicon(taxonomy(), words)


def ask(
    viewer: Viewer, text: str, *, commune: str | None = None, category: str | None = None
) -> Asked:
    """Return what `text` asks, about `category` too when it was chosen beside.

    `commune` (INSEE) is measured from, unless the text names one.
    """
    reading = understand(text, lexicon(), sure_commune)
    if category:
        chosen = tuple(dict.fromkeys((category, *reading.categories)))
        reading = replace(reading, categories=chosen)
    question = Question(
        categories=reading.categories, need=reading.need, commune=reading.commune or commune
    )
    if not reading.words:
        return Asked(question)
    hits, sound = upkeep.find(" ".join(reading.typed)[:TYPED_MAX], HITS_MAX)
    named, found = _worth_showing(viewer, reading, hits)
    unused = not named and bool(question.categories or question.need)
    found = () if question.categories or question.need else found
    return Asked(replace(question, named=named, found=found, unused=unused), sound)


def sure_commune(text: str) -> str | None:
    """Return the INSEE code of the commune these words surely name, or nothing.

    A fault is forgiven to our own communes alone; a small place far away is not guessed.
    """
    found = finder().find(text)
    if not isinstance(found, finding.Found):
        return None
    commune = found.commune
    if found.corrected and not commune.territory:
        return None
    is_near = commune in _nearby() or commune.population >= FAR_TOWN
    return commune.code if is_near else None


@cache
def _nearby() -> frozenset[object]:
    return frozenset(gazetteer().nearby)


def _worth_showing(
    viewer: Viewer, reading: Reading, hits: list[Hit]
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Return the entries whose name holds what was typed, then those whose text does.

    What is advised against comes by its name alone; authors' services never come by words.
    """
    scores = dict(hits)
    rows = visible_entries(viewer).where(ServiceAtSite.id.in_(scores))
    columns = (ServiceAtSite.id, Service.category, Organisation.name, Service.name)
    seen = [
        (entry, category, names)
        for entry, category, *names in db.session.execute(rows.with_only_columns(*columns))
        if _sensitivity(category) is not Sensitivity.WALLED_OFF
    ]
    named = [entry for entry, category, names in seen if _is_named(reading, category, names)]
    others = [
        entry
        for entry, category, _names in seen
        if entry not in named and _sensitivity(category) is not Sensitivity.CONTRAINDICATED
    ]
    best = max((scores[entry] for entry in (*named, *others)), default=0.0)
    worth = [entry for entry in others if scores[entry] >= WORTH * best]
    return _best_first(named, scores), _best_first(worth, scores)


def _is_named(reading: Reading, category: str, names: list[str]) -> bool:
    if names_hold(reading.typed, *names):
        return True
    return category in reading.categories and names_hold(reading.words, *names)


def _best_first(entries: list[UUID], scores: dict[UUID, float]) -> tuple[UUID, ...]:
    return tuple(sorted(entries, key=lambda entry: (-scores[entry], str(entry))))


def _sensitivity(category: str) -> Sensitivity:
    known = taxonomy().categories.get(category)
    return known.sensitivity if known else Sensitivity.NONE
