"""The details of the answers that are shown: how to call, whether it is open, why this one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.kernel.db import db
from app.kernel.viewer import Viewer
from directory.data.lists import taxonomy
from directory.decisions import opening
from directory.decisions.asking import Question
from directory.decisions.opening import OpeningState
from directory.decisions.ranking import Block, Ranked
from directory.decisions.ranking_reasons import FACTS, OPENINGS, WARNINGS, Known, Reason, reasons
from directory.decisions.taxonomy import Category
from directory.models import (
    Contact,
    ContactAudience,
    ContactKind,
    Organisation,
    OrganisationStatus,
    Service,
    ServiceAtSite,
    Site,
)
from directory.queries.ground import commune_name, covers
from directory.queries.scope import audiences

# A row of columns, by name.
Details = sa.Row[*tuple[Any, ...]]
# Statutory acts with a channel of their own: one calls, one does not send a request.
CALLED_ONLY = frozenset({"crip"})


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach a service, as the viewer may use it."""

    kind: ContactKind
    audience: ContactAudience
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Result:
    """One answer as it is shown. `commune` is empty and `km` None when there is no place."""

    rank: int
    id: UUID
    organisation: str
    service: str
    summary: str
    category: Category
    block: Block
    commune: str
    km: float | None
    opening: OpeningState
    hours_note: str
    phone: Line | None
    receives_handoffs: bool
    reasons: tuple[Reason, ...]

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """Return what must be read before anything else."""
        return tuple(one for one in self.reasons if one.why in WARNINGS)

    @property
    def facts(self) -> tuple[Reason, ...]:
        """Return where it is and how sure that is: the status line."""
        return tuple(one for one in self.reasons if one.why in FACTS)

    @property
    def because(self) -> tuple[Reason, ...]:
        """Return why this one: the line under."""
        said = WARNINGS | FACTS | set(OPENINGS.values())
        return tuple(one for one in self.reasons if one.why not in said)


def results(
    viewer: Viewer, question: Question, shown: Sequence[Ranked], *, first: int, now: datetime
) -> tuple[Result, ...]:
    """Return the details of ranked answers, in their order; `first` is the rank of the first."""
    ids = [one.candidate.id for one in shown]
    rows = _details(ids)
    phones = lines(viewer, ids, kinds=(ContactKind.PHONE,))
    return tuple(
        _result(one, rows[one.candidate.id], phones, question, place=first + place, now=now)
        for place, one in enumerate(shown)
        if one.candidate.id in rows
    )


def lines(
    viewer: Viewer, ids: Collection[UUID], *, kinds: Sequence[ContactKind] = tuple(ContactKind)
) -> dict[UUID, tuple[Line, ...]]:
    """Return the contacts of entries that the viewer may read, the one to use first, first."""
    allowed = audiences(viewer)
    rows = db.session.execute(
        sa.select(Contact.entry_id, Contact.kind, Contact.audience, Contact.value, Contact.label)
        .where(Contact.entry_id.in_(ids), Contact.audience.in_(allowed), Contact.kind.in_(kinds))
        .order_by(Contact.rank, Contact.id)
    )
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    for entry, kind, audience, value, label in rows:
        found[entry].append(Line(kind, audience, value, label))
    first = {audience: place for place, audience in enumerate(allowed)}
    return {
        entry: tuple(sorted(known, key=lambda line: first[line.audience]))
        for entry, known in found.items()
    }


def opening_of(hours: str | None, now: datetime) -> OpeningState:
    """Return whether a door is open; hours nobody gave, or that no longer read, are unknown."""
    if hours is None:
        return OpeningState.UNKNOWN
    try:
        return opening.state(opening.Schedule(hours, ()), now)
    except opening.HoursUnreadable:
        return OpeningState.UNKNOWN


def _details(ids: Sequence[UUID]) -> dict[UUID, Details]:
    rows = (
        sa.select(
            ServiceAtSite.id,
            ServiceAtSite.hours,
            ServiceAtSite.hours_note,
            ServiceAtSite.verified_on,
            Service.summary,
            Service.catchment,
            Service.receives_handoffs,
            Organisation.status,
            Organisation.update_interval_months,
            Site.insee_code,
        )
        .join(ServiceAtSite.service)
        .join(Service.organisation)
        .join(ServiceAtSite.site)
        .where(ServiceAtSite.id.in_(ids))
    )
    return {row.id: row for row in db.session.execute(rows)}


def _result(
    one: Ranked,
    row: Details,
    phones: dict[UUID, tuple[Line, ...]],
    question: Question,
    *,
    place: int,
    now: datetime,
) -> Result:
    candidate, state = one.candidate, opening_of(row.hours, now)
    category = taxonomy().categories[candidate.category]
    known = Known(
        match=one.match,
        category=candidate.category,
        need=question.need,
        sensitivity=category.sensitivity,
        whereabouts=candidate.whereabouts,
        km=one.km,
        origin=question.commune,
        covers=covers(row.catchment, question.commune),
        opening=state,
        verified_on=row.verified_on,
        interval_months=row.update_interval_months,
        suspended=row.status is OrganisationStatus.SUSPENDED,
    )
    return Result(
        rank=place,
        id=candidate.id,
        organisation=candidate.organisation,
        service=candidate.service,
        summary=row.summary,
        category=category,
        block=one.block,
        commune=commune_name(candidate.whereabouts, row.insee_code),
        km=one.km,
        opening=state,
        hours_note=row.hours_note,
        phone=next(iter(phones.get(candidate.id, ())), None),
        receives_handoffs=row.receives_handoffs and candidate.category not in CALLED_ONLY,
        reasons=reasons(known, now),
    )
