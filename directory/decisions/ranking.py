"""In which order answers are given, and in which block. Pure.

Match first, then the distance from the place chosen. What has no point to measure from stands
in a block of its own, never between two distances.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from uuid import UUID

from app.kernel.text import fold
from app.territory.points import Cloud, Point
from directory.decisions.asking import Question
from directory.decisions.taxonomy import Sensitivity, Taxonomy
from directory.decisions.whereabouts import Secret, Territory, Whereabouts, anchor

# Before any shelter: who has places, and who coordinates when there is none.
SHELTER_FIRST = ("siao_115", "coordination_reseau_vif")
SHELTERS = ("hebergement_urgence", "hebergement_vif_dedie", "logement_urgence_reseau")


_folded = lru_cache(maxsize=32768)(fold)  # the same names are compared at each search


class Block(IntEnum):
    """Where an answer stands, in the order of the page."""

    FIRST = 0  # shelter: 115 and coordination
    PLACED = 1  # by distance
    UNMEASURED = 2  # in a commune whose point nobody knows
    EVERYWHERE = 3  # lines and mobile teams
    PROTECTED = 4  # confidential places: by name, whatever is asked


class Match(IntEnum):
    """Why an answer is one, the best reason first."""

    NAMED = 0  # the words are in its name
    CATEGORY = 1  # its category was asked
    NEED = 2  # its category answers the need
    WORDS = 3  # the words are somewhere in its text


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer, as far as order goes."""

    id: UUID
    organisation: str
    service: str
    category: str
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place. `km` is None without an anchor or without a place chosen."""

    candidate: Candidate
    block: Block
    match: Match
    tier: int  # of the category among those that answer the need
    km: float | None

    @property
    def order(self) -> tuple[int, int, int, float, str, str, str]:
        """Return what answers are sorted by; protected places by their names alone."""
        names = (_folded(self.candidate.organisation), _folded(self.candidate.service))
        last = (*names, str(self.candidate.id))
        if self.block is Block.PROTECTED:
            return (self.block, 0, 0, 0.0, *last)
        return (self.block, self.match, self.tier, self.km or 0.0, *last)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The categories an answer may have, in order, and those asked by name among them."""

    asked: tuple[str, ...]
    by_need: tuple[str, ...]
    is_shelter: bool

    @property
    def categories(self) -> tuple[str, ...]:
        """Return every category to look in."""
        return tuple(dict.fromkeys((*self.asked, *self.by_need)))


def wanted(question: Question, taxonomy: Taxonomy) -> Wanted:
    """Return the categories a question leads to.

    Authors' services never stand beside others: they come when nothing else is asked. What is
    advised against comes when asked by name, never through a need.
    """
    sensitivity = {code: known.sensitivity for code, known in taxonomy.categories.items()}
    need = taxonomy.needs.get(question.need or "")
    by_need = [
        code
        for code in (need.categories if need else ())
        if sensitivity[code] is not Sensitivity.CONTRAINDICATED
    ]
    asked = [code for code in question.categories if code in sensitivity]
    both = [*asked, *by_need]
    if any(sensitivity[code] is not Sensitivity.WALLED_OFF for code in both):
        asked = [code for code in asked if sensitivity[code] is not Sensitivity.WALLED_OFF]
        by_need = [code for code in by_need if sensitivity[code] is not Sensitivity.WALLED_OFF]
    is_shelter = any(code in SHELTERS for code in both)
    if is_shelter:
        by_need = [*by_need, *SHELTERS, *SHELTER_FIRST]
    return Wanted(tuple(asked), tuple(dict.fromkeys(by_need)), is_shelter)


def rank(
    candidates: Sequence[Candidate], question: Question, sought: Wanted, origin: Point | None
) -> list[Ranked]:
    """Return the candidates in order; distances in km on the sphere."""
    distances = _distances(candidates, origin)
    ranked = [
        Ranked(one, _block(one, sought), *_match(one, question, sought), distances.get(one.id))
        for one in candidates
    ]
    return sorted(ranked, key=lambda one: one.order)


def measured(ranked: Iterable[Ranked], km: dict[UUID, float]) -> list[Ranked]:
    """Return the same answers with finer distances, in the order these give."""
    finer = [replace(one, km=km.get(one.candidate.id)) for one in ranked]
    return sorted(finer, key=lambda one: one.order)


def _match(candidate: Candidate, question: Question, sought: Wanted) -> tuple[Match, int]:
    if candidate.id in question.named:
        return Match.NAMED, 0
    if candidate.category in sought.asked:
        return Match.CATEGORY, 0
    if candidate.category in sought.by_need:
        return Match.NEED, sought.by_need.index(candidate.category)
    if candidate.id in question.found:
        return Match.WORDS, 0
    return Match.NEED, len(sought.by_need)  # it says itself that it answers the need


def _block(candidate: Candidate, sought: Wanted) -> Block:
    if isinstance(candidate.whereabouts, Secret):
        return Block.PROTECTED
    if sought.is_shelter and candidate.category in SHELTER_FIRST:
        return Block.FIRST
    if isinstance(candidate.whereabouts, Territory):
        return Block.EVERYWHERE
    return Block.UNMEASURED if anchor(candidate.whereabouts) is None else Block.PLACED


def _distances(candidates: Sequence[Candidate], origin: Point | None) -> dict[UUID, float]:
    if origin is None:
        return {}
    placed = [
        (candidate.id, point)
        for candidate in candidates
        if (point := anchor(candidate.whereabouts)) is not None
    ]
    kilometres = Cloud([point for _, point in placed]).km_from(origin)
    return {entry: float(km) for (entry, _), km in zip(placed, kilometres, strict=True)}
