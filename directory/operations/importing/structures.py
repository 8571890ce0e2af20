"""Which organisation each row belongs to: one a name, inside a source family.

Two families never share one: the same name from two sources may be two structures.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from app.kernel.db import db
from directory.models import Organisation, Service
from directory.operations.importing import bulk
from directory.operations.importing.planned import Change, Plan


class Structures:
    """The organisations of a plan: those known, those to rename, those to create."""

    def __init__(self, plan: Plan) -> None:
        self._ids = _known(plan.families)
        self._renamed: list[dict[str, Any]] = []
        self._created: list[dict[str, Any]] = []
        self._rename(plan.changes)
        for addition in plan.additions:
            self._ensure(addition.family, addition.entry.structure)
        for change in plan.changes:
            if _moves(change):
                self._ensure(change.stored.family, change.entry.structure)

    def of(self, family: str, structure: str) -> UUID:
        """Return the id of a structure of the plan."""
        return self._ids[family, _key(structure)]

    def organisation_of(self, change: Change) -> UUID:
        """Return the id of the organisation to which a changed row belongs from now on."""
        if not _moves(change):
            return change.stored.organisation_id
        return self.of(change.stored.family, change.entry.structure)

    def write(self) -> None:
        """Rename and insert; before the services that refer to them."""
        bulk.update(Organisation, self._renamed)  # first: a name it frees may be taken anew
        bulk.insert(Organisation, self._created)

    def _rename(self, changes: Iterable[Change]) -> None:
        """Keep an organisation, its teams and accounts, when all its rows change name alike."""
        moving: defaultdict[UUID, list[Change]] = defaultdict(list)
        for change in changes:
            if _moves(change):
                moving[change.stored.organisation_id].append(change)
        counts = _services_of(moving)
        for organisation_id, leaving in moving.items():
            targets = {(c.stored.family, _key(c.entry.structure)) for c in leaving}
            everyone = len(leaving) == counts[organisation_id]
            if everyone and len(targets) == 1 and not targets & self._ids.keys():
                (target,) = targets
                self._ids = {key: one for key, one in self._ids.items() if one != organisation_id}
                self._ids[target] = organisation_id
                name = leaving[0].entry.structure
                self._renamed.append({"id": organisation_id, "name": name, "source_key": target[1]})

    def _ensure(self, family: str, structure: str) -> None:
        where = family, _key(structure)
        if where in self._ids:
            return
        self._ids[where] = uuid4()
        self._created.append(
            {
                "id": self._ids[where],
                "name": structure,
                "source_family": family,
                "source_key": where[1],
            }
        )


def _moves(change: Change) -> bool:
    return any(column == "structure" for column, _, _ in change.differences)


def _key(structure: str) -> str:
    """Return a name as it is matched: apostrophes alone do not make two structures."""
    return structure.replace("’", "'")


def _known(families: Iterable[str]) -> dict[tuple[str, str], UUID]:
    rows = db.session.execute(
        sa.select(Organisation.source_family, Organisation.source_key, Organisation.id).where(
            Organisation.source_family.in_(list(families))
        )
    )
    return {(row.source_family or "", row.source_key or ""): row.id for row in rows}


def _services_of(organisations: Iterable[UUID]) -> Counter[UUID]:
    counted = (
        sa.select(Service.organisation_id, sa.func.count())
        .where(Service.organisation_id.in_(list(organisations)))
        .group_by(Service.organisation_id)
    )
    return Counter(dict(db.session.execute(counted).all()))
