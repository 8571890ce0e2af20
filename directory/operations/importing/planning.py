"""Holds a file against what is stored, row by row; nothing is written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache

from app.territory import atlas
from directory.data.lists import taxonomy
from directory.exchange.columns import COLUMNS, PLACING
from directory.exchange.entry import Entry
from directory.exchange.ground import Ground
from directory.exchange.messages import HIDDEN, Fault, Message
from directory.exchange.reading import RawRow, Sheet
from directory.exchange.repairing import disarmed
from directory.exchange.validating import Rules, repeated_keys, validate
from directory.exchange.writing import cells_of, differences
from directory.operations.importing import doubles, guards
from directory.operations.importing.families import Families, keys_by_line
from directory.operations.importing.planned import Addition, Change, Options, Plan
from directory.queries.stored import StoredEntry, stored_entries


def plan(
    sheet: Sheet,
    options: Options,
    *,
    now: datetime,
    watch: Callable[[list[RawRow]], Iterable[RawRow]] = iter,
) -> Plan:
    """Return what `sheet` would change; `watch` sees each row pass, for a progress bar."""
    keys = keys_by_line(sheet.rows, options.family)
    families = frozenset(family for family, _ in keys.values() if family)
    if options.family:  # even for a file without a row
        families |= {Families().named(options.family)}
    known = stored_entries(families)
    made = Plan(families, {stored.id: stored.version for stored in known})
    made.messages += sheet.messages
    rules = Rules(
        taxonomy(),
        _ground(),
        now,
        withheld=guards.withheld(sheet.rows, keys),
        repeated=repeated_keys(sheet.rows),
    )
    comparison = _Comparison(known, rules, made, whole=set(sheet.columns) == set(COLUMNS))
    for raw in watch(sheet.rows):
        comparison.compare(raw, keys[raw.line])
    made.note(doubles.found(made.additions, made.changes))
    if options.complete:
        present = set(keys.values())
        made.archived = [
            stored
            for stored in known
            if not stored.is_archived and (stored.family, stored.entry.key) not in present
        ]
    keyless = any(not all(key) for key in keys.values())
    made.reasons += guards.reasons(made, options, known, keyless=keyless)
    return made


class _Comparison:
    """Puts each row where it belongs in the plan; `whole`: the file has every column."""

    def __init__(
        self, known: Collection[StoredEntry], rules: Rules, made: Plan, *, whole: bool
    ) -> None:
        self._stored = {(stored.family, stored.entry.key): stored for stored in known}
        self._rules, self._made, self._whole = rules, made, whole

    def compare(self, raw: RawRow, key: tuple[str, str]) -> None:
        """Compare one row with the entry of its key, if there is one."""
        stored = self._stored.get(key)
        if stored:
            self._update(raw, stored)
            return
        verdict = validate(raw, self._rules)
        self._made.note(verdict.messages)
        if verdict.row:
            self._made.additions.append(Addition(raw.line, key[0], verdict.row.entry))

    def _update(self, raw: RawRow, stored: StoredEntry) -> None:
        kept = {} if self._whole else _disarmed(self._cells(stored.entry))
        verdict = validate(raw, self._rules, kept)
        if verdict.row is None:
            self._made.note(verdict.messages)
            return
        entry, held = self._without_confirmed(raw, stored, verdict.row.entry, kept)
        self._made.note([*verdict.messages, *held])
        changed = self._differences(stored.entry, entry)
        if changed or stored.is_archived:
            self._made.changes.append(Change(raw.line, stored, entry, changed))
        else:
            self._made.unchanged += 1

    def _without_confirmed(
        self, raw: RawRow, stored: StoredEntry, entry: Entry, kept: dict[str, str]
    ) -> tuple[Entry, list[Message]]:
        """Return the entry but for what was confirmed here, and a remark on each such column."""
        if not stored.confirmed:
            return entry, []
        changed = [column for column, _, _ in self._differences(stored.entry, entry)]
        held = _confirmed(stored, entry, changed)
        old = _disarmed(self._cells(stored.entry))
        cells = raw.cells | {column: old[column] for column in held}
        again = validate(RawRow(raw.line, cells), self._rules, kept)
        # What was confirmed here may contradict the rest of the row: then nothing of it goes.
        remarks = [_not_taken(raw, stored, entry, column) for column in held]
        return (again.row.entry if again.row else stored.entry), remarks

    def _differences(self, before: Entry, after: Entry) -> tuple[tuple[str, str, str], ...]:
        if before == after:
            return ()  # nearly every row of a second import
        old, new = self._cells(before), self._cells(after)
        return tuple((column, old[column], new[column]) for column in differences(old, new))

    def _cells(self, entry: Entry) -> dict[str, str]:
        return cells_of(entry, self._rules.ground.gazetteer)


def _confirmed(stored: StoredEntry, entry: Entry, columns: Iterable[str]) -> list[str]:
    """Return the columns that someone here confirmed after the file's own check.

    What makes an entry secret is taken all the same: the more secret side wins.
    """
    checked_on = entry.verified_on or date.min
    taken = {*PLACING, "lieu", "visibilite"} if entry.is_secret else set()
    return [
        column
        for column in columns
        if column not in taken and stored.confirmed.get(column, date.min) > checked_on
    ]


def _disarmed(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: disarmed(cell) for column, cell in cells.items()}


def _not_taken(raw: RawRow, stored: StoredEntry, entry: Entry, column: str) -> Message:
    hides = entry.is_secret or stored.entry.is_secret
    value = HIDDEN if hides else raw.cells.get(column, "")
    return Message(Fault.CONFIRMED_LOCALLY, raw.line, column, value)


@cache
def _ground() -> Ground:
    return Ground(atlas.gazetteer(), atlas.contours())
