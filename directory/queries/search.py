"""The answers to a question: candidates in scope, ranked, then the details of one page of them.

Three reads of the database, whatever the number of answers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.page import Page
from app.kernel.viewer import Viewer
from app.territory.atlas import gazetteer
from app.territory.communes import CommuneRecord
from app.territory.distance import distance_km
from app.territory.points import Point
from directory.data.lists import taxonomy
from directory.decisions.asking import Question
from directory.decisions.ranking import (
    SHELTER_FIRST,
    SHELTERS,
    Block,
    Candidate,
    Ranked,
    Wanted,
    measured,
    rank,
    wanted,
)
from directory.decisions.taxonomy import Category, Sensitivity
from directory.decisions.whereabouts import Whereabouts, anchor
from directory.models import Organisation, Service, ServiceAtSite, Site
from directory.queries.ground import whereabouts_of
from directory.queries.results import Result, results
from directory.queries.scope import visible_entries

PAGE_SIZE = 20
NEVER_PROPOSED = frozenset({Sensitivity.WALLED_OFF, Sensitivity.CONTRAINDICATED})


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers a category has, and whether it is the one kept."""

    category: Category
    number: int


@dataclass(frozen=True, slots=True)
class Section:
    """A block of answers: how many, and the page on which it begins."""

    block: Block
    number: int
    begins_on: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found, as one viewer may see it.

    `ranked` holds every answer, `page` the details of one page. `counts` ignore `only`, the
    category kept. `origin` is what distances are measured from.
    """

    question: Question
    sought: Wanted
    origin: CommuneRecord | None
    ranked: tuple[Ranked, ...]
    page: Page[Result]
    sections: tuple[Section, ...]
    counts: tuple[Count, ...]
    only: str | None

    @property
    def is_measured(self) -> bool:
        """Return whether some answers stand at a known distance."""
        return any(one.km is not None for one in self.ranked)


def search(
    viewer: Viewer,
    question: Question,
    *,
    now: datetime,
    number: int = 1,
    size: int = PAGE_SIZE,
    only: str | None = None,
) -> Found:
    """Return page `number` (from 1, the last one at most) of what answers a question.

    An empty question is answered by all that may be proposed.
    """
    sought = wanted(question, taxonomy())
    origin = gazetteer().commune(question.commune) if question.commune else None
    start = origin.point if origin else None
    everything = rank(_candidates(viewer, question, sought), question, sought, start)
    kept = [one for one in everything if only is None or one.candidate.category == only]
    number = min(max(number, 1), max(1, -(-len(kept) // size)))
    shown = _measured(kept[(number - 1) * size : number * size], start)
    first = (number - 1) * size + 1
    items = results(viewer, question, shown, first=first, now=now)
    return Found(
        question=question,
        sought=sought,
        origin=origin,
        ranked=tuple(kept),
        page=Page(items, number, size, len(kept)),
        sections=_sections(kept, size),
        counts=_counts(everything),
        only=only,
    )


def _candidates(viewer: Viewer, question: Question, sought: Wanted) -> list[Candidate]:
    rows = visible_entries(viewer).with_only_columns(
        ServiceAtSite.id,
        Organisation.name.label("organisation"),
        Service.name.label("service"),
        Service.category,
        Service.needs,
        Site.place,
        Site.area,
        Site.insee_code,
        Site.longitude,
        Site.latitude,
    )
    return [
        Candidate(row.id, row.organisation, row.service, row.category, _where(row))
        for row in db.session.execute(rows.where(_may_answer(question, sought)))
        if _answers(row.id, row.category, row.needs, question, sought)
    ]


def _where(row: sa.Row[*tuple[Any, ...]]) -> Whereabouts:
    return whereabouts_of(
        row.place,
        row.category,
        area=row.area,
        insee_code=row.insee_code,
        longitude=row.longitude,
        latitude=row.latitude,
    )


def _may_answer(question: Question, sought: Wanted) -> sa.ColumnElement[bool]:
    if question.is_empty:
        never = [
            code
            for code, known in taxonomy().categories.items()
            if known.sensitivity in NEVER_PROPOSED
        ]
        return Service.category.not_in(never)
    by_id = ServiceAtSite.id.in_((*question.named, *question.found))
    by_category = Service.category.in_(sought.categories)
    if question.need is None:
        return sa.or_(by_id, by_category)
    stated = sa.cast(Service.needs, sa.String).like(f'%"{question.need}"%')
    return sa.or_(by_id, by_category, stated)


def _answers(
    entry: UUID, category: str, needs: list[str], question: Question, sought: Wanted
) -> bool:
    """Return whether a row answers: a service may say that it meets fewer needs, or more."""
    if question.is_empty or entry in question.named or category in sought.asked:
        return True
    if sought.is_shelter and category in (*SHELTERS, *SHELTER_FIRST):
        return True
    if question.need is None:
        return entry in question.found
    known = taxonomy().categories.get(category)
    if known and known.sensitivity in NEVER_PROPOSED and category not in sought.by_need:
        return False
    return question.need in taxonomy().needs_of(category, needs)


def _measured(shown: Sequence[Ranked], start: Point | None) -> list[Ranked]:
    if start is None:
        return list(shown)
    points = {one.candidate.id: anchor(one.candidate.whereabouts) for one in shown}
    return measured(
        shown, {entry: distance_km(start, point) for entry, point in points.items() if point}
    )


def _sections(kept: list[Ranked], size: int) -> tuple[Section, ...]:
    numbers = Counter(one.block for one in kept)
    firsts: dict[Block, int] = {}
    for place, one in enumerate(kept):
        firsts.setdefault(one.block, place // size + 1)
    return tuple(Section(block, numbers[block], page) for block, page in firsts.items())


def _counts(everything: list[Ranked]) -> tuple[Count, ...]:
    numbers = Counter(one.candidate.category for one in everything)
    known = taxonomy().categories
    found = [Count(known[code], number) for code, number in numbers.items() if code in known]
    return tuple(sorted(found, key=lambda count: (-count.number, count.category.code)))
