"""Writes what was planned, in bulk; the caller commits, or nothing has happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from app.kernel import access_log
from directory.models import Contact, ContactKind, Service, ServiceAtSite, Site, VerifiedHow
from directory.operations.importing import bulk, columns
from directory.operations.importing.bulk import Row
from directory.operations.importing.planned import Addition, Change, Plan
from directory.operations.importing.structures import Structures
from directory.queries.stored import StoredEntry, versions


class ImportRefused(Exception):
    """The plan may not be carried out; `reasons` are French sentences. Nothing is written."""

    def __init__(self, reasons: Sequence[str]) -> None:
        """Keep the reasons apart from the exception's own text, which a log may show."""
        super().__init__("import refused")
        self.reasons = tuple(reasons)


class PlanOutdated(Exception):
    """The entries compared have changed since: the file must be compared again."""


def store(plan: Plan, *, now: datetime) -> list[UUID]:
    """Write the plan and return the ids of the entries it touched.

    Raises ImportRefused or PlanOutdated; the database is then as it was.
    """
    if plan.reasons:
        raise ImportRefused(plan.reasons)
    if versions(plan.families) != plan.versions:
        raise PlanOutdated
    structures = Structures(plan)
    structures.write()
    added = _add(plan.additions, structures, now)
    _change(plan.changes, structures, now)
    _archive(plan.archived, now)
    touched = [*added, *(c.stored.id for c in plan.changes), *(s.id for s in plan.archived)]
    if touched:
        access_log.record(act="entries_imported", who=None, team=None, subject=None, now=now)
    return touched


def _add(additions: Iterable[Addition], structures: Structures, now: datetime) -> list[UUID]:
    """Insert a service, a site and an entry for each row: a row is a service at a place."""
    services: list[Row] = []
    sites: list[Row] = []
    entries: list[Row] = []
    contacts: list[Row] = []
    for row in additions:
        ids = {"id": uuid4(), "service_id": uuid4(), "site_id": uuid4()}
        owned = {"organisation_id": structures.of(row.family, row.entry.structure)}
        services.append({"id": ids["service_id"], **owned, **columns.of_service(row.entry)})
        sites.append({"id": ids["site_id"], **owned, **columns.of_site(row.entry)})
        entries.append({**ids, **columns.of_new_entry(row.entry, row.family, now)})
        contacts += columns.of_contacts(row.entry, ids["id"])
    for table, rows in ((Service, services), (Site, sites), (ServiceAtSite, entries)):
        bulk.insert(table, rows)
    bulk.insert(Contact, contacts)
    return [row["id"] for row in entries]


def _change(changes: Sequence[Change], structures: Structures, now: datetime) -> None:
    """Bring what changed rows are made of to the values of the file."""
    services, sites, entries, moved = [], [], [], []
    for change in changes:
        stored, owner = change.stored, structures.organisation_of(change)
        owned = {"organisation_id": owner}
        services.append({"id": stored.service_id, **owned, **columns.of_service(change.entry)})
        sites.append({"id": stored.site_id, **owned, **columns.of_site(change.entry)})
        entries.append({"id": stored.id, **columns.of_entry(change.entry, now)})
        if owner != stored.organisation_id and stored.team_id:
            moved.append({"id": stored.service_id, "team_id": None, "receives_handoffs": False})
    bulk.update(Service, services)
    bulk.update(Service, moved)  # the team that answered belongs to the structure it left
    bulk.update(Site, sites)
    bulk.update(ServiceAtSite, entries)
    _verify(changes)
    _reach(changes)
    _hide([change.stored for change in changes if change.becomes_secret])


def _verify(changes: Iterable[Change]) -> None:
    """Say that a date came from a file, where the file changed it."""
    dated = [
        {
            "id": change.stored.id,
            "verified_how": VerifiedHow.IMPORTED if change.entry.verified_on else None,
            "verified_by_id": None,
        }
        for change in changes
        if change.entry.verified_on != change.stored.entry.verified_on
    ]
    bulk.update(ServiceAtSite, dated)


def _reach(changes: Iterable[Change]) -> None:
    """Replace the contacts that a file speaks of; those added by hand stay."""
    changed = [c for c in changes if c.becomes_secret or c.entry.reach != c.stored.entry.reach]
    gone = [
        {name: old[name] for name in ("entry_id", "kind", "value")}
        for change in changed
        for old in columns.of_contacts(change.stored.entry, change.stored.id)
    ]
    bulk.delete(Contact, gone)
    bulk.insert(
        Contact, [new for c in changed for new in columns.of_contacts(c.entry, c.stored.id)]
    )


def _hide(stored: Sequence[StoredEntry]) -> None:
    """Erase what hands may have typed about a place that is secret from now on."""
    bulk.update(Site, [{"id": one.site_id, "name": "", "access_note": ""} for one in stored])
    entries = [{"entry_id": one.id} for one in stored]
    bulk.delete(Contact, entries, Contact.kind != ContactKind.PHONE)


def _archive(stored: Iterable[StoredEntry], now: datetime) -> None:
    bulk.update(
        ServiceAtSite,
        [{"id": one.id, "archived_at": now, "changed_at": now} for one in stored],
    )
